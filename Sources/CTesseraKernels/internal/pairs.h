/// Pairs of doubles (their unevaluated sum), eight at a time: Dekker's algorithms without fused multiply-add, so that
/// every instruction set gives the same bits. Include it where vectors.h is.
#ifndef TESSERA_PAIRS_H
#define TESSERA_PAIRS_H

typedef struct {
  double8v high, low;
} pair8;

TESSERA_INLINE pair8 two_sum8(double8v a, double8v b) {
  double8v s = a + b, v = s - a;
  return (pair8){s, (a - (s - v)) + (b - v)};
}

TESSERA_INLINE pair8 renormalized8(double8v high, double8v low) {
  double8v s = high + low;
  return (pair8){s, low - (s - high)};
}

TESSERA_INLINE double8v high_half8(double8v a) {
  double8v t = a * 134217729.0;
  return t - (t - a);
}

/// a * b, exactly.
TESSERA_INLINE pair8 two_product8(double8v a, double8v b) {
  double8v p = a * b, ah = high_half8(a), al = a - ah, bh = high_half8(b), bl = b - bh;
  return (pair8){p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

/// a * a, exactly; where a multiplication can be fused, what is lost takes one instruction and has the same bits.
TESSERA_INLINE pair8 square8(double8v a) {
#ifdef HAS_FMA
  double8v p = a * a;
  return (pair8){p, __builtin_elementwise_fma(a, a, -p)};
#else
  return two_product8(a, a);
#endif
}

TESSERA_INLINE pair8 add8(pair8 a, pair8 b) {
  pair8 high = two_sum8(a.high, b.high), low = two_sum8(a.low, b.low);
  pair8 first = renormalized8(high.high, high.low + low.high);
  return renormalized8(first.high, first.low + low.low);
}

TESSERA_INLINE pair8 multiply8(pair8 a, pair8 b) {
  pair8 p = two_product8(a.high, b.high);
  return renormalized8(p.high, p.low + (a.high * b.low + a.low * b.high));
}

TESSERA_INLINE pair8 negated8(pair8 a) { return (pair8){-a.high, -a.low}; }

/// Whole numbers below 2^51 in magnitude, converted without an instruction that not every set has.
TESSERA_INLINE double8v whole8(long8v value) {
  const double magic = 0x1.8p52;
  long8v bits = value + (long8v)(double8v)magic;
  return (double8v)bits - magic;
}

/// A 128-bit integer in two planes as a pair, good to 2^-105.
TESSERA_INLINE pair8 pair_of_sum8(ulong8v low, long8v high) {
  double8v top = whole8(high >> 22) * 0x1p86;
  double8v middle = whole8((long8v)((ulong8v)(high & 0x3fffff) << 21 | low >> 43)) * 0x1p43;
  double8v bottom = whole8((long8v)(low & 0x7ffffffffff));
  pair8 upper = two_sum8(top, middle);
  pair8 sum = two_sum8(upper.high, bottom);
  return renormalized8(sum.high, sum.low + upper.low);
}

/// Lane 0: the sum of all eight, as a tree.
TESSERA_INLINE pair8 halves_added8(pair8 a) {
  TESSERA_UNROLL
  for (int width = 4; width >= 1; width /= 2) {
    pair8 other = {0, 0};
    TESSERA_UNROLL
    for (int i = 0; i < width; i++) {
      other.high[i] = a.high[i + width];
      other.low[i] = a.low[i + width];
    }
    a = add8(a, other);
  }
  return a;
}

#endif
