/// One pass of expectation maximisation over rows: one template, compiled per instruction set, behind a table of function
/// pointers. All tables give the same bits: no fused multiply-add, no function of the C library, sums over eight lanes of
/// rows in a fixed order.
#ifndef MIXTURE_KERNELS_H
#define MIXTURE_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How rows are told to components.
typedef enum mixture_rule {
  /// By the share of exp(offset - sharpness q).
  mixture_shares,
  /// By the share of q^-power (fuzzy c-means); their `fuzzifier`-th power counts.
  mixture_powers,
} mixture_rule;

/// k components of d dimensions, on the scale of (x - shift) * scale.
typedef struct mixture_components {
  size_t d, k;
  mixture_rule rule;
  const double *shift;
  double scale;
  /// [k][d].
  const double *means;
  /// q = |W (x - mean)|^2: lower triangles by rows, [k][d (d + 1) / 2], or diagonals, [k][d].
  const double *factors;
  bool is_full;
  /// From a component's factors to the next one's; 0: all share them.
  size_t factor_stride;
  /// [k].
  const double *offsets;
  double sharpness;
  /// Of ``mixture_powers``.
  double power, fuzzifier;
} mixture_components;

/// Where a pass sums: per component a record of 1 + d + second values, of r w, r w (x - mean) and, where `second` is not 0, r w
/// times the products (lower triangle by rows; diagonal: squares).
typedef struct mixture_sums {
  /// [k][record].
  double *_Nullable records;
  /// Zeros at first, [k][record][8], where `keeps_lanes`; else [record][8]. None: the total only.
  double *_Nullable lanes;
  bool keeps_lanes;
  size_t second;
  /// Whether these are products.
  bool has_products;
  /// [16]: the sum of w times the logarithms of densities (or of w times the objective), in eight lanes, and what it lost.
  double *total;
} mixture_sums;

/// What a pass says of each row, where it is wanted.
typedef struct mixture_rows {
  /// Of the largest term (ties: the lowest index).
  int32_t *_Nullable labels;
  /// log(sum of exp(offset - sharpness q)), or the objective.
  double *_Nullable values;
  /// [n][k], each row adding up to 1.
  double *_Nullable shares;
} mixture_rows;

typedef struct mixture_table {
  const char *name;
  /// Doubles that a worker needs, at a cache line.
  size_t (*scratch)(size_t d, size_t k);
  /// n rows, one after the other; weights: one each, or none.
  void (*pass_f32)(const float *points, size_t n, const double *_Nullable weights, const mixture_components *components,
                   double *scratch, const mixture_sums *_Nullable sums, const mixture_rows *rows);
  void (*pass_f64)(const double *points, size_t n, const double *_Nullable weights, const mixture_components *components,
                   double *scratch, const mixture_sums *_Nullable sums, const mixture_rows *rows);
  /// Adds the lanes' sums to the records, and zeroes the lanes.
  void (*reduce)(double *lanes, size_t count, double *records);
} mixture_table;

/// The table for what `tessera_kernels.h` calls by this name; the portable one where there is no other.
const mixture_table *mixture_table_named(const char *name);

/// The logarithm of a normal number above 0: the same bits everywhere.
double mixture_log(double x);

#pragma clang assume_nonnull end

#endif
