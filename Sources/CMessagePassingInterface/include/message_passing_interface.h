/// MPI as a program meets it that was built without one: functions by their names from a library that is loaded at run time.
///
/// Handles of communicators, types and operations differ between the families of libraries: addresses of the library's own
/// variables (Open MPI), integers (MPICH and what descends from it), small addresses (the ABI of the standard, MPI 5). Which family
/// a library is of, it says itself. Calls are compiled once for handles that are integers and once for addresses; see `calls.h`.
#ifndef MESSAGE_PASSING_INTERFACE_H
#define MESSAGE_PASSING_INTERFACE_H

#include <stdbool.h>
#include <stdint.h>

/// A loaded library with its handles. One exchange is under way at a time, and all calls are of one thread.
typedef struct mpi_interface mpi_interface;

enum { mpi_family_open_mpi, mpi_family_mpich, mpi_family_standard };

/// Looks functions and handles up.
///
/// - library: what dlopen has returned.
/// - missing: receives the name of what the library lacks, where NULL is returned: it is no MPI, or one before MPI 3.
mpi_interface *_Nullable mpi_interface_open(void *_Nonnull library, const char *_Nullable *_Nonnull missing);

/// Frees what was opened; the library stays loaded.
void mpi_interface_close(mpi_interface *_Nonnull interface);

/// One of `mpi_family_...`.
int32_t mpi_interface_family(const mpi_interface *_Nonnull interface);

/// What the library says about itself; valid as long as the interface.
const char *_Nonnull mpi_interface_version(const mpi_interface *_Nonnull interface);

// All functions below return an error code of MPI, 0 for none.

/// MPI_Init_thread for calls of this thread only; errors are returned from then on.
int32_t mpi_interface_start(mpi_interface *_Nonnull interface, int32_t *_Nonnull rank, int32_t *_Nonnull size);

/// MPI_Finalize. Where the library waits for processes that it cannot reach, this one ends with `exit_code` after `seconds`.
int32_t mpi_interface_end(mpi_interface *_Nonnull interface, int32_t exit_code, uint32_t seconds);

/// Begins to add 64-bit words of all members, element by element; the arrays stay where they are until the exchange is done.
int32_t mpi_interface_add_words(
    mpi_interface *_Nonnull interface, const int64_t *_Nonnull own, int64_t *_Nonnull all, int32_t count);

/// The same of 128-bit integers, the low word first.
int32_t mpi_interface_add_quanta(
    mpi_interface *_Nonnull interface, const void *_Nonnull own, void *_Nonnull all, int32_t count);

/// The same for the largest.
int32_t mpi_interface_largest_words(
    mpi_interface *_Nonnull interface, const int64_t *_Nonnull own, int64_t *_Nonnull all, int32_t count);

/// Begins to send bytes of one member to all.
int32_t mpi_interface_send(mpi_interface *_Nonnull interface, void *_Nonnull bytes, int32_t count, int32_t root);

/// Begins to wait for all members.
int32_t mpi_interface_meet(mpi_interface *_Nonnull interface);

/// Whether the exchange under way is done; it goes on during this call only.
int32_t mpi_interface_test(mpi_interface *_Nonnull interface, bool *_Nonnull is_done);

/// What an error code means, in `room` bytes at most, the last of which is 0.
void mpi_interface_words(mpi_interface *_Nonnull interface, int32_t code, char *_Nonnull text, int32_t room);

/// Ends the processes of all members, if the library can: it may wait for some forever. After `seconds`, this process ends alone.
void mpi_interface_abort(mpi_interface *_Nonnull interface, int32_t exit_code, uint32_t seconds);

/// How many processors this process may run on: launchers bind processes. 0 where the system does not tell.
int32_t mpi_processors_allowed(void);

/// The addition of 128-bit integers, each of two words, the low one first; wraps around.
void mpi_add_quanta(const void *_Nonnull own, void *_Nonnull sum, int32_t count);

#endif
