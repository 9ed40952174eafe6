/// What Embedded Swift asks of C where there is no operating system to import: in a web page.
#ifndef TESSERA_HOST_H
#define TESSERA_HOST_H

#include <stdint.h>

/// Nanoseconds since some moment, never fewer than before. Defined by whoever builds for such a host, and nowhere else.
int64_t tessera_host_nanoseconds(void);

/// The C library's natural logarithm.
static inline double tessera_host_log(double x) { return __builtin_log(x); }

#endif
