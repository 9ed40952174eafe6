/// Codes of residual quantizers, and rotations: one template, compiled per instruction set, behind a table of function pointers. All
/// tables give the same bits: what is returned is decided in Double and in a fixed order, distances without fused multiply-add and
/// rotations with it; scores in Float only prove what cannot win.
#ifndef QUANTIZER_KERNELS_H
#define QUANTIZER_KERNELS_H

#include <stdbool.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Columns of a panel of Float, and of Double.
#define QUANTIZER_PANEL 16
#define QUANTIZER_LANES 8
/// Rows that are encoded together.
#define QUANTIZER_ROWS 32
/// Bytes of scratch per column that the nearest codes need.
#define QUANTIZER_NEAREST 72
/// The widest beam.
#define QUANTIZER_BEAM 64

/// The codebooks of all levels, on a scale of about 1. Each level's codes begin at a whole panel of columns.
typedef struct quantizer_levels {
  size_t d, count;
  /// Of each level: its codes, the first of its columns, and the first of its rows among `codes`.
  const size_t *sizes, *columns, *rows;
  /// Of all levels.
  size_t column_count;
  /// [rows][d].
  const double *codes;
  /// The codes, those of level 0 less the shift: [column_count / 16][d][16], 0 where there is none.
  const float *panels;
  /// |c|^2 / 2 of them, [column_count]; +infinity where there is none.
  const float *half_norms;
  /// Products of the codes of a level and those of later ones, [rows][column_count], in Float; none: products of residuals are made.
  const float *_Nullable products;
  /// At least the length of each level's longest code.
  const double *reaches;
  /// [d].
  const double *shift;
} quantizer_levels;

typedef struct quantizer_table {
  const char *name;

  /// Bytes of scratch that encoding needs.
  size_t (*scratch)(const quantizer_levels *levels, size_t beam);

  /// Codes of up to QUANTIZER_ROWS rows, [count][d] on the scale of the codes: at each level the `beam` sequences of codes
  /// are kept whose residuals are shortest by the canonical distance of the residual before and the code (ties: the order so far, then
  /// the lower code). `out` gets the `wanted` best, [count][wanted][levels]: at most `beam`, and as many as there are
  /// sequences at all.
  void (*encode)(const quantizer_levels *levels, const double *rows, size_t count, size_t beam, size_t wanted,
                 void *scratch, int32_t *out);

  /// The nearest codes of rows of the only level by the canonical distance, ties to the lowest: `stride` elements apart, multiplied by
  /// scale[0], then by scale[1], powers of two that bring them to the scale of the codes. `scratch` has QUANTIZER_NEAREST d bytes.
  /// Returns whether all elements are known to be finite: rows far away may be, and are not known to be.
  bool (*nearest_f32)(const quantizer_levels *levels, const float *points, size_t stride, size_t count,
                      const double *scale, void *scratch, int32_t *out);
  bool (*nearest_f64)(const quantizer_levels *levels, const double *points, size_t stride, size_t count,
                      const double *scale, void *scratch, int32_t *out);

  /// out[row][column] = x[row] . panel[column] in Float, rounded in any way: x is [count][d], and has whole rows up to the next
  /// multiple of 8, as has out; panels [panel_count][d][16].
  void (*products)(const float *x, size_t count, size_t d, const float *panels, size_t panel_count, float *out);

  /// y[i] = sum over j, in their order, of r[i][j] x[j]: each product and its sum rounded once (fused multiply-add), in Double. `panels` holds r as
  /// [ceil(d / 8)][d][8]; rows of x are `stride` apart, those of y d; `wide` has room for QUANTIZER_ROWS d.
  void (*rotate_f32)(const float *x, size_t stride, size_t count, size_t d, const double *panels, double *wide,
                     float *y);
  void (*rotate_f64)(const double *x, size_t stride, size_t count, size_t d, const double *panels, double *wide,
                     double *y);
} quantizer_table;

/// The table of an instruction set by its name; the portable one for those that have none of their own.
const quantizer_table *quantizer_table_named(const char *name);

#pragma clang assume_nonnull end

#endif
