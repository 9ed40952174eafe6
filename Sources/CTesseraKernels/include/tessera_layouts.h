/// What the kernels read and write: packed centroids, copies of rows, bounds, drifts, moves.
#ifndef TESSERA_LAYOUTS_H
#define TESSERA_LAYOUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The types of elements that `decode` reads.
typedef enum tessera_encoding : int32_t {
  TESSERA_FLOAT16,
  TESSERA_BFLOAT16,
  TESSERA_INT8,
  TESSERA_UINT8,
  TESSERA_INT16,
  TESSERA_UINT16,
} tessera_encoding;

/// Centroids per panel of the canonical (Double) kernels.
#define TESSERA_PANEL_F64 8
/// Centroids per panel of the filter (Float).
#define TESSERA_PANEL_F32 16

/// The most dimensions of `lanes`.
#define TESSERA_LANE_DIMENSIONS 64
/// Centroids for `lanes` are padded to a multiple of this.
#define TESSERA_LANE_PANEL 4
/// Centroids per panel of the eight-bit filter, and the words of four codes that a row or centroid takes.
#define TESSERA_NARROW_PANEL 6
#define TESSERA_NARROW_WORDS(d) (((d) + 3) / 4)

/// How far an approximate score |c|^2 / 2 - x.c of a row may lie from the exact one, the rounding of all that is derived
/// from it included: norm * (.norm + .square * norm) + (the row's own error) * .row_error + .constant. `norm` is at
/// least the row's distance from the shift.
typedef struct {
  float norm, square, row_error, constant;
} tessera_score_error;

/// Centroids for `lanes`: -(c - shift) in Float, row-major [k][d], and |c - shift|^2 / 2, both padded (with 0 and
/// +infinity) to a multiple of TESSERA_LANE_PANEL centroids.
typedef struct {
  const float *_Nonnull elements;
  const float *_Nonnull half_norms;
  const float *_Nonnull shift;
  tessera_score_error error;
} tessera_lane_centroids;

/// Eight-bit copies of rows: codes are 128 + (x - shift) / scale, rounded, in words of four, padded with 128. norms are at
/// least |x - shift|, and at most 2^-21 of it (or 2^-69) above; errors at least |x - shift - scale (codes - 128)|, but for the
/// rounding of x - shift, which `square` of the scores' error covers.
typedef struct {
  uint8_t *_Nonnull codes;
  float *_Nonnull scales;
  float *_Nonnull norms;
  float *_Nonnull errors;
} tessera_narrow_rows;

/// A sketch of rows y = x - shift: z = directions . y in Float, and |y| less what z has of it, the root of a difference. Directions
/// are in panels [count / 16][d][16]; what they lack to be orthonormal is `skew` at most. Slacks are at least the distance of a
/// sketch to what it stands for: `noise` |y| in z, and `leak` |y|^2 in the square of the rest.
#define TESSERA_SKETCH_PANEL 16
typedef struct {
  const float *_Nonnull panels;
  size_t count;
  double noise, leak;
} tessera_sketch_directions;

/// |c - shift|^2, |unit codes|^2 and |c - shift - unit codes|^2 of a centroid, and the last with the residuals taken off
/// too, good to (d + 8) 2^-52.
typedef struct {
  double square, code_square, error_square, residual_error_square;
} tessera_narrow_centroid;

/// Centroids for the eight-bit filter: codes (c - shift) / unit in panels [count / 6][words][6], padded with 0; offsets
/// -128 * (the sum of the codes); half_norms |c - shift|^2 / (2 unit), +infinity in the padding; whose they are (NULL: 0
/// ..< count, else increasing, INT32_MAX in the padding). `count` includes the padding. residuals, row-major
/// [count][words * 4], are codes of what is left of each centroid in units of unit / 254; residual_offsets -128 * (their
/// sum); `refined` is the error of scores that take them into account. codes are those of the panels once more, row-major
/// likewise, where sketches ask for them.
typedef struct {
  const int32_t *_Nonnull panels;
  const int32_t *_Nonnull offsets;
  const float *_Nonnull half_norms;
  const int32_t *_Nullable ids;
  size_t count;
  float unit;
  tessera_score_error error;
  const int8_t *_Nonnull residuals;
  const int32_t *_Nonnull residual_offsets;
  tessera_score_error refined;
  const int8_t *_Nullable codes;
} tessera_narrow_centroids;

/// Sketches of rows and centroids, of `dimensions` numbers each, as eight-bit copies of their own. |x - c| is at least the distance of the sketches, less the
/// row's slack and the centroids', divided by `growth`.
typedef struct {
  tessera_narrow_rows rows;
  tessera_narrow_centroids centroids;
  size_t dimensions;
  const float *_Nonnull slacks;
  float slack, growth;
} tessera_sketch;

/// The square of the longest code of sixteen bits: codes of shorter vectors were not cut off.
#define TESSERA_SHORT_LIMIT ((1 << 30) - (1 << 17))

/// Centroids for the sixteen-bit filter are in slots, sixteen slots to a panel; up to sixteen groups of panels have bounds.
#define TESSERA_SHORT_PANEL 16
#define TESSERA_SHORT_GROUPS 16

/// Centroids for the sixteen-bit filter: codes of shift - c in units of 1 / inverse (unit, rounded), two to a word, in panels
/// [count / 16][words][16], padded with 0; half_squares, half the squares of their lengths, rounded down, INT32_MAX in the
/// padding; ids, the centroid of each of `count` slots, INT32_MAX in the padding. Slots n with the same n >> group_shift are
/// a group; group_of, that of each centroid. No code is as long as the root of TESSERA_SHORT_LIMIT. |x - c| / unit differs
/// from the distance of the codes by `reach` at most.
typedef struct {
  const int32_t *_Nonnull panels;
  const int32_t *_Nonnull half_squares;
  const int32_t *_Nonnull ids;
  const uint8_t *_Nonnull group_of;
  size_t count, group_shift;
  const float *_Nonnull shift;
  float unit, inverse, reach;
} tessera_short_centroids;

/// Bounds of rows and groups of centroids: row r is at least bounds[16 r + g] / inverse - drift[g] from all centroids of group
/// g but, in its own group, that of its label; unit is 1 / inverse, rounded down, and drift, rounded up, has 16 elements.
typedef struct {
  uint16_t *_Nonnull bounds;
  const float *_Nonnull drift;
  float unit, inverse;
} tessera_short_groups;

/// Centroids for D: row-major [count][dimensions], and the factors that make sqrt(D) a bound.
typedef struct {
  const double *_Nonnull elements;
  size_t count, dimensions;
  double above, below;
} tessera_exact_centroids;

/// Single rows look at this many centroids at a time, and have scores in up to so many dimensions.
#define TESSERA_ROW_BLOCK 64
#define TESSERA_ROW_DIMENSIONS 4096

/// Centroids for one row at a time. Where there are scores (half_norms), `panels` are -(c - shift) in Float, [blocks of
/// 64][d][64], or `codes` are those of (c - shift) / unit in eight bits, [blocks of 64][words][64][4], with offsets -128 *
/// (their sum); half_norms are |c - shift|^2 / (2 unit), +infinity in the padding to whole blocks. unit is 1 for Float; no
/// row's scale is below smallest_scale.
typedef struct {
  tessera_exact_centroids exact;
  const double *_Nonnull shift;
  const float *_Nullable half_norms;
  const float *_Nullable panels;
  const int8_t *_Nullable codes;
  const int32_t *_Nullable offsets;
  float unit, smallest_scale;
  tessera_score_error error;
} tessera_row_centroids;

/// How many rows the eight-bit filter left open, how many distances decided them, and how many pairs sketches left to it.
typedef struct {
  size_t rows, candidates, survivors;
} tessera_narrow_work;

/// What is known of each row: its label, at least the distance to that centroid, at most the distance to any other. A label
/// is proved where upper * gap + 2^-100 < lower.
typedef struct {
  int32_t *_Nonnull labels;
  float *_Nonnull upper;
  float *_Nonnull lower;
  float gap;
} tessera_row_state;

/// How far each centroid moved: the largest drift and whose it is, the largest of all others, and the largest of those
/// that are no movers.
typedef struct {
  const float *_Nonnull distances;
  int32_t farthest;
  float largest, second_largest, slow;
  bool has_movers;
} tessera_drift;

/// Rows per block, blocks per group, and the most dimensions, of `blocks`.
#define TESSERA_BLOCK_ROWS 64
#define TESSERA_BLOCK_GROUP 16
#define TESSERA_BLOCK_DIMENSIONS 8

/// The rows in an order in which neighbours are near each other, 64 to a block, 16 blocks to a group; the last block is
/// filled up with its last row. `rows` says whose they are, `elements`, [blocks][d][64], hold x - shift in Float. A box is a
/// centre [d], radii [d] and a norm: |x[j] - shift[j] - centre[j]| is at most radii[j] for all its rows, and the norm is
/// at least |x - shift|, |centre| and |radii|.
typedef struct {
  const int32_t *_Nonnull rows;
  size_t count;
  float *_Nonnull elements;
  float *_Nonnull boxes;
  float *_Nonnull group_boxes;
} tessera_row_blocks;

/// Centroids for `blocks`: Float panels of -(c - shift) and |c - shift|^2 / 2, +infinity in the padding.
typedef struct {
  const float *_Nonnull panels;
  const float *_Nonnull half_norms;
  tessera_score_error error;
} tessera_block_centroids;

/// Labels of rows, the same by position in blocks (-1: none yet), and per block the label of all its rows, or
/// TESSERA_BLOCK_MIXED.
typedef struct {
  int32_t *_Nonnull by_row;
  int32_t *_Nonnull by_position;
  int32_t *_Nonnull common;
} tessera_block_labels;

#define TESSERA_BLOCK_MIXED (-2)

/// How many rows no box decided, their comparisons with candidates, how many of them D decided, and how many rows moved.
typedef struct {
  size_t rows, candidates, open, moved;
} tessera_block_work;

/// How many rows were proved without a distance, are to be looked at, and are challenged by movers only.
typedef struct {
  size_t certified, rows, challenged;
} tessera_selection;

/// A row that changes its cluster; a negative source is none.
typedef struct {
  int32_t row, source, target;
} tessera_move;

#endif
