/// What Embedded Swift asks of C where there is no operating system to import: in a web page.
#ifndef TESSERA_HOST_H
#define TESSERA_HOST_H

#include <stdint.h>

/// Nanoseconds since some moment, never fewer than before. Defined by whoever builds for such a host, and nowhere else.
int64_t tessera_host_nanoseconds(void);

/// The C library's functions.
static inline double tessera_host_exp(double x) { return __builtin_exp(x); }
static inline float tessera_host_expf(float x) { return __builtin_expf(x); }
static inline double tessera_host_expm1(double x) { return __builtin_expm1(x); }
static inline float tessera_host_expm1f(float x) { return __builtin_expm1f(x); }
static inline double tessera_host_log(double x) { return __builtin_log(x); }
static inline float tessera_host_logf(float x) { return __builtin_logf(x); }
static inline double tessera_host_log1p(double x) { return __builtin_log1p(x); }
static inline float tessera_host_log1pf(float x) { return __builtin_log1pf(x); }
static inline double tessera_host_sin(double x) { return __builtin_sin(x); }
static inline float tessera_host_sinf(float x) { return __builtin_sinf(x); }
static inline double tessera_host_cos(double x) { return __builtin_cos(x); }
static inline float tessera_host_cosf(float x) { return __builtin_cosf(x); }
static inline double tessera_host_tanh(double x) { return __builtin_tanh(x); }
static inline float tessera_host_tanhf(float x) { return __builtin_tanhf(x); }
static inline double tessera_host_erf(double x) { return __builtin_erf(x); }
static inline float tessera_host_erff(float x) { return __builtin_erff(x); }
static inline double tessera_host_pow(double x, double y) { return __builtin_pow(x, y); }
static inline float tessera_host_powf(float x, float y) { return __builtin_powf(x, y); }
static inline double tessera_host_atan2(double x, double y) { return __builtin_atan2(x, y); }
static inline float tessera_host_atan2f(float x, float y) { return __builtin_atan2f(x, y); }

#endif
