#include "tessera_exact.h"

#pragma STDC FP_CONTRACT OFF

typedef struct {
  double high, low;
} pair;

static inline pair two_sum(double a, double b) {
  double s = a + b, v = s - a;
  return (pair){s, (a - (s - v)) + (b - v)};
}

static inline double high_half(double a) {
  double t = 134217729.0 * a;
  return t - (t - a);
}

/// a * a, exactly.
static inline pair two_square(double a) {
  double p = a * a, h = high_half(a), l = a - h;
  return (pair){p, ((h * h - p) + 2 * (h * l)) + l * l};
}

static inline pair renormalized(double high, double low) {
  double s = high + low;
  return (pair){s, low - (s - high)};
}

/// Adds (x - shift)^2 to the sum: the difference is a pair (t, e), its square t^2 + 2 t e but for e^2 < 2^-106 t^2.
static inline pair add_term(pair sum, double x, double shift) {
  pair t = two_sum(x, -shift);
  pair square = two_square(t.high);
  pair s = two_sum(sum.high, square.high);
  return renormalized(s.high, s.low + (sum.low + (square.low + 2 * (t.high * t.low))));
}

static inline pair add_pairs(pair a, pair b) {
  pair s = two_sum(a.high, b.high);
  return renormalized(s.high, s.low + (a.low + b.low));
}

enum { lanes = 8 };

#define DEFINE_CENTRED_SQUARE(NAME, SCALAR)                                                                  \
  void NAME(const SCALAR *x, const double *shift, size_t d, double *high, double *low) {                     \
    pair sums[lanes] = {0};                                                                                  \
    size_t j = 0;                                                                                            \
    for (; j + lanes <= d; j += lanes)                                                                       \
      for (int i = 0; i < lanes; i++) sums[i] = add_term(sums[i], (double)x[j + i], shift[j + i]);           \
    for (int i = 0; j < d; j++, i++) sums[i] = add_term(sums[i], (double)x[j], shift[j]);                    \
    for (int i = 1; i < lanes; i++) sums[0] = add_pairs(sums[0], sums[i]);                                   \
    *high = sums[0].high;                                                                                    \
    *low = sums[0].low;                                                                                      \
  }

DEFINE_CENTRED_SQUARE(tessera_centred_square_f32, float)
DEFINE_CENTRED_SQUARE(tessera_centred_square_f64, double)
