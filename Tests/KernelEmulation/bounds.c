// What the kernels' error bounds claim, at rows and centroids made to break them, for every table of this processor: the C
// twin of Tests/ClusteringTests/Bounds, for processors that run only under an emulator.
#pragma STDC FP_CONTRACT OFF

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal/tables.h"

// At least 113 bits everywhere.
#if defined(__x86_64__)
typedef __float128 quad;
#else
typedef long double quad;
#endif

static const tessera_kernel_table *table;

static void require(bool holds, const char *what, size_t d) {
  if (holds) return;
  fprintf(stderr, "%s: %s in %zu dimensions\n", table->name, what, d);
  exit(1);
}

enum { ROWS = 17, MOST = TESSERA_LANE_DIMENSIONS };

static quad square_distance(const double *x, const double *c, size_t d) {
  quad sum = 0;
  for (size_t j = 0; j < d; j++) sum += ((quad)x[j] - (quad)c[j]) * ((quad)x[j] - (quad)c[j]);
  return sum;
}

/// `ErrorBounds.laneScore`, a share of it.
static tessera_score_error lane_error(size_t d, double reach, double share) {
  double single = (double)(d + 8) * 0x1.08p-24 + 0x1p-20, twice = (double)(d + 16) * 0x1p-52;
  return (tessera_score_error){
      .norm = (float)(share * (single * reach + 2 * twice * reach) * (1 + 0x1p-22)),
      .square = (float)(share * (0x1p-20 + twice) * (1 + 0x1p-22)),
      .constant = (float)(share * ((single / 2 + twice) * reach * reach + (double)(d + 8) * 0x1p-100 * (1 + reach)) *
                          (1 + 0x1p-22))};
}

/// Whether all labels and bounds that lanes prove are true.
static bool lanes_are_true(const double *rows, size_t count, const double *centroids, size_t k, size_t d, double share) {
  static float elements[4 * MOST], halves[4], shift[MOST];
  int32_t list[ROWS], label[64], open[64];
  float upper[64], lower[64];
  double reach = 0;
  for (size_t c = 0; c < 4; c++) {
    double square = 0;
    for (size_t j = 0; j < d; j++) {
      double value = c < k ? centroids[c * d + j] : 0;
      elements[c * d + j] = (float)-value;
      square += value * value;
    }
    halves[c] = c < k ? (float)(square / 2) : INFINITY;
    reach = square > reach ? square : reach;
  }
  for (size_t i = 0; i < count; i++) list[i] = (int32_t)i;
  tessera_lane_centroids view = {elements, halves, shift, lane_error(d, sqrt(reach), share)};
  size_t opened = table->f64->lanes(rows, d, list, count, &view, k, d, label, upper, lower, open);
  for (size_t i = 0, next = 0; i < count; i++) {
    if (next < opened && open[next] == (int32_t)i) {
      next++;
      continue;
    }
    quad own = square_distance(rows + i * d, centroids + (size_t)label[i] * d, d);
    if ((quad)upper[i] * upper[i] < own) return false;
    for (size_t c = 0; c < k; c++) {
      quad other = square_distance(rows + i * d, centroids + c * d, d);
      if (c != (size_t)label[i] && (other < own || (quad)lower[i] * lower[i] > other)) return false;
    }
  }
  return true;
}

/// Every product vanishes beside |c|^2 / 2.
static bool vanishing_products(size_t d, double share) {
  double x[MOST], centroids[2 * MOST], lost = (double)d * 0x1p-24;
  double apart = sqrt(2 * 1.0001 / (double)d), farther = sqrt(2 * (1.0001 + 1.94 * lost) / (double)d);
  for (size_t j = 0; j < d; j++) {
    x[j] = 0.999 * 0x1p-24 / apart;
    centroids[j] = -apart;
    centroids[d + j] = farther;
  }
  return lanes_are_true(x, 1, centroids, 2, d, share);
}

/// Every square vanishes beside the first, or counts twice.
static bool rounded_squares(size_t d, bool is_above, double share) {
  static double rows[ROWS * MOST];
  double centroids[2 * MOST] = {0}, rest = sqrt(0x1p-24 * (is_above ? 1.001 : 0.999));
  if (is_above) centroids[d] = -2.0066e-5;
  for (size_t i = 0; i < ROWS; i++)
    for (size_t j = 0; j < d; j++)
      rows[i * d + j] = j ? rest : 1 + (1900 + 130 * (double)i + (is_above ? 0.501 : 0.499)) * 0x1p-23;
  return lanes_are_true(rows, ROWS, centroids, is_above ? 2 : 1, d, share);
}

/// Bounds loosened by drifts are outside of the exact sums.
static void check_loosening(void) {
  enum { COUNT = 500 };
  uint64_t state = 88172645463325252u;
  static float upper[COUNT], lower[COUNT], old_upper[COUNT], old_lower[COUNT];
  static double points[COUNT], scratch[2 * COUNT + 16];
  static int32_t labels[COUNT], rows[COUNT + 1], challenged[COUNT + 1];
  for (size_t i = 0; i < COUNT; i++) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    old_upper[i] = upper[i] = ldexpf((float)(state >> 40), (int)(state % 60) - 50);
    old_lower[i] = lower[i] = ldexpf((float)(state >> 20 & 0xffffff), (int)(state % 7) * 5 - 30);
    labels[i] = (int32_t)(i % 3);
  }
  const float drifts[] = {0x1.234568p-3f, 0x1.fffffep2f, 0x1.abcdeep-20f};
  const double centroids[3] = {0};
  tessera_row_state view = {labels, upper, lower, 1 + 0x1p-20f};
  tessera_drift drift = {drifts, 1, drifts[1], drifts[0], drifts[1], false};
  tessera_exact_centroids exact = {centroids, 3, 1, 1, 1};
  table->f64->select(points, 1, &view, &drift, &exact, 0, COUNT, false, scratch, rows, challenged);
  for (size_t i = 0; i < COUNT; i++) {
    double other = labels[i] == 1 ? drifts[0] : drifts[1];
    require((quad)upper[i] >= (quad)old_upper[i] + drifts[labels[i]], "an upper bound is not rounded up", 1);
    require((quad)lower[i] <= (quad)old_lower[i] - other, "a lower bound is not rounded down", 1);
  }
}

/// What no row can be (a mapped file has changed) leaves labels that are indices.
static void check_changed_rows(size_t d) {
  const double values[] = {NAN, INFINITY, -INFINITY, 1e300};
  double rows[3 * MOST], centroids[2 * MOST];
  static double panels[8 * MOST];
  for (size_t v = 0; v < 4; v++) {
    for (size_t i = 0; i < 3 * d; i++) rows[i] = i < d || i % d == d - 1 ? values[v] : (double)i;
    for (size_t i = 0; i < 2 * d; i++) centroids[i] = (double)(i % 5);
    for (size_t i = 0; i < 8 * d; i++) panels[i] = i % 8 < 2 ? centroids[i % 8 * d + i / 8] : INFINITY;
    int32_t label[4];
    double first[3], second[3];
    table->f64->nearest(rows, d, NULL, 3, panels, 2, d, label, first, second);
    for (size_t i = 0; i < 3; i++) require(label[i] == 0 || label[i] == 1, "a label is no index", d);
    lanes_are_true(rows, 3, centroids, 2, d, 1);
  }
}

int main(void) {
  const tessera_kernel_table *tables[TESSERA_MOST_TABLES];
  size_t count = tessera_kernels_all(tables);
  const size_t dimensions[] = {1, 2, 3, 8, 16, 33, 64};
  for (size_t t = 0; t < count; t++) {
    table = tables[t];
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
      size_t d = dimensions[i];
      require(vanishing_products(d, 1), "scores that lose products", d);
      require(rounded_squares(d, false, 1) && rounded_squares(d, true, 1), "squares that are rounded", d);
      check_changed_rows(d);
    }
    // These can fail: with less of the bound they do.
    require(!vanishing_products(64, 0.6), "scores need their bound", 64);
    require(!rounded_squares(64, false, 0) && !rounded_squares(64, true, 0), "bounds need room", 64);
    check_loosening();
    fprintf(stderr, "%s keeps its bounds\n", table->name);
  }
  return 0;
}
