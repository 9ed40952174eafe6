/// Vectors of one shape for every instruction set.
#ifndef QUANTIZER_VECTORS_H
#define QUANTIZER_VECTORS_H

#include <stdbool.h>
#include <string.h>

#include "quantizer_kernels.h"

#pragma clang diagnostic ignored "-Wpsabi"

#define QUANTIZER_INLINE static inline __attribute__((always_inline))
#define QUANTIZER_UNROLL _Pragma("clang loop unroll(full)")

typedef float float16v __attribute__((ext_vector_type(QUANTIZER_PANEL)));
typedef int32_t int16v __attribute__((ext_vector_type(QUANTIZER_PANEL)));
typedef bool bool16v __attribute__((ext_vector_type(QUANTIZER_PANEL)));
typedef float float8v __attribute__((ext_vector_type(QUANTIZER_LANES)));
typedef double double8v __attribute__((ext_vector_type(QUANTIZER_LANES)));

QUANTIZER_INLINE float16v load_floats(const float *x) {
  float16v v;
  memcpy(&v, x, sizeof v);
  return v;
}

QUANTIZER_INLINE double8v load_doubles(const double *x) {
  double8v v;
  memcpy(&v, x, sizeof v);
  return v;
}

/// The smaller of each two; of what does not compare, the second.
#define LESSER(a, b) ((a) < (b) ? (a) : (b))
/// The greater of each two; of what does not compare, the second.
#define GREATER(a, b) ((a) > (b) ? (a) : (b))

/// A bit for each lane that is not 0.
QUANTIZER_INLINE unsigned bits_of(int16v lanes) {
  const bool16v truth = __builtin_convertvector(lanes, bool16v);
  uint16_t bits;
  memcpy(&bits, &truth, sizeof bits);
  return bits;
}

/// The canonical distance D(x, c) of tessera_kernels.h.
QUANTIZER_INLINE double canonical(const double *x, const double *c, size_t d) {
  double8v sums = 0;
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    const double8v difference = load_doubles(x + j) - load_doubles(c + j);
    sums += difference * difference;
  }
  if (j < d) {
    double8v difference = 0;
    for (size_t l = 0; j + l < d; l++) difference[l] = x[j + l] - c[j + l];
    sums += difference * difference;
  }
  double b[4];
  for (size_t i = 0; i < 4; i++) b[i] = sums[i] + sums[i + 4];
  return (b[0] + b[2]) + (b[1] + b[3]);
}

#endif
