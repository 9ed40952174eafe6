/// The kernels of Tessera: tables of function pointers per instruction set, all with the same results.
///
/// Conventions: points are row-major, `row_stride` elements apart; centroids are Double. `rows` names the rows to read
/// (NULL: rows 0 ..< count). No function allocates, blocks or keeps state.
///
/// CANONICAL DISTANCE D(x, c), the definition of every label: eight Double accumulators; for j = 0, 1, ..., d - 1 in
/// this order, accumulator j mod 8 receives += (x[j] - c[j]) * (x[j] - c[j]), each of the three operations rounded
/// (no fused multiply-add), x[j] converted to Double first; then b[i] = a[i] + a[i + 4] (i < 4), e[i] = b[i] + b[i + 2]
/// (i < 2), D = e[0] + e[1]. Every table returns the same bits.
///
/// PANELS: panel p holds centroids p * W ..< (p + 1) * W, as [ceil(k / W)][d][W]: the W values of one dimension lie
/// side by side. Columns beyond k are padding: 0 in Float panels, +infinity in Double panels.
#ifndef TESSERA_KERNELS_H
#define TESSERA_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tessera_common_kernels.h"
#include "tessera_elements.h"
#include "tessera_layouts.h"
#include "tessera_seeding.h"
#include "tessera_threads.h"

#pragma clang assume_nonnull begin

/// The kernels that read rows: points and x, bounds and leasts are of float in one of an instruction set's two tables, of
/// double in the other.
typedef struct tessera_row_kernels {
  /// D(x, c) of one point to `count` centroids, named by `indices` (NULL: 0 ..< count); centroids row-major [k][d].
  void (*distances)(const void *x, const double *centroids, size_t d, const int32_t *_Nullable indices, size_t count,
                    double *out);

  /// For each named row the nearest centroid by D (ties: lowest index), its D, and the second smallest D (with
  /// multiplicity; +infinity for k = 1). `panels` are Double panels. `second` may be NULL.
  void (*nearest)(const void *points, size_t row_stride, const int32_t *_Nullable rows, size_t count,
                  const double *panels, size_t k, size_t d, int32_t *label, double *first, double *_Nullable second);

  /// Packs the named rows for the filter: packed[r][j] = (float)((double)x[r][j] - shift[j]), row-major [count][d];
  /// squared_norms[r] = sum over j of ((double)x - shift)^2 in any order (relative error below (d + 4) 2^-53).
  void (*pack)(const void *points, size_t row_stride, const int32_t *_Nullable rows, size_t count, size_t d,
               const double *shift, float *packed, double *squared_norms);

  /// D of each named row to the centroid labels[row]; centroids row-major [k][d].
  void (*own_distances)(const void *points, size_t row_stride, const int32_t *rows, size_t count,
                        const double *centroids, size_t d, const int32_t *labels, double *out);

  /// For each named row its nearest centroid by D, and bounds of the distances to it and to all others, where scores in
  /// Float prove them; `open` gets the positions (in `rows`) of the others; returns how many. d is at most
  /// TESSERA_LANE_DIMENSIONS; label, upper and lower have room for count rounded up to a multiple of 64.
  size_t (*lanes)(const void *points, size_t row_stride, const int32_t *rows, size_t count,
                  const tessera_lane_centroids *centroids, size_t k, size_t d, int32_t *label, float *upper,
                  float *lower, int32_t *open);

  /// Place codes of rows first ..< first + count, for sorting them in space: the bitwise or over columns of
  /// tables[j][clamp((x[j] - low[j]) * scale[j])], tables of 2^table_bits entries.
  void (*block_codes)(const void *points, size_t row_stride, size_t first, size_t count, size_t d, const double *low,
                      const float *scale, const uint16_t *tables, int table_bits, uint16_t *codes);

  /// Copies the rows of one group into its blocks, and makes their boxes and the group's.
  void (*block_rows)(const void *points, size_t row_stride, size_t d, const float *shift, size_t group,
                     const tessera_row_blocks *blocks);

  /// Brings the labels of one group to the nearest centroid by D, ties to the lowest index; `moves`, with room for the
  /// rows of a group, gets the rows that changed. A centroid whose score is above another's all over a box is dropped
  /// for all its rows. `scratch` has block_scratch_bytes(k, d), d is at most TESSERA_BLOCK_DIMENSIONS.
  void (*blocks)(const void *points, size_t row_stride, const tessera_row_blocks *blocks,
                 const tessera_block_centroids *centroids, const tessera_exact_centroids *exact, size_t group,
                 const tessera_block_labels *labels, void *scratch, tessera_move *moves, tessera_block_work *work);

  /// Fixed-point sums of clusters, [..][d] 128-bit integers in two planes: each move adds its row to the sums of its target
  /// and takes it out of those of its source (negative: none). Terms are x[j], or fl64(weights[row] * x[j]) and what that
  /// rounded off, and count as round_to_nearest_even(term / 2^exponents[j]). The caller chooses exponents so that nothing
  /// overflows (`FixedPoint.exponent`); with weights all magnitudes are below 2^400.
  void (*apply)(const void *points, size_t row_stride, size_t d, const double *_Nullable weights,
                const int32_t *exponents, const tessera_move *moves, size_t count, uint64_t *low, int64_t *high);

  /// The same in 64-bit integers for up to 7 dimensions and weights of 1: each move adds its row's terms times factors[j]
  /// (powers of two), and in the last place 1, to the 8 sums of its target and takes them from those of its source. Moves
  /// with a term that is no whole number then are left out and returned in `rest` (room for `count`); returns how many. All
  /// terms times their factors lie below 2^51 in magnitude.
  size_t (*sum_moves)(const void *points, size_t row_stride, size_t d, const double *factors, const tessera_move *moves,
                      size_t count, int64_t *sums, tessera_move *rest);

  /// The same for one cluster: adds (sign = 1) the named rows to d sums, or takes them out (-1).
  void (*accumulate)(const void *points, size_t row_stride, size_t d, const double *_Nullable weights,
                     const int32_t *exponents, const int32_t *rows, size_t count, int sign, uint64_t *low,
                     int64_t *high);

  /// Sum over rows of weights * |x - shift|^2 (NULL: weights of 1) in quanta of 2^exponent, high 2^64 + low: squares to
  /// about 100 bits, the same bits from every table. |x| and |shift| lie below 2^400. Rows are d elements apart.
  void (*centred_squares)(const void *points, size_t count, size_t d, const double *shift,
                          const double *_Nullable weights, int32_t exponent, uint64_t *low, int64_t *high);

  /// Raises bounds[j] to the largest |x[j]| of all rows; NaN and infinity stay visible as such. Lowers leasts[j], which is
  /// above 0, to the smallest above 0. Rows are d elements apart.
  void (*survey)(const void *points, size_t count, size_t d, void *bounds, void *leasts);

  /// Loosens the bounds of rows first ..< first + count by a drift and lists those whose label they no longer prove: in
  /// `challenged` where only movers can have come nearer than the own centroid, else in `rows`. With `tighten`
  /// D to the own centroid is tried first. `scratch` has 16 bytes per row and 128 more, the lists room for count + 1.
  tessera_selection (*select)(const void *points, size_t row_stride, const tessera_row_state *state,
                              const tessera_drift *drift, const tessera_exact_centroids *centroids, size_t first,
                              size_t count, bool tighten, void *scratch, int32_t *rows, int32_t *challenged);

  /// Eight-bit copies of rows first ..< first + count; no scale is below `smallest_scale`.
  void (*narrow)(const void *points, size_t row_stride, size_t first, size_t count, size_t d, const double *shift,
                 float smallest_scale, const tessera_narrow_rows *narrow);

  /// For each named row its nearest centroid by D, ties to the lowest index, and bounds of the distances to it and to all
  /// others. Where `squares` is given it receives the two smallest D of each row, with multiplicity. With `challenge`, label,
  /// upper and lower hold the row's centroid, a bound of the distance to it, and a bound of those to all centroids that are
  /// not in `centroids`; only the latter are looked at. NULL where the instruction set has no eight-bit products. `scratch`
  /// has narrow_scratch_bytes(k, d) for the largest k in use; label, upper and lower have room for count rounded up to a
  /// multiple of 64.
  void (*_Nullable narrow_assign)(const void *points, size_t row_stride, const tessera_narrow_rows *narrow,
                                  const tessera_narrow_centroids *centroids, const tessera_exact_centroids *exact,
                                  const int32_t *rows, size_t count, void *scratch, bool challenge, int32_t *label,
                                  float *upper, float *lower, double *_Nullable squares, tessera_narrow_work *work);

  /// Sketches of rows first ..< first + count, row-major [count][directions + 1], and their slacks. NULL where narrow_assign is.
  void (*_Nullable sketch)(const void *points, size_t row_stride, size_t first, size_t count, size_t d,
                           const double *shift, const tessera_sketch_directions *directions, float *out, float *slacks);

  /// As narrow_assign without challenges; the centroids, which have `codes`, are looked at where their sketches
  /// do not rule them out.
  void (*_Nullable sketch_assign)(const void *points, size_t row_stride, const tessera_narrow_rows *narrow,
                                  const tessera_narrow_centroids *centroids, const tessera_sketch *sketch,
                                  const tessera_exact_centroids *exact, const int32_t *rows, size_t count,
                                  void *scratch, int32_t *label, float *upper, float *lower,
                                  double *_Nullable squares, tessera_narrow_work *work);

  /// As narrow_assign, by the sixteen-bit filter. A label is proved where upper * gap + 2^-100 < lower. With groups, which
  /// must be more than one, `label` and `upper` go in as they are known (no label: -1), and there are no `squares`.
  void (*_Nullable short_assign)(const void *points, size_t row_stride, const tessera_short_centroids *centroids,
                                 const tessera_short_groups *_Nullable groups, const tessera_exact_centroids *exact,
                                 const int32_t *rows, size_t count, void *scratch, float gap, int32_t *label,
                                 float *upper, float *lower, double *_Nullable squares, tessera_narrow_work *work);

  /// D of each listed row to the vectors (row-major [..][d]) that its bits name, one after the other.
  void (*seeding_distances)(const void *points, size_t row_stride, const int32_t *list, const uint32_t *bits,
                            size_t count, const double *vectors, size_t d, double *out);

  /// The nearest centroid of one row by D, ties to the lowest index, and its D; false, and nothing else, where the row is
  /// not finite or 2^31 or more from the shift. All memory is on the stack.
  bool (*nearest_row)(const void *x, const tessera_row_centroids *centroids, int32_t *label, double *square);

  /// D of each named row to the centroid of its label: squares[i] = D(x[rows[i]], c[labels[i]]). Where `sums` ([k][d]) is
  /// not NULL, also sums[labels[i]] += x[rows[i]] in Double, in any order: for data whose sums are exact in Double. Fast
  /// where equal labels are neighbours.
  void (*batch)(const void *points, size_t row_stride, const int32_t *rows, const int32_t *labels, size_t count,
                const double *centroids, size_t d, double *_Nullable sums, double *squares);
} tessera_row_kernels;

/// One instruction set's kernels.
typedef struct tessera_kernel_table {
  const char *name;
  tessera_common_kernels common;
  const tessera_row_kernels *f32;
  const tessera_row_kernels *f64;
} tessera_kernel_table;

#pragma clang assume_nonnull end

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
