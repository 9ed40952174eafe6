#include <string.h>

#include "tessera_kernels.h"

#pragma STDC FP_CONTRACT OFF

/// term / 2^exponent, rounded to nearest, ties to even.
static inline __int128 quanta(double term, int32_t exponent) {
  uint64_t bits;
  memcpy(&bits, &term, sizeof bits);
  int biased = (int)(bits >> 52 & 0x7ff);
  uint64_t significand = bits & (((uint64_t)1 << 52) - 1);
  if (biased) significand |= (uint64_t)1 << 52;
  int shift = (biased ? biased : 1) - 1075 - exponent;
  __int128 magnitude;
  if (shift >= 0) {
    magnitude = (__int128)significand << shift;
  } else if (shift < -54) {
    magnitude = 0;
  } else {
    uint64_t quotient = significand >> -shift, rest = significand - (quotient << -shift);
    uint64_t half = (uint64_t)1 << (-shift - 1);
    magnitude = quotient + (rest > half || (rest == half && (quotient & 1)));
  }
  return bits >> 63 ? -magnitude : magnitude;
}

#define DEFINE_ACCUMULATE(NAME, SCALAR)                                                                       \
  void NAME(const SCALAR *x, size_t d, double weight, int sign, const int32_t *exponents, void *sums) {       \
    __int128 *totals = sums;                                                                                  \
    for (size_t j = 0; j < d; j++) {                                                                          \
      __int128 term = quanta(weight * (double)x[j], exponents[j]);                                            \
      totals[j] += sign < 0 ? -term : term;                                                                   \
    }                                                                                                         \
  }

DEFINE_ACCUMULATE(tessera_accumulate_f32, float)
DEFINE_ACCUMULATE(tessera_accumulate_f64, double)
