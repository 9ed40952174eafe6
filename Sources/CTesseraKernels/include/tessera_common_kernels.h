/// The kernels that do not depend on the type of the rows' elements. Included by tessera_kernels.h, which says what D and
/// panels are.
#ifndef TESSERA_COMMON_KERNELS_H
#define TESSERA_COMMON_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "tessera_layouts.h"
#include "tessera_seeding.h"

#pragma clang assume_nonnull begin

typedef struct tessera_common_kernels {
  /// The filter: scores s(r, c) = half_norms[c] + sum over j of packed[r][j] * panel value in Float, by at most d + 1
  /// roundings of partial sums (or 2 d + 1 without fused multiply-add). For each packed row the smallest score, its
  /// index (any, on ties) and the second smallest score. `panels` are Float panels of -(c - shift); half_norms has
  /// ceil(k / 16) * 16 entries, +infinity in the padding. All inputs finite but for that padding.
  void (*filter)(const float *packed, size_t count, size_t d, const float *panels, const float *half_norms, size_t k,
                 float *first, float *second, int32_t *index);

  /// Which centroids of one packed row have a score (as in `filter`, possibly by another order of the sum) at most
  /// `threshold`, in increasing order; returns how many. `out` has room for k.
  size_t (*candidates)(const float *packed_row, size_t d, const float *panels, const float *half_norms, size_t k,
                       float threshold, int32_t *out);

  /// The scratch memory of `blocks`; below likewise of `narrow_assign` and `short_assign`, NULL where they are.
  size_t (*block_scratch_bytes)(size_t k, size_t d);

  /// The sum of values in quanta of 2^exponent, each rounded to nearest, ties to even: high 2^64 + low.
  void (*fixed_sum)(const double *values, size_t count, int32_t exponent, uint64_t *low, int64_t *high);

  /// Takes over labels and bounds found for the named rows; `moves`, with room for count + 1, gets those that changed
  /// their label; returns how many.
  size_t (*record)(const tessera_row_state *state, const int32_t *rows, size_t count, const int32_t *label,
                   const float *upper, const float *lower, tessera_move *moves);

  /// out[j] = sum * factors[j] / mass, rounded once to nearest, for sums in two planes, factors that are powers of two,
  /// and a mass in 1 ..< 2^53; `open` gets the columns where that could not be proved; returns how many.
  size_t (*means)(const uint64_t *low, const int64_t *high, const double *factors, size_t d, double mass, double *out,
                  int32_t *open);

  /// One cluster's part of the frozen loss, high + low = sum over j of o (2 (s - w m) - w o) with o = c - m, the sums s
  /// = planes * factors, the weight w = weight_high + weight_low and the shift m: in pairs of doubles. Where `slopes` is
  /// given, also slopes[j] = 2 (w c[j] - s), which at the means is what their rounding leaves over. The same bits from every
  /// table.
  void (*frozen_gain)(const uint64_t *low, const int64_t *high, const double *factors, const double *shift,
                      const double *centroid, size_t d, double weight_high, double weight_low,
                      double *_Nullable slopes, double *out_high, double *out_low);

  /// Eight-bit copies of the centroids ids[first ..< first + count] (NULL: those themselves), which no coordinate takes
  /// beyond 127 units from the shift; `codes` once more row by row, where there is room for them.
  void (*narrow_centroids)(const double *centroids, const int32_t *_Nullable ids, size_t first, size_t count, size_t d,
                           const double *shift, float unit, int32_t *panels, int32_t *offsets, int8_t *residuals,
                           int32_t *residual_offsets, int8_t *_Nullable codes, tessera_narrow_centroid *lost);

  size_t (*_Nullable narrow_scratch_bytes)(size_t k, size_t d);

  /// Sixteen-bit copies of the centroids ids[first ..< first + count], in slots of these numbers, and the squares of what
  /// they lose. NULL where the instruction set has no fast products of sixteen bits.
  void (*_Nullable short_centroids)(const double *centroids, const int32_t *ids, size_t first, size_t count, size_t d,
                                    const float *shift, float inverse, int32_t *panels, int32_t *half_squares,
                                    double *error_squares);

  size_t (*_Nullable short_scratch_bytes)(size_t k, size_t d);

  /// One panel of the 8-bit copy (see tessera_seeding.h) of `count` <= 16 packed rows: scale, and the sum of the squares
  /// of what is left of each element (relative error below (d / 16 + 24) 2^-24, but for an error of 2^-22 |y| per row).
  void (*seeding_pack)(const float *packed, size_t count, size_t d, uint8_t *panel, float *scale, float *residual);

  /// Of panels first ..< first + count the rows for which scale[r] * scale[c] * q[r].q[c] + error[r] * error_factor[c] +
  /// norm[r] * norm_factor[c] + offset[c] > limit[r] for some candidate c, in increasing order, with bit c for each;
  /// returns how many. The sum is evaluated in Float (at most eight roundings of its terms), the product of integers
  /// exactly (d <= 2^16).
  size_t (*seeding_filter)(const tessera_seeding_rows *rows, size_t first, size_t count, size_t groups,
                           const tessera_seeding_candidates *candidates, int32_t *list, uint32_t *bits);

  /// means[j] = sums[j] / mass.
  void (*divide)(const double *sums, double mass, size_t d, double *means);

  /// One step down the gradient of one cluster, each operation rounded: to[j] = from[j] - rate * (factor * (from[j] -
  /// means[j])). Returns sum over j of (to[j] - from[j])^2 as D(from, to). `to` may be `from`.
  double (*descend)(const double *means, double factor, double rate, size_t d, const double *from, double *to);

  /// What leaving the means adds to the frozen loss: the sum over j of t (mass * t + slopes[j]), t = centroid[j] - means[j],
  /// by eight accumulators and the tree of D. The same bits from every table.
  double (*excess)(const double *centroid, const double *means, const double *slopes, double mass, size_t d);

  /// The distances of eight rows, lane by lane in `panel` [d][8], to `count` others, row-major [count][d]: out[r][lane] is the
  /// root of the sum over j, in this order, of (panel[j][lane] - x[r][j])^2, each operation rounded. The same bits from every
  /// table, and from whichever of the two rows is in the panel.
  void (*panel_distances)(const double *panel, const double *rows, size_t d, size_t count, double *out);

  /// Elements of another type as Float, each exactly; `source` needs no alignment, and is in this machine's order of bytes.
  void (*decode)(tessera_encoding encoding, const void *source, size_t count, float *target);
} tessera_common_kernels;

#pragma clang assume_nonnull end

#endif
