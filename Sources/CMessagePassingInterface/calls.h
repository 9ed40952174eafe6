// The calls of a family, whose handles are of type HANDLE and the member MEMBER of an mpi_handle: included once for each.
#include "internal.h"

#include <stddef.h>

#define CALL(interface, name, ...) ((int (*)(__VA_ARGS__))(interface)->functions[function_##name])

static void add(void *own, void *sum, int *count, HANDLE *type) {
  (void)type;
  mpi_add_quanta(own, sum, *count);
}

static int start(mpi_interface *it, int *rank, int *size) {
  int given = 0;
  int code = CALL(it, Init_thread, int *, char ***, int, int *)(NULL, NULL, it->threads, &given);
  if (code == 0) code = CALL(it, Comm_set_errhandler, HANDLE, HANDLE)(it->world.MEMBER, it->errors_return.MEMBER);
  if (code == 0) code = CALL(it, Comm_rank, HANDLE, int *)(it->world.MEMBER, rank);
  if (code == 0) code = CALL(it, Comm_size, HANDLE, int *)(it->world.MEMBER, size);
  if (code == 0) code = CALL(it, Type_contiguous, int, HANDLE, HANDLE *)(2, it->word.MEMBER, &it->quantum.MEMBER);
  if (code == 0) code = CALL(it, Type_commit, HANDLE *)(&it->quantum.MEMBER);
  typedef void operation(void *, void *, int *, HANDLE *);
  if (code == 0) code = CALL(it, Op_create, operation *, int, HANDLE *)(add, 1, &it->addition.MEMBER);
  return code;
}

static int end(mpi_interface *it) {
  int code = CALL(it, Op_free, HANDLE *)(&it->addition.MEMBER);
  if (code == 0) code = CALL(it, Type_free, HANDLE *)(&it->quantum.MEMBER);
  if (code == 0) code = CALL(it, Finalize, void)();
  return code;
}

static int reduce(mpi_interface *it, const void *own, void *all, int count, mpi_handle type, mpi_handle operation) {
  return CALL(it, Iallreduce, const void *, void *, int, HANDLE, HANDLE, HANDLE, HANDLE *)(
      own, all, count, type.MEMBER, operation.MEMBER, it->world.MEMBER, &it->request.MEMBER);
}

static int send(mpi_interface *it, void *bytes, int count, int root) {
  return CALL(it, Ibcast, void *, int, HANDLE, int, HANDLE, HANDLE *)(
      bytes, count, it->byte.MEMBER, root, it->world.MEMBER, &it->request.MEMBER);
}

static int meet(mpi_interface *it) {
  return CALL(it, Ibarrier, HANDLE, HANDLE *)(it->world.MEMBER, &it->request.MEMBER);
}

static int test(mpi_interface *it, int *is_done) {
  return CALL(it, Test, HANDLE *, int *, void *)(&it->request.MEMBER, is_done, it->no_status);
}

static void end_all(mpi_interface *it, int exit_code) {
  CALL(it, Abort, HANDLE, int)(it->world.MEMBER, exit_code);
}

const mpi_calls CALLS = {start, end, reduce, send, meet, test, end_all};
