#ifndef MESSAGE_PASSING_INTERNAL_H
#define MESSAGE_PASSING_INTERNAL_H

#include "message_passing_interface.h"

/// Functions of MPI by name; all are in MPI 3.
#define MPI_FUNCTIONS(F)                                                                                              \
  F(Get_library_version) F(Init_thread) F(Finalize) F(Abort) F(Error_string) F(Comm_rank) F(Comm_size)                \
  F(Comm_set_errhandler) F(Type_contiguous) F(Type_commit) F(Type_free) F(Op_create) F(Op_free) F(Iallreduce) F(Ibcast) F(Ibarrier) F(Test)

enum {
#define NUMBER(name) function_##name,
  MPI_FUNCTIONS(NUMBER)
#undef NUMBER
  function_count
};

/// A communicator, type, operation or request, as the library's family has it.
typedef union {
  int integer;
  void *pointer;
} mpi_handle;

/// Which of the two a family's handles are, and how it is called then.
typedef struct {
  int (*start)(mpi_interface *, int *rank, int *size);
  int (*end)(mpi_interface *);
  int (*reduce)(mpi_interface *, const void *own, void *all, int count, mpi_handle type, mpi_handle operation);
  int (*send)(mpi_interface *, void *bytes, int count, int root);
  int (*meet)(mpi_interface *);
  int (*test)(mpi_interface *, int *is_done);
  void (*abort)(mpi_interface *, int exit_code);
} mpi_calls;

extern const mpi_calls mpi_calls_of_integers, mpi_calls_of_pointers;

struct mpi_interface {
  void *functions[function_count];
  int32_t family;
  char version[8192];
  const mpi_calls *calls;
  /// MPI_THREAD_FUNNELED.
  int threads;
  /// MPI_STATUS_IGNORE.
  void *no_status;
  mpi_handle world, word, byte, sum, largest, errors_return;
  /// Made at the start: the type of a 128-bit integer, and its addition.
  mpi_handle quantum, addition;
  mpi_handle request;
};

#endif
