// The layouts by which columns pass between libraries: the Arrow C data and stream interfaces
// (https://arrow.apache.org/docs/format/CDataInterface.html) and ADBC 1.1 (https://arrow.apache.org/adbc/). Both are fixed
// for good; nothing is linked.
#ifndef TESSERA_ARROW_INTERFACE_H
#define TESSERA_ARROW_INTERFACE_H

#include <stdint.h>

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};

struct AdbcError {
  char *message;
  int32_t vendor_code;
  char sqlstate[5];
  void (*release)(struct AdbcError *);
  void *private_data;
  struct AdbcDriver *private_driver;
};

// Databases, connections and statements.
struct AdbcObject {
  void *private_data;
  struct AdbcDriver *private_driver;
};

typedef uint8_t AdbcStatus;
typedef AdbcStatus (*AdbcCall)(struct AdbcObject *, struct AdbcError *);
typedef AdbcStatus (*AdbcCallWithParent)(struct AdbcObject *, struct AdbcObject *, struct AdbcError *);
typedef AdbcStatus (*AdbcCallWithText)(struct AdbcObject *, const char *, struct AdbcError *);
typedef AdbcStatus (*AdbcSetOption)(struct AdbcObject *, const char *key, const char *value, struct AdbcError *);
typedef AdbcStatus (*AdbcExecute)(struct AdbcObject *, struct ArrowArrayStream *, int64_t *rows, struct AdbcError *);
typedef AdbcStatus (*AdbcBindStream)(struct AdbcObject *, struct ArrowArrayStream *, struct AdbcError *);
// What is not called here.
typedef void (*AdbcOther)(void);

struct AdbcDriver {
  void *private_data;
  void *private_manager;
  AdbcStatus (*release)(struct AdbcDriver *, struct AdbcError *);
  AdbcCall databaseInit;
  AdbcCall databaseNew;
  AdbcSetOption databaseSetOption;
  AdbcCall databaseRelease;
  AdbcCall connectionCommit;
  AdbcOther connectionGetInfo, connectionGetObjects, connectionGetTableSchema, connectionGetTableTypes;
  AdbcCallWithParent connectionInit;
  AdbcCall connectionNew;
  AdbcSetOption connectionSetOption;
  AdbcOther connectionReadPartition;
  AdbcCall connectionRelease;
  AdbcCall connectionRollback;
  AdbcOther statementBind;
  AdbcBindStream statementBindStream;
  AdbcExecute statementExecuteQuery;
  AdbcOther statementExecutePartitions, statementGetParameterSchema;
  // The connection comes first.
  AdbcCallWithParent statementNew;
  AdbcCall statementPrepare;
  AdbcCall statementRelease;
  AdbcSetOption statementSetOption;
  AdbcCallWithText statementSetSqlQuery;
  AdbcOther statementSetSubstraitPlan;
  AdbcOther version11[29];
};

typedef AdbcStatus (*AdbcDriverInit)(int version, void *driver, struct AdbcError *);

_Static_assert(sizeof(void *) != 8 || sizeof(struct ArrowSchema) == 72, "as published");
_Static_assert(sizeof(void *) != 8 || sizeof(struct ArrowArray) == 80, "as published");
_Static_assert(sizeof(struct ArrowArrayStream) == 5 * sizeof(void *), "as published");
_Static_assert(sizeof(void *) != 8 || sizeof(struct AdbcError) == 48, "as published");
_Static_assert(sizeof(struct AdbcDriver) == 58 * sizeof(void *), "as published");

#endif
