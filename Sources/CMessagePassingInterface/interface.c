#include "message_passing_interface.h"

#include "internal.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const names[] = {
#define NAME(name) "MPI_" #name,
    MPI_FUNCTIONS(NAME)
#undef NAME
};

/// Open MPI: handles are the addresses of variables that it exports.
static const char *find_open_mpi(mpi_interface *it, void *library) {
  const struct {
    const char *name;
    mpi_handle *handle;
  } variables[] = {
      {"ompi_mpi_comm_world", &it->world},   {"ompi_mpi_int64_t", &it->word},
      {"ompi_mpi_byte", &it->byte},          {"ompi_mpi_op_sum", &it->sum},
      {"ompi_mpi_op_max", &it->largest},     {"ompi_mpi_errors_return", &it->errors_return},
  };
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
    if (!(variables[i].handle->pointer = dlsym(library, variables[i].name))) return variables[i].name;
  it->calls = &mpi_calls_of_pointers;
  it->threads = 1;
  return NULL;
}

/// MPICH, and Intel's, Cray's and MVAPICH, which keep its binary interface: the numbers of its mpi.h.
static void take_mpich(mpi_interface *it) {
  it->world.integer = 0x44000000;
  it->word.integer = 0x4c00083a;
  it->byte.integer = 0x4c00010d;
  it->sum.integer = 0x58000003;
  it->largest.integer = 0x58000001;
  it->errors_return.integer = 0x54000001;
  it->calls = &mpi_calls_of_integers;
  it->no_status = (void *)1;
  it->threads = 1;
}

/// The ABI of MPI 5, whatever library has it: the numbers of the standard's appendix.
static void take_standard(mpi_interface *it) {
  it->world.pointer = (void *)0x101;
  it->word.pointer = (void *)0x258;
  it->byte.pointer = (void *)0x247;
  it->sum.pointer = (void *)0x21;
  it->largest.pointer = (void *)0x23;
  it->errors_return.pointer = (void *)0x143;
  it->calls = &mpi_calls_of_pointers;
  it->threads = 1024;
}

/// Libraries that know of the ABI say which version of it they have: -1 where handles are their own.
static bool has_standard(void *library) {
  int (*version)(int *, int *) = (int (*)(int *, int *))dlsym(library, "MPI_Abi_get_version");
  int major = -1, minor = -1;
  return version && version(&major, &minor) == 0 && major >= 1;
}

mpi_interface *mpi_interface_open(void *library, const char **missing) {
  mpi_interface *it = calloc(1, sizeof *it);
  if (!it) abort();
  *missing = NULL;
  for (int i = 0; i < function_count && !*missing; i++)
    if (!(it->functions[i] = dlsym(library, names[i]))) *missing = names[i];
  if (!*missing) {
    int length = 0;
    ((int (*)(char *, int *))it->functions[function_Get_library_version])(it->version, &length);
    if (has_standard(library)) {
      it->family = mpi_family_standard;
      take_standard(it);
    } else if (strstr(it->version, "Open MPI") || dlsym(library, "ompi_mpi_comm_world")) {
      it->family = mpi_family_open_mpi;
      *missing = find_open_mpi(it, library);
    } else {
      it->family = mpi_family_mpich;
      take_mpich(it);
    }
  }
  if (!*missing) return it;
  free(it);
  return NULL;
}

void mpi_interface_close(mpi_interface *it) { free(it); }

int32_t mpi_interface_family(const mpi_interface *it) { return it->family; }

const char *mpi_interface_version(const mpi_interface *it) { return it->version; }

int32_t mpi_interface_start(mpi_interface *it, int32_t *rank, int32_t *size) { return it->calls->start(it, rank, size); }

int32_t mpi_interface_add_words(mpi_interface *it, const int64_t *own, int64_t *all, int32_t count) {
  return it->calls->reduce(it, own, all, count, it->word, it->sum);
}

int32_t mpi_interface_add_quanta(mpi_interface *it, const void *own, void *all, int32_t count) {
  return it->calls->reduce(it, own, all, count, it->quantum, it->addition);
}

int32_t mpi_interface_largest_words(mpi_interface *it, const int64_t *own, int64_t *all, int32_t count) {
  return it->calls->reduce(it, own, all, count, it->word, it->largest);
}

int32_t mpi_interface_send(mpi_interface *it, void *bytes, int32_t count, int32_t root) {
  return it->calls->send(it, bytes, count, root);
}

int32_t mpi_interface_meet(mpi_interface *it) { return it->calls->meet(it); }

int32_t mpi_interface_test(mpi_interface *it, bool *is_done) {
  int flag = 0;
  int code = it->calls->test(it, &flag);
  *is_done = flag != 0;
  return code;
}

void mpi_interface_words(mpi_interface *it, int32_t code, char *text, int32_t room) {
  char words[1024] = "";
  int length = 0;
  ((int (*)(int, char *, int *))it->functions[function_Error_string])(code, words, &length);
  strncpy(text, words, (size_t)room - 1);
  text[room - 1] = 0;
}

/// A handler of signals can reach nothing else.
static volatile sig_atomic_t last_code;

static void end_alone(int number) {
  (void)number;
  _exit(last_code);
}

/// From now on this process has so many seconds; 0: all that it wants.
static void end_after(uint32_t seconds, int32_t exit_code) {
  last_code = exit_code;
  signal(SIGALRM, end_alone);
  alarm(seconds);
}

int32_t mpi_interface_end(mpi_interface *it, int32_t exit_code, uint32_t seconds) {
  end_after(seconds, exit_code);
  int code = it->calls->end(it);
  alarm(0);
  return code;
}

void mpi_interface_abort(mpi_interface *it, int32_t exit_code, uint32_t seconds) {
  end_after(seconds, exit_code);
  it->calls->abort(it, exit_code);
}

void mpi_add_quanta(const void *own, void *sum, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    uint64_t left[2], right[2];
    memcpy(left, (const char *)own + 16 * (size_t)i, 16);
    memcpy(right, (char *)sum + 16 * (size_t)i, 16);
    right[0] += left[0];
    right[1] += left[1] + (right[0] < left[0]);
    memcpy((char *)sum + 16 * (size_t)i, right, 16);
  }
}
