/// The kernels of Tessera: one table of function pointers per instruction set, all with the same results.
///
/// Conventions: points are row-major, `row_stride` elements apart; centroids are Double. `rows` names the rows to read
/// (NULL: rows 0 ..< count). No function allocates, blocks or keeps state.
#ifndef TESSERA_KERNELS_H
#define TESSERA_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tessera_seeding.h"

/// Centroids per panel of the canonical (Double) kernels.
#define TESSERA_PANEL_F64 8
/// Centroids per panel of the filter (Float).
#define TESSERA_PANEL_F32 16

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
} tessera_kernel_table;

/// The table called `name` (scalar, avx2, avx512, neon), or NULL where it was not compiled in or this processor (or its
/// operating system) lacks what it needs.
const tessera_kernel_table *_Nullable tessera_kernels_named(const char *_Nonnull name);

/// The best table of this processor; never NULL, since scalar always runs.
const tessera_kernel_table *_Nonnull tessera_kernels_best(void);

/// Fixed-point sums: adds (sign = 1) or takes away (sign = -1) each x[j], or fl64(weight * x[j]) where `weight` is not
/// 1, to 128-bit integers: sums[j] += sign * round_to_nearest_even(term / 2^exponents[j]). `sums` are d two's
/// complement __int128. The caller chooses exponents so that nothing overflows. Terms are finite.
void tessera_accumulate_f32(const float *_Nonnull x, size_t d, double weight, int sign,
                            const int32_t *_Nonnull exponents, void *_Nonnull sums);
void tessera_accumulate_f64(const double *_Nonnull x, size_t d, double weight, int sign,
                            const int32_t *_Nonnull exponents, void *_Nonnull sums);

#endif
