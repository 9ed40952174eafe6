/// A table. Define TABLE, TABLE_NAME, TILE_GROUPS, ROW_GROUPS, TILE_COLUMNS and TILE_LINES: how much is held in registers.

#include "functions.h"

/// Rows that are looked at together: what is known of them stays in the first cache.
#define BLOCK 128

#include "expectation.h"
#include "maximization.h"

static size_t scratch(size_t d, size_t k) { return BLOCK * (2 * d + 2 * k + 1); }

/// Adds terms to eight sums, keeping what rounding takes.
MIXTURE_INLINE void add_total(double *total, lanes term) {
  lanes *sum = (lanes *)total, *lost = (lanes *)total + 1;
  const lanes next = *sum + term, back = next - *sum;
  *lost += (*sum - (next - back)) + (term - back);
  *sum = next;
}

/// What follows once a block's rows are in z: `weights` has BLOCK of them, 0 where there is no row.
static __attribute__((noinline)) void pass_block(const mixture_components *c, size_t start, size_t used, double *z,
                               const mixture_sums *sums, const mixture_rows *rows) {
  double *y = z + BLOCK * c->d, *terms = y + BLOCK * c->d, *powers = terms + BLOCK * c->k;
  const double *weights = powers + BLOCK * c->k;
  const size_t groups = (used + 7) / 8, whole = (groups + 3) / 4 * 4;
  terms_of_block(c, z, whole, y, terms);
  for (size_t g = 0; g < groups; g++) {
    words label;
    const lanes most = largest(terms, c->k, g, &label);
    const lanes value = c->rule == mixture_shares ? shares_of_exponentials(terms, c->k, g, most)
                                                  : shares_of_powers(c, terms, powers, g, most);
    const size_t last = used - g * 8 < 8 ? used - g * 8 : 8;
    for (size_t l = 0; l < last; l++) {
      if (rows->labels != NULL) rows->labels[start + g * 8 + l] = (int32_t)label[l];
      if (rows->values != NULL) rows->values[start + g * 8 + l] = value[l];
    }
    if (sums != NULL) add_total(sums->total, value * ((const lanes *)weights)[g]);
  }
  if (rows->shares != NULL)
    for (size_t row = 0; row < used; row++)
      for (size_t j = 0; j < c->k; j++) rows->shares[(start + row) * c->k + j] = terms[j * BLOCK + row];
  if (sums == NULL || sums->lanes == NULL) return;
  double *shares = c->rule == mixture_shares ? terms : powers;
  for (size_t j = 0; j < c->k; j++)
    for (size_t g = 0; g < groups; g++)
      ((lanes *)(shares + j * BLOCK))[g] *= ((const lanes *)weights)[g];
  add_block(c, shares, z, groups, y, sums);
}

MIXTURE_INLINE void load_weights(const double *weights, size_t used, double *out) {
  for (size_t row = 0; row < BLOCK; row++) out[row] = row < used ? weights == NULL ? 1 : weights[row] : 0;
}

#define PASS(SUFFIX, T, NARROW)                                                                                   \
  static void pass_##SUFFIX(const T *points, size_t n, const double *weights, const mixture_components *c,        \
                            double *z, const mixture_sums *sums, const mixture_rows *rows) {                      \
    const size_t d = c->d;                                                                                        \
    for (size_t start = 0; start < n; start += BLOCK) {                                                           \
      const size_t used = n - start < BLOCK ? n - start : BLOCK, whole = ((used + 7) / 8 + 3) / 4 * 4;            \
      for (size_t g = 0; g < whole; g++) {                                                                        \
        const T *x[8];                                                                                            \
        /* Rows beyond the last repeat it; they have no weight. */                                                \
        for (size_t l = 0; l < 8; l++) x[l] = points + (start + (g * 8 + l < used ? g * 8 + l : used - 1)) * d;   \
        for (size_t i = 0; i < d; i++) {                                                                          \
          const NARROW row = {x[0][i], x[1][i], x[2][i], x[3][i], x[4][i], x[5][i], x[6][i], x[7][i]};            \
          ((lanes *)(z + i * BLOCK))[g] = (__builtin_convertvector(row, lanes) - c->shift[i]) * c->scale;         \
        }                                                                                                         \
      }                                                                                                           \
      load_weights(weights == NULL ? NULL : weights + start, used, z + BLOCK * (2 * d + 2 * c->k));               \
      pass_block(c, start, used, z, sums, rows);                                                                  \
    }                                                                                                             \
  }

PASS(f32, float, narrow_lanes)
PASS(f64, double, lanes)

const mixture_table TABLE = {
    .name = TABLE_NAME, .scratch = scratch, .pass_f32 = pass_f32, .pass_f64 = pass_f64, .reduce = reduce};
