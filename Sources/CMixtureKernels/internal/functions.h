/// Eight lanes, and the functions of them that a pass needs: arithmetic in a fixed order.
#ifndef MIXTURE_FUNCTIONS_H
#define MIXTURE_FUNCTIONS_H

#include <string.h>

#include "mixture_kernels.h"

#pragma clang diagnostic ignored "-Wpsabi"

#define MIXTURE_INLINE static inline __attribute__((always_inline))

typedef double lanes __attribute__((ext_vector_type(8)));
typedef int64_t words __attribute__((ext_vector_type(8)));
typedef float narrow_lanes __attribute__((ext_vector_type(8)));

/// Added to a Double below 2^51 in magnitude: the sum's last bits are the nearest whole number.
#define MIXTURE_MAGIC 0x1.8p52

/// Smaller shares of a sum are 0.
#define MIXTURE_LEAST_LOG -708.0

#define AS_WORDS(x) ((words)(x))
#define AS_LANES(x) ((lanes)(x))
#define CHOOSE(mask, a, b) AS_LANES((AS_WORDS(a) & (mask)) | (AS_WORDS(b) & ~(mask)))

/// e^x for x <= 0, within two units in the last place; 0 below -708.
MIXTURE_INLINE lanes exp_of(lanes given) {
  const lanes least = (lanes)MIXTURE_LEAST_LOG;
  const words isSmall = given < least;
  const lanes x = CHOOSE(isSmall, least, given);
  const lanes shifted = x * 0x1.71547652b82fep+0 + MIXTURE_MAGIC, n = shifted - MIXTURE_MAGIC;
  // The high part of log 2 has 32 bits: n times it is exact.
  const lanes r = (x - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33;
  lanes series = r * (1.0 / 6227020800) + (1.0 / 479001600);
  series = series * r + (1.0 / 39916800);
  series = series * r + (1.0 / 3628800);
  series = series * r + (1.0 / 362880);
  series = series * r + (1.0 / 40320);
  series = series * r + (1.0 / 5040);
  series = series * r + (1.0 / 720);
  series = series * r + (1.0 / 120);
  series = series * r + (1.0 / 24);
  series = series * r + (1.0 / 6);
  series = series * r + 0.5;
  series = series * (r * r) + r;
  const lanes power = AS_LANES((AS_WORDS(shifted) + 1023) << 52);
  const lanes value = series * power + power;
  return AS_LANES(AS_WORDS(value) & ~isSmall);
}

/// log x of normal numbers above 0, within two units in the last place (near 1: of x - 1).
MIXTURE_INLINE lanes log_of(lanes x) {
  const words exponent = (AS_WORDS(x) - 0x3fe6a09e667f3bcdLL) >> 52;
  const lanes m = AS_LANES(AS_WORDS(x) - (exponent << 52));
  const lanes f = m - 1, s = f / (m + 1), z = s * s;
  lanes tail = z * (2.0 / 23) + (2.0 / 21);
  tail = tail * z + (2.0 / 19);
  tail = tail * z + (2.0 / 17);
  tail = tail * z + (2.0 / 15);
  tail = tail * z + (2.0 / 13);
  tail = tail * z + (2.0 / 11);
  tail = tail * z + (2.0 / 9);
  tail = tail * z + (2.0 / 7);
  tail = tail * z + (2.0 / 5);
  tail = tail * z + (2.0 / 3);
  // log m = f - s (f - s^2 tail): the rounding of s matters less.
  const lanes e = AS_LANES(exponent + 0x4338000000000000LL) - MIXTURE_MAGIC;
  const lanes log_m = f - s * (f - z * tail);
  return e * 0x1.62e42feep-1 + (log_m + e * 0x1.a39ef35793c76p-33);
}

/// The sum of eight lanes, by one tree everywhere.
MIXTURE_INLINE double sum_of(lanes x) {
  return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

#endif
