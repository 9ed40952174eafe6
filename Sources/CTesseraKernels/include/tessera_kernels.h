/// The kernels of Tessera: one table of function pointers per instruction set, all with the same results.
///
/// Conventions: points are row-major, `row_stride` elements apart; centroids are Double. `rows` names the rows to read
/// (NULL: rows 0 ..< count). No function allocates, blocks or keeps state.
#ifndef TESSERA_KERNELS_H
#define TESSERA_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tessera_elements.h"
#include "tessera_layouts.h"
#include "tessera_seeding.h"
#include "tessera_threads.h"

/// One instruction set's kernels.
///
/// CANONICAL DISTANCE D(x, c), the definition of every label: eight Double accumulators; for j = 0, 1, ..., d - 1 in
/// this order, accumulator j mod 8 receives += (x[j] - c[j]) * (x[j] - c[j]), each of the three operations rounded
/// (no fused multiply-add), x[j] converted to Double first; then b[i] = a[i] + a[i + 4] (i < 4), e[i] = b[i] + b[i + 2]
/// (i < 2), D = e[0] + e[1]. Every table returns the same bits.
///
/// PANELS: panel p holds centroids p * W ..< (p + 1) * W, as [ceil(k / W)][d][W]: the W values of one dimension lie
/// side by side. Columns beyond k are padding: 0 in Float panels, +infinity in Double panels.
typedef struct tessera_kernel_table {
  const char *_Nonnull name;

  /// D(x, c) of one point to `count` centroids, named by `indices` (NULL: 0 ..< count); centroids row-major [k][d].
  void (*_Nonnull distances_f32)(const float *_Nonnull x, const double *_Nonnull centroids, size_t d,
                                 const int32_t *_Nullable indices, size_t count, double *_Nonnull out);
  void (*_Nonnull distances_f64)(const double *_Nonnull x, const double *_Nonnull centroids, size_t d,
                                 const int32_t *_Nullable indices, size_t count, double *_Nonnull out);

  /// For each named row the nearest centroid by D (ties: lowest index), its D, and the second smallest D (with
  /// multiplicity; +infinity for k = 1). `panels` are Double panels. `second` may be NULL.
  void (*_Nonnull nearest_f32)(const float *_Nonnull points, size_t row_stride, const int32_t *_Nullable rows,
                               size_t count, const double *_Nonnull panels, size_t k, size_t d,
                               int32_t *_Nonnull label, double *_Nonnull first, double *_Nullable second);
  void (*_Nonnull nearest_f64)(const double *_Nonnull points, size_t row_stride, const int32_t *_Nullable rows,
                               size_t count, const double *_Nonnull panels, size_t k, size_t d,
                               int32_t *_Nonnull label, double *_Nonnull first, double *_Nullable second);

  /// Packs the named rows for the filter: packed[r][j] = (float)((double)x[r][j] - shift[j]), row-major [count][d];
  /// squared_norms[r] = sum over j of ((double)x - shift)^2 in any order (relative error below (d + 4) 2^-53).
  void (*_Nonnull pack_f32)(const float *_Nonnull points, size_t row_stride, const int32_t *_Nullable rows,
                            size_t count, size_t d, const double *_Nonnull shift, float *_Nonnull packed,
                            double *_Nonnull squared_norms);
  void (*_Nonnull pack_f64)(const double *_Nonnull points, size_t row_stride, const int32_t *_Nullable rows,
                            size_t count, size_t d, const double *_Nonnull shift, float *_Nonnull packed,
                            double *_Nonnull squared_norms);

  /// The filter: scores s(r, c) = half_norms[c] + sum over j of packed[r][j] * panel value in Float, by at most d + 1
  /// roundings of partial sums (or 2 d + 1 without fused multiply-add). For each packed row the smallest score, its
  /// index (any, on ties) and the second smallest score. `panels` are Float panels of -(c - shift); half_norms has
  /// ceil(k / 16) * 16 entries, +infinity in the padding. All inputs finite but for that padding.
  void (*_Nonnull filter)(const float *_Nonnull packed, size_t count, size_t d, const float *_Nonnull panels,
                          const float *_Nonnull half_norms, size_t k, float *_Nonnull first, float *_Nonnull second,
                          int32_t *_Nonnull index);

  /// Which centroids of one packed row have a score (as in `filter`, possibly by another order of the sum) at most
  /// `threshold`, in increasing order; returns how many. `out` has room for k.
  size_t (*_Nonnull candidates)(const float *_Nonnull packed_row, size_t d, const float *_Nonnull panels,
                                const float *_Nonnull half_norms, size_t k, float threshold, int32_t *_Nonnull out);

  /// D of each named row to the centroid labels[row]; centroids row-major [k][d].
  void (*_Nonnull own_distances_f32)(const float *_Nonnull points, size_t row_stride, const int32_t *_Nonnull rows,
                                     size_t count, const double *_Nonnull centroids, size_t d,
                                     const int32_t *_Nonnull labels, double *_Nonnull out);
  void (*_Nonnull own_distances_f64)(const double *_Nonnull points, size_t row_stride, const int32_t *_Nonnull rows,
                                     size_t count, const double *_Nonnull centroids, size_t d,
                                     const int32_t *_Nonnull labels, double *_Nonnull out);

  /// For each named row its nearest centroid by D, and bounds of the distances to it and to all others, where scores in
  /// Float prove them; `open` gets the positions (in `rows`) of the others; returns how many. d is at most
  /// TESSERA_LANE_DIMENSIONS; label, upper and lower have room for count rounded up to a multiple of 64.
  size_t (*_Nonnull lanes_f32)(const float *_Nonnull points, size_t row_stride, const int32_t *_Nonnull rows,
                               size_t count, const tessera_lane_centroids *_Nonnull centroids, size_t k, size_t d,
                               int32_t *_Nonnull label, float *_Nonnull upper, float *_Nonnull lower,
                               int32_t *_Nonnull open);
  size_t (*_Nonnull lanes_f64)(const double *_Nonnull points, size_t row_stride, const int32_t *_Nonnull rows,
                               size_t count, const tessera_lane_centroids *_Nonnull centroids, size_t k, size_t d,
                               int32_t *_Nonnull label, float *_Nonnull upper, float *_Nonnull lower,
                               int32_t *_Nonnull open);

  /// Place codes of rows first ..< first + count, for sorting them in space: the bitwise or over columns of
  /// tables[j][clamp((x[j] - low[j]) * scale[j])], tables of 2^table_bits entries.
  void (*_Nonnull block_codes_f32)(const float *_Nonnull points, size_t row_stride, size_t first, size_t count,
                                   size_t d, const double *_Nonnull low, const float *_Nonnull scale,
                                   const uint16_t *_Nonnull tables, int table_bits, uint16_t *_Nonnull codes);
  void (*_Nonnull block_codes_f64)(const double *_Nonnull points, size_t row_stride, size_t first, size_t count,
                                   size_t d, const double *_Nonnull low, const float *_Nonnull scale,
                                   const uint16_t *_Nonnull tables, int table_bits, uint16_t *_Nonnull codes);

  /// Copies the rows of one group into its blocks, and makes their boxes and the group's.
  void (*_Nonnull block_rows_f32)(const float *_Nonnull points, size_t row_stride, size_t d,
                                  const float *_Nonnull shift, size_t group,
                                  const tessera_row_blocks *_Nonnull blocks);
  void (*_Nonnull block_rows_f64)(const double *_Nonnull points, size_t row_stride, size_t d,
                                  const float *_Nonnull shift, size_t group,
                                  const tessera_row_blocks *_Nonnull blocks);

  /// Brings the labels of one group to the nearest centroid by D, ties to the lowest index; `moves`, with room for the
  /// rows of a group, gets the rows that changed. A centroid whose score is above another's all over a box is dropped
  /// for all its rows. `scratch` has block_scratch_bytes(k, d), d is at most TESSERA_BLOCK_DIMENSIONS.
  void (*_Nonnull blocks_f32)(const float *_Nonnull points, size_t row_stride,
                              const tessera_row_blocks *_Nonnull blocks,
                              const tessera_block_centroids *_Nonnull centroids,
                              const tessera_exact_centroids *_Nonnull exact, size_t group,
                              const tessera_block_labels *_Nonnull labels, void *_Nonnull scratch,
                              tessera_move *_Nonnull moves, tessera_block_work *_Nonnull work);
  void (*_Nonnull blocks_f64)(const double *_Nonnull points, size_t row_stride,
                              const tessera_row_blocks *_Nonnull blocks,
                              const tessera_block_centroids *_Nonnull centroids,
                              const tessera_exact_centroids *_Nonnull exact, size_t group,
                              const tessera_block_labels *_Nonnull labels, void *_Nonnull scratch,
                              tessera_move *_Nonnull moves, tessera_block_work *_Nonnull work);
  size_t (*_Nonnull block_scratch_bytes)(size_t k, size_t d);

  /// Fixed-point sums of clusters, [..][d] 128-bit integers in two planes: each move adds its row to the sums of its target
  /// and takes it out of those of its source (negative: none). Terms are x[j], or fl64(weights[row] * x[j]) and what that
  /// rounded off, and count as round_to_nearest_even(term / 2^exponents[j]). The caller chooses exponents so that nothing
  /// overflows (`FixedPoint.exponent`); with weights all magnitudes are below 2^400. Rows are d elements apart.
  void (*_Nonnull apply_f32)(const float *_Nonnull points, size_t d, const double *_Nullable weights,
                             const int32_t *_Nonnull exponents, const tessera_move *_Nonnull moves, size_t count,
                             uint64_t *_Nonnull low, int64_t *_Nonnull high);
  void (*_Nonnull apply_f64)(const double *_Nonnull points, size_t d, const double *_Nullable weights,
                             const int32_t *_Nonnull exponents, const tessera_move *_Nonnull moves, size_t count,
                             uint64_t *_Nonnull low, int64_t *_Nonnull high);

  /// The same in 64-bit integers for up to 7 dimensions and weights of 1: each move adds its row's terms times factors[j] (powers of two),
  /// and in the last place 1, to the 8 sums of its target and takes them from those of its source. Moves with a term
  /// that is no whole number then are left out and returned in `rest` (room for `count`); returns how many. All terms
  /// times their factors lie below 2^51 in magnitude.
  size_t (*_Nonnull sum_moves_f32)(const float *_Nonnull points, size_t d, const double *_Nonnull factors,
                                   const tessera_move *_Nonnull moves, size_t count,
                                   int64_t *_Nonnull sums, tessera_move *_Nonnull rest);
  size_t (*_Nonnull sum_moves_f64)(const double *_Nonnull points, size_t d, const double *_Nonnull factors,
                                   const tessera_move *_Nonnull moves, size_t count,
                                   int64_t *_Nonnull sums, tessera_move *_Nonnull rest);

  /// The same for one cluster: adds (sign = 1) the named rows to d sums, or takes them out (-1).
  void (*_Nonnull accumulate_f32)(const float *_Nonnull points, size_t d, const double *_Nullable weights,
                                  const int32_t *_Nonnull exponents, const int32_t *_Nonnull rows, size_t count,
                                  int sign, uint64_t *_Nonnull low, int64_t *_Nonnull high);
  void (*_Nonnull accumulate_f64)(const double *_Nonnull points, size_t d, const double *_Nullable weights,
                                  const int32_t *_Nonnull exponents, const int32_t *_Nonnull rows, size_t count,
                                  int sign, uint64_t *_Nonnull low, int64_t *_Nonnull high);

  /// Sum over rows of weights * |x - shift|^2 (NULL: weights of 1) in quanta of 2^exponent, high 2^64 + low: squares to
  /// about 100 bits, the same bits from every table. |x| and |shift| lie below 2^400.
  void (*_Nonnull centred_squares_f32)(const float *_Nonnull points, size_t count, size_t d,
                                       const double *_Nonnull shift, const double *_Nullable weights,
                                       int32_t exponent, uint64_t *_Nonnull low, int64_t *_Nonnull high);
  void (*_Nonnull centred_squares_f64)(const double *_Nonnull points, size_t count, size_t d,
                                       const double *_Nonnull shift, const double *_Nullable weights,
                                       int32_t exponent, uint64_t *_Nonnull low, int64_t *_Nonnull high);

  /// The sum of values in quanta of 2^exponent, each rounded to nearest, ties to even: high 2^64 + low.
  void (*_Nonnull fixed_sum)(const double *_Nonnull values, size_t count, int32_t exponent, uint64_t *_Nonnull low,
                             int64_t *_Nonnull high);

  /// Raises bounds[j] to the largest |x[j]| of all rows; NaN and infinity stay visible as such. Lowers leasts[j], which is
  /// above 0, to the smallest above 0.
  void (*_Nonnull survey_f32)(const float *_Nonnull points, size_t count, size_t d, float *_Nonnull bounds,
                             float *_Nonnull leasts);
  void (*_Nonnull survey_f64)(const double *_Nonnull points, size_t count, size_t d, double *_Nonnull bounds,
                             double *_Nonnull leasts);

  /// Loosens the bounds of rows first ..< first + count by a drift and lists those whose label they no longer prove: in
  /// `challenged` where only movers can have come nearer than the own centroid, else in `rows`. With `tighten`
  /// D to the own centroid is tried first. `scratch` has 16 bytes per row and 128 more, the lists room for count + 1.
  tessera_selection (*_Nonnull select_f32)(const float *_Nonnull points, size_t row_stride,
                                           const tessera_row_state *_Nonnull state,
                                           const tessera_drift *_Nonnull drift,
                                           const tessera_exact_centroids *_Nonnull centroids, size_t first,
                                           size_t count, bool tighten, void *_Nonnull scratch,
                                           int32_t *_Nonnull rows, int32_t *_Nonnull challenged);
  tessera_selection (*_Nonnull select_f64)(const double *_Nonnull points, size_t row_stride,
                                           const tessera_row_state *_Nonnull state,
                                           const tessera_drift *_Nonnull drift,
                                           const tessera_exact_centroids *_Nonnull centroids, size_t first,
                                           size_t count, bool tighten, void *_Nonnull scratch,
                                           int32_t *_Nonnull rows, int32_t *_Nonnull challenged);

  /// Takes over labels and bounds found for the named rows; `moves`, with room for count + 1, gets those that changed
  /// their label; returns how many.
  size_t (*_Nonnull record)(const tessera_row_state *_Nonnull state, const int32_t *_Nonnull rows, size_t count,
                            const int32_t *_Nonnull label, const float *_Nonnull upper, const float *_Nonnull lower,
                            tessera_move *_Nonnull moves);

  /// out[j] = sum * factors[j] / mass, rounded once to nearest, for sums in two planes, factors that are powers of two,
  /// and a mass in 1 ..< 2^53; `open` gets the columns where that could not be proved; returns how many.
  size_t (*_Nonnull means)(const uint64_t *_Nonnull low, const int64_t *_Nonnull high, const double *_Nonnull factors,
                           size_t d, double mass, double *_Nonnull out, int32_t *_Nonnull open);

  /// One cluster's part of the frozen loss, high + low = sum over j of o (2 (s - w m) - w o) with o = c - m, the sums s
  /// = planes * factors, the weight w = weight_high + weight_low and the shift m: in pairs of doubles, the same bits
  /// from every table.
  void (*_Nonnull frozen_gain)(const uint64_t *_Nonnull low, const int64_t *_Nonnull high,
                               const double *_Nonnull factors, const double *_Nonnull shift,
                               const double *_Nonnull centroid, size_t d, double weight_high, double weight_low,
                               double *_Nonnull out_high, double *_Nonnull out_low);

  /// Eight-bit copies of rows first ..< first + count; no scale is below `smallest_scale`.
  void (*_Nonnull narrow_f32)(const float *_Nonnull points, size_t row_stride, size_t first, size_t count, size_t d,
                              const double *_Nonnull shift, float smallest_scale,
                              const tessera_narrow_rows *_Nonnull narrow);
  void (*_Nonnull narrow_f64)(const double *_Nonnull points, size_t row_stride, size_t first, size_t count, size_t d,
                              const double *_Nonnull shift, float smallest_scale,
                              const tessera_narrow_rows *_Nonnull narrow);

  /// Eight-bit copies of the centroids ids[first ..< first + count] (NULL: those themselves), which no coordinate takes
  /// beyond 127 units from the shift.
  void (*_Nonnull narrow_centroids)(const double *_Nonnull centroids, const int32_t *_Nullable ids, size_t first,
                                    size_t count, size_t d, const double *_Nonnull shift, float unit,
                                    int32_t *_Nonnull panels, int32_t *_Nonnull offsets,
                                    int8_t *_Nonnull residuals, int32_t *_Nonnull residual_offsets,
                                    tessera_narrow_centroid *_Nonnull lost);

  /// For each named row its nearest centroid by D, ties to the lowest index, and bounds of the distances to it and to
  /// all others. Where `squares` is given it receives the two smallest D of each row, with multiplicity. With `challenge`, label, upper and lower hold the row's centroid, a bound of the distance to it, and a
  /// bound of those to all centroids that are not in `centroids`; only the latter are looked at. NULL where the
  /// instruction set has no eight-bit products. `scratch` has narrow_scratch_bytes(k, d) for the largest k in use; label,
  /// upper and lower have room for count rounded up to a multiple of 64.
  void (*_Nullable narrow_assign_f32)(const float *_Nonnull points, size_t row_stride,
                                      const tessera_narrow_rows *_Nonnull narrow,
                                      const tessera_narrow_centroids *_Nonnull centroids,
                                      const tessera_exact_centroids *_Nonnull exact, const int32_t *_Nonnull rows,
                                      size_t count, void *_Nonnull scratch, bool challenge, int32_t *_Nonnull label,
                                      float *_Nonnull upper, float *_Nonnull lower, double *_Nullable squares,
                                      tessera_narrow_work *_Nonnull work);
  void (*_Nullable narrow_assign_f64)(const double *_Nonnull points, size_t row_stride,
                                      const tessera_narrow_rows *_Nonnull narrow,
                                      const tessera_narrow_centroids *_Nonnull centroids,
                                      const tessera_exact_centroids *_Nonnull exact, const int32_t *_Nonnull rows,
                                      size_t count, void *_Nonnull scratch, bool challenge, int32_t *_Nonnull label,
                                      float *_Nonnull upper, float *_Nonnull lower, double *_Nullable squares,
                                      tessera_narrow_work *_Nonnull work);
  size_t (*_Nullable narrow_scratch_bytes)(size_t k, size_t d);

  /// Sixteen-bit copies of the centroids ids[first ..< first + count], in slots of these numbers, and the squares of what
  /// they lose. NULL where the instruction set has no fast products of sixteen bits.
  void (*_Nullable short_centroids)(const double *_Nonnull centroids, const int32_t *_Nonnull ids, size_t first,
                                    size_t count, size_t d, const float *_Nonnull shift, float inverse,
                                    int32_t *_Nonnull panels, int32_t *_Nonnull half_squares,
                                    double *_Nonnull error_squares);

  /// As narrow_assign, by the sixteen-bit filter. A label is proved where upper * gap + 2^-100 < lower. With groups, which
  /// must be more than one, `label` and `upper` go in as they are known (no label: -1), and there are no `squares`.
  void (*_Nullable short_assign_f32)(const float *_Nonnull points, size_t row_stride,
                                     const tessera_short_centroids *_Nonnull centroids,
                                     const tessera_short_groups *_Nullable groups,
                                     const tessera_exact_centroids *_Nonnull exact, const int32_t *_Nonnull rows,
                                     size_t count, void *_Nonnull scratch, float gap, int32_t *_Nonnull label,
                                     float *_Nonnull upper, float *_Nonnull lower, double *_Nullable squares,
                                     tessera_narrow_work *_Nonnull work);
  void (*_Nullable short_assign_f64)(const double *_Nonnull points, size_t row_stride,
                                     const tessera_short_centroids *_Nonnull centroids,
                                     const tessera_short_groups *_Nullable groups,
                                     const tessera_exact_centroids *_Nonnull exact, const int32_t *_Nonnull rows,
                                     size_t count, void *_Nonnull scratch, float gap, int32_t *_Nonnull label,
                                     float *_Nonnull upper, float *_Nonnull lower, double *_Nullable squares,
                                     tessera_narrow_work *_Nonnull work);
  size_t (*_Nullable short_scratch_bytes)(size_t k, size_t d);

  /// One panel of the 8-bit copy (see tessera_seeding.h) of `count` <= 16 packed rows: scale, and the sum of the squares
  /// of what is left of each element (relative error below (d / 16 + 24) 2^-24, but for an error of 2^-22 |y| per row).
  void (*_Nonnull seeding_pack)(const float *_Nonnull packed, size_t count, size_t d, uint8_t *_Nonnull panel,
                                float *_Nonnull scale, float *_Nonnull residual);

  /// Of panels first ..< first + count the rows for which scale[r] * scale[c] * q[r].q[c] + error[r] * error_factor[c] +
  /// norm[r] * norm_factor[c] + offset[c] > limit[r] for some candidate c, in increasing order, with bit c for each;
  /// returns how many. The sum is evaluated in Float (at most eight roundings of its terms), the product of integers
  /// exactly (d <= 2^16).
  size_t (*_Nonnull seeding_filter)(const tessera_seeding_rows *_Nonnull rows, size_t first, size_t count, size_t groups,
                                    const tessera_seeding_candidates *_Nonnull candidates, int32_t *_Nonnull list,
                                    uint32_t *_Nonnull bits);

  /// D of each listed row to the vectors (row-major [..][d]) that its bits name, one after the other.
  void (*_Nonnull seeding_distances_f32)(const float *_Nonnull points, size_t row_stride, const int32_t *_Nonnull list,
                                         const uint32_t *_Nonnull bits, size_t count, const double *_Nonnull vectors,
                                         size_t d, double *_Nonnull out);
  void (*_Nonnull seeding_distances_f64)(const double *_Nonnull points, size_t row_stride,
                                         const int32_t *_Nonnull list, const uint32_t *_Nonnull bits, size_t count,
                                         const double *_Nonnull vectors, size_t d, double *_Nonnull out);
  /// The nearest centroid of one row by D, ties to the lowest index, and its D; false, and nothing else, where the row is
  /// not finite or 2^31 or more from the shift. All memory is on the stack.
  bool (*_Nonnull nearest_row_f32)(const float *_Nonnull x, const tessera_row_centroids *_Nonnull centroids,
                                   int32_t *_Nonnull label, double *_Nonnull square);
  bool (*_Nonnull nearest_row_f64)(const double *_Nonnull x, const tessera_row_centroids *_Nonnull centroids,
                                   int32_t *_Nonnull label, double *_Nonnull square);

  /// D of each named row to the centroid of its label: squares[i] = D(x[rows[i]], c[labels[i]]). Where `sums` ([k][d]) is
  /// not NULL, also sums[labels[i]] += x[rows[i]] in Double, in any order: for data whose sums are exact in Double. Fast
  /// where equal labels are neighbours.
  void (*_Nonnull batch_f32)(const float *_Nonnull points, size_t row_stride, const int32_t *_Nonnull rows,
                             const int32_t *_Nonnull labels, size_t count, const double *_Nonnull centroids, size_t d,
                             double *_Nullable sums, double *_Nonnull squares);
  void (*_Nonnull batch_f64)(const double *_Nonnull points, size_t row_stride, const int32_t *_Nonnull rows,
                             const int32_t *_Nonnull labels, size_t count, const double *_Nonnull centroids, size_t d,
                             double *_Nullable sums, double *_Nonnull squares);

  /// means[j] = sums[j] / mass.
  void (*_Nonnull divide)(const double *_Nonnull sums, double mass, size_t d, double *_Nonnull means);

  /// One step down the gradient of one cluster, each operation rounded: to[j] = from[j] - rate * (factor * (from[j] -
  /// means[j])). Returns sum over j of (to[j] - from[j])^2 as D(from, to). `to` may be `from`.
  double (*_Nonnull descend)(const double *_Nonnull means, double factor, double rate, size_t d,
                             const double *_Nonnull from, double *_Nonnull to);

  /// One cluster's part of the frozen loss at its means, high + low = sum over j of o (2 (s - w m) - w o) with
  /// o = means[j] - m, the sums s = planes * factors (128-bit integers in two planes, powers of two), the weight
  /// w = weight_high + weight_low and the shift m: in pairs of doubles. Also slopes[j] = 2 (w means[j] - s), which the
  /// rounding of the means leaves over. The same bits from every table.
  void (*_Nonnull frozen_base)(const uint64_t *_Nonnull low, const int64_t *_Nonnull high,
                               const double *_Nonnull factors, const double *_Nonnull shift,
                               const double *_Nonnull means, size_t d, double weight_high, double weight_low,
                               double *_Nonnull slopes, double *_Nonnull out_high, double *_Nonnull out_low);

  /// What leaving the means adds to the frozen loss: the sum over j of t (mass * t + slopes[j]), t = centroid[j] - means[j],
  /// by eight accumulators and the tree of D. The same bits from every table.
  double (*_Nonnull excess)(const double *_Nonnull centroid, const double *_Nonnull means,
                            const double *_Nonnull slopes, double mass, size_t d);

  /// The distances of eight rows, lane by lane in `panel` [d][8], to `count` others, row-major [count][d]: out[r][lane] is the
  /// root of the sum over j, in this order, of (panel[j][lane] - x[r][j])^2, each operation rounded. The same bits from every
  /// table, and from whichever of the two rows is in the panel.
  void (*_Nonnull panel_distances)(const double *_Nonnull panel, const double *_Nonnull rows, size_t d, size_t count,
                                   double *_Nonnull out);
} tessera_kernel_table;

#define TESSERA_MOST_TABLES 5

/// The tables that this processor and its operating system can run, best first; returns how many. Of tables of one name the
/// first is the one that is called by it: it uses more of the processor.
size_t tessera_kernels_all(const tessera_kernel_table *_Nonnull tables[_Nonnull TESSERA_MOST_TABLES]);

/// The table called `name` (scalar, avx2, avx512, neon), or NULL where it was not compiled in or this processor (or its
/// operating system) lacks what it needs.
const tessera_kernel_table *_Nullable tessera_kernels_named(const char *_Nonnull name);

/// The best table of this processor; never NULL, since scalar always runs.
const tessera_kernel_table *_Nonnull tessera_kernels_best(void);

#endif
