// Runs every kernel table of this processor against the scalar one on random data, bit by bit where the contract promises
// bits, else against bounds, and prints a digest of the canonical results: it has to be the same on every architecture.
#pragma STDC FP_CONTRACT OFF

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal/tables.h"

static uint64_t state = 0x9E3779B97F4A7C15u;
static uint64_t digest = 0xCBF29CE484222325u;

static double uniform(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (double)(state >> 11) * 0x1p-53 * 2 - 1;
}

static void absorb(const void *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) digest = (digest ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3u;
}

static void require(bool holds, const char *what, size_t d, size_t k) {
  if (holds) return;
  fprintf(stderr, "%s differs for d = %zu, k = %zu\n", what, d, k);
  exit(1);
}

enum { ROWS = 13, MAX_D = 130, MAX_K = 70 };

static void pack_panels(const double *centroids, size_t k, size_t d, double *wide, float *narrow, float *half) {
  for (size_t p = 0; p < (k + 7) / 8 * 8; p++)
    for (size_t j = 0; j < d; j++)
      wide[(p / 8 * d + j) * 8 + p % 8] = p < k ? centroids[p * d + j] : INFINITY;
  for (size_t p = 0; p < (k + 15) / 16 * 16; p++) {
    double norm = 0;
    for (size_t j = 0; j < d; j++) {
      double value = p < k ? centroids[p * d + j] : 0;
      narrow[(p / 16 * d + j) * 16 + p % 16] = (float)-value;
      norm += value * value;
    }
    half[p] = p < k ? (float)(norm / 2) : INFINITY;
  }
}

static void compare(const tessera_kernel_table *best, const tessera_kernel_table *scalar, size_t d, size_t k) {
  static float x32[ROWS * MAX_D], packed[2][ROWS * MAX_D], narrow[MAX_D * 80], half[80];
  static double x64[ROWS * MAX_D], centroids[MAX_K * MAX_D], wide[MAX_D * 80], shift[MAX_D];
  for (size_t i = 0; i < ROWS * d; i++) x32[i] = (float)(x64[i] = uniform());
  for (size_t i = 0; i < k * d; i++) centroids[i] = uniform();
  for (size_t j = 0; j < d; j++) shift[j] = 0;
  pack_panels(centroids, k, d, wide, narrow, half);

  double out[2][MAX_K];
  best->f32->distances(x32, centroids, d, NULL, k, out[0]);
  scalar->f32->distances(x32, centroids, d, NULL, k, out[1]);
  require(!memcmp(out[0], out[1], k * sizeof(double)), "distances_f32", d, k);
  absorb(out[0], k * sizeof(double));
  best->f64->distances(x64, centroids, d, NULL, k, out[0]);
  scalar->f64->distances(x64, centroids, d, NULL, k, out[1]);
  require(!memcmp(out[0], out[1], k * sizeof(double)), "distances_f64", d, k);
  absorb(out[0], k * sizeof(double));

  static double panel[MAX_D * 8], panel_out[2][ROWS * 8];
  for (size_t j = 0; j < d; j++)
    for (size_t lane = 0; lane < 8; lane++) panel[8 * j + lane] = x64[lane * d + j];
  best->common.panel_distances(panel, x64, d, ROWS, panel_out[0]);
  scalar->common.panel_distances(panel, x64, d, ROWS, panel_out[1]);
  require(!memcmp(panel_out[0], panel_out[1], sizeof panel_out[0]), "panel_distances", d, k);
  absorb(panel_out[0], sizeof panel_out[0]);

  int32_t label[2][ROWS];
  double first[2][ROWS], second[2][ROWS];
  for (int wider = 0; wider < 2; wider++) {
    const tessera_kernel_table *tables[2] = {best, scalar};
    for (int t = 0; t < 2; t++) {
      if (wider)
        tables[t]->f64->nearest(x64, d, NULL, ROWS, wide, k, d, label[t], first[t], second[t]);
      else
        tables[t]->f32->nearest(x32, d, NULL, ROWS, wide, k, d, label[t], first[t], second[t]);
    }
    require(!memcmp(label[0], label[1], sizeof label[0]), "label", d, k);
    require(!memcmp(first[0], first[1], sizeof first[0]), "first", d, k);
    require(!memcmp(second[0], second[1], sizeof second[0]), "second", d, k);
    absorb(label[0], sizeof label[0]);
    absorb(first[0], sizeof first[0]);
    absorb(second[0], sizeof second[0]);
  }

  double norms[ROWS];
  best->f32->pack(x32, d, NULL, ROWS, d, shift, packed[0], norms);
  scalar->f32->pack(x32, d, NULL, ROWS, d, shift, packed[1], norms);
  require(!memcmp(packed[0], packed[1], ROWS * d * sizeof(float)), "pack", d, k);
  float near[2][ROWS], next[2][ROWS];
  int32_t index[2][ROWS], all[80];
  best->common.filter(packed[0], ROWS, d, narrow, half, k, near[0], next[0], index[0]);
  scalar->common.filter(packed[0], ROWS, d, narrow, half, k, near[1], next[1], index[1]);
  float bound = (float)(4 * (d + 2)) * 0x1p-24f * (float)(d + 1);
  for (size_t i = 0; i < ROWS; i++) {
    require(fabsf(near[0][i] - near[1][i]) <= bound, "filter", d, k);
    require(k == 1 || fabsf(next[0][i] - next[1][i]) <= bound, "filter's second", d, k);
  }
  require(best->common.candidates(packed[0], d, narrow, half, k, 0x1p100f, all) == k, "candidates", d, k);
}

enum { GROUPS = (MAX_D + 3) / 4 };

/// Rows as their own candidates: the lists have to agree bit by bit, since whole numbers leave nothing to round.
static void compare_seeding(const tessera_kernel_table *best, const tessera_kernel_table *scalar, size_t d, size_t k) {
  static float x32[ROWS * MAX_D];
  static double x64[ROWS * MAX_D];
  static uint8_t panel[2][GROUPS * 64];
  static int8_t values[32 * GROUPS * 4];
  for (size_t i = 0; i < ROWS * d; i++) x64[i] = x32[i] = (float)uniform();
  const tessera_kernel_table *tables[2] = {best, scalar};
  size_t groups = (d + 3) / 4, count = k < 32 ? k : 32;
  float scale[2][16], residual[2][16], ones[16], zeros[16] = {0}, limit[16], factors[32], none[32] = {0};
  int32_t bias[32];
  for (int t = 0; t < 2; t++) tables[t]->common.seeding_pack(x32, ROWS, d, panel[t], scale[t], residual[t]);
  require(!memcmp(panel[0], panel[1], groups * 64), "seeding_pack", d, k);
  require(!memcmp(scale[0], scale[1], sizeof scale[0]), "seeding_pack's scale", d, k);
  require(!memcmp(residual[0], residual[1], sizeof residual[0]), "seeding_pack's residual", d, k);
  absorb(panel[0], groups * 64);

  for (size_t c = 0; c < count; c++) {
    factors[c] = 1;
    bias[c] = 0;
    for (size_t j = 0; j < groups * 4; j++) {
      int q = panel[0][j / 4 * 64 + c % ROWS * 4 + j % 4] - 128;
      values[c * groups * 4 + j] = (int8_t)q;
      bias[c] -= 128 * q;
    }
  }
  for (size_t r = 0; r < 16; r++) {
    ones[r] = 1;
    limit[r] = r < ROWS ? (float)(2000 * (int)(r % 5)) : INFINITY;
  }
  tessera_seeding_rows rows = {panel[0], ones, zeros, zeros, limit};
  tessera_seeding_candidates candidates = {values, bias, factors, none, none, none, count};
  int32_t list[2][16];
  uint32_t bits[2][16];
  size_t found[2];
  for (int t = 0; t < 2; t++)
    found[t] = tables[t]->common.seeding_filter(&rows, 0, 1, groups, &candidates, list[t], bits[t]);
  require(found[0] == found[1], "seeding_filter's count", d, k);
  require(!memcmp(list[0], list[1], found[0] * sizeof list[0][0]), "seeding_filter's list", d, k);
  require(!memcmp(bits[0], bits[1], found[0] * sizeof bits[0][0]), "seeding_filter's bits", d, k);
  absorb(bits[0], found[0] * sizeof bits[0][0]);

  double out[2][16 * 32];
  size_t total = 0;
  for (size_t i = 0; i < found[0]; i++) total += (size_t)__builtin_popcount(bits[0][i]);
  static double vectors[32 * MAX_D];
  for (size_t i = 0; i < count * d; i++) vectors[i] = uniform();
  for (int wide = 0; wide < 2; wide++) {
    for (int t = 0; t < 2; t++) {
      if (wide)
        tables[t]->f64->seeding_distances(x64, d, list[0], bits[0], found[0], vectors, d, out[t]);
      else
        tables[t]->f32->seeding_distances(x32, d, list[0], bits[0], found[0], vectors, d, out[t]);
    }
    require(!memcmp(out[0], out[1], total * sizeof(double)), "seeding_distances", d, k);
    absorb(out[0], total * sizeof(double));
  }
}

// A value of up to `bits` bits, of either sign, near nothing or everything.
static double spread(int bits) { return ldexp(uniform(), -(int)(fabs(uniform()) * bits)); }

static void compare_sums(const tessera_kernel_table *best, const tessera_kernel_table *scalar, size_t d) {
  const tessera_kernel_table *tables[2] = {best, scalar};
  static float x32[ROWS * MAX_D];
  static double x64[ROWS * MAX_D], shift[MAX_D], weights[ROWS];
  static uint64_t low[2][MAX_D];
  static int64_t high[2][MAX_D];
  int32_t exponents[MAX_D];
  for (size_t i = 0; i < ROWS * d; i++) x32[i] = (float)(x64[i] = spread(90));
  for (size_t j = 0; j < d; j++) {
    shift[j] = uniform();
    exponents[j] = (int32_t)(j % 5) * 20 - 110;
  }
  for (size_t i = 0; i < ROWS; i++) weights[i] = i % 3 ? fabs(uniform()) : (double)i;
  for (int t = 0; t < 2; t++) {
    memset(low[t], 0, sizeof low[t]);
    memset(high[t], 0, sizeof high[t]);
    for (size_t i = 0; i < ROWS; i++) {
      const int32_t row[] = {(int32_t)i};
      tables[t]->f32->accumulate(x32, d, d, weights, exponents, row, 1, i % 4 == 3 ? -1 : 1, low[t], high[t]);
      tables[t]->f64->accumulate(x64, d, d, NULL, exponents, row, 1, i % 4 == 2 ? -1 : 1, low[t], high[t]);
    }
  }
  require(!memcmp(low[0], low[1], d * 8) && !memcmp(high[0], high[1], d * 8), "accumulate", d, 0);
  absorb(low[0], d * 8);
  absorb(high[0], d * 8);

  // The same moves at once and, by their rows, cluster by cluster: the sums of two clusters.
  const tessera_move moves[] = {{0, -1, 1}, {3, 1, 0}, {7, 0, 1}, {12, -1, 0}, {5, 1, 0}};
  const int32_t entering[] = {0, 7}, leaving[] = {3, 5};
  static uint64_t pair_low[2][2 * MAX_D];
  static int64_t pair_high[2][2 * MAX_D];
  for (int wide = 0; wide < 2; wide++) {
    memset(pair_low, 0, sizeof pair_low);
    memset(pair_high, 0, sizeof pair_high);
    for (int t = 0; t < 2; t++) {
      if (wide)
        tables[t]->f64->apply(x64, d, d, weights, exponents, moves, 5, pair_low[t], pair_high[t]);
      else
        tables[t]->f32->apply(x32, d, d, NULL, exponents, moves, 5, pair_low[t], pair_high[t]);
    }
    require(!memcmp(pair_low[0], pair_low[1], 2 * d * 8) && !memcmp(pair_high[0], pair_high[1], 2 * d * 8), "apply", d,
            (size_t)wide);
    absorb(pair_low[0], 2 * d * 8);
    uint64_t *low1 = pair_low[1] + d;
    int64_t *high1 = pair_high[1] + d;
    memset(low1, 0, d * 8);
    memset(high1, 0, d * 8);
    if (wide) {
      best->f64->accumulate(x64, d, d, weights, exponents, entering, 2, 1, low1, high1);
      best->f64->accumulate(x64, d, d, weights, exponents, leaving, 2, -1, low1, high1);
    } else {
      best->f32->accumulate(x32, d, d, NULL, exponents, entering, 2, 1, low1, high1);
      best->f32->accumulate(x32, d, d, NULL, exponents, leaving, 2, -1, low1, high1);
    }
    require(!memcmp(pair_low[0] + d, low1, d * 8) && !memcmp(pair_high[0] + d, high1, d * 8), "accumulate by rows", d,
            (size_t)wide);
  }

  double factors[MAX_D], centroid[MAX_D], means[2][MAX_D], gain[2][2];
  int32_t open[2][MAX_D];
  size_t opened[2];
  for (size_t j = 0; j < d; j++) {
    factors[j] = ldexp(1, exponents[j]);
    centroid[j] = shift[j] + uniform();
  }
  const double masses[] = {1, 3, 12345, 0x1p53 - 1};
  for (size_t m = 0; m < 4; m++) {
    for (int t = 0; t < 2; t++)
      opened[t] = tables[t]->common.means(low[0], high[0], factors, d, masses[m], means[t], open[t]);
    require(opened[0] == opened[1] && !memcmp(open[0], open[1], opened[0] * 4), "open means", d, m);
    require(!memcmp(means[0], means[1], d * 8), "means", d, m);
    absorb(means[0], d * 8);
  }
  for (int t = 0; t < 2; t++)
    tables[t]->common.frozen_gain(low[0], high[0], factors, shift, centroid, d, 7.3, 1e-17, NULL, &gain[t][0],
                                  &gain[t][1]);
  require(!memcmp(gain[0], gain[1], sizeof gain[0]), "frozen_gain", d, 0);
  absorb(gain[0], sizeof gain[0]);

  for (size_t rows = 1; rows <= ROWS; rows += 3)
    for (int weighted = 0; weighted < 2; weighted++) {
      const double *w = weighted ? weights : NULL;
      uint64_t total_low[2][3] = {{0}};
      int64_t total_high[2][3] = {{0}};
      for (int t = 0; t < 2; t++) {
        tables[t]->f32->centred_squares(x32, rows, d, shift, w, -100, &total_low[t][0], &total_high[t][0]);
        tables[t]->f64->centred_squares(x64, rows, d, shift, w, -70, &total_low[t][1], &total_high[t][1]);
        tables[t]->common.fixed_sum(x64, rows * d, weighted ? -100 : -40, &total_low[t][2], &total_high[t][2]);
      }
      require(!memcmp(total_low[0], total_low[1], sizeof total_low[0]) &&
                  !memcmp(total_high[0], total_high[1], sizeof total_high[0]),
              "centred_squares or fixed_sum", d, rows);
      absorb(total_low[0], sizeof total_low[0]);
      absorb(total_high[0], sizeof total_high[0]);
    }

  float bounds32[2][MAX_D];
  double bounds64[2][MAX_D];
  float leasts32[2][MAX_D];
  double leasts64[2][MAX_D];
  for (int bad = 0; bad < 3; bad++) {
    if (bad) x32[(size_t)bad * 5 % (ROWS * d)] = bad == 1 ? -INFINITY : NAN;
    if (bad) x64[(size_t)bad * 3 % (ROWS * d)] = bad == 1 ? NAN : -INFINITY;
    for (int t = 0; t < 2; t++) {
      memset(bounds32[t], 0, sizeof bounds32[t]);
      memset(bounds64[t], 0, sizeof bounds64[t]);
      for (size_t j = 0; j < d; j++) {
        leasts32[t][j] = INFINITY;
        leasts64[t][j] = INFINITY;
      }
      tables[t]->f32->survey(x32, ROWS, d, bounds32[t], leasts32[t]);
      tables[t]->f64->survey(x64, ROWS, d, bounds64[t], leasts64[t]);
    }
    require(!memcmp(leasts32[0], leasts32[1], d * 4), "least of survey_f32", d, (size_t)bad);
    require(!memcmp(leasts64[0], leasts64[1], d * 8), "least of survey_f64", d, (size_t)bad);
    require(!memcmp(bounds32[0], bounds32[1], d * 4), "survey_f32", d, (size_t)bad);
    require(!memcmp(bounds64[0], bounds64[1], d * 8), "survey_f64", d, (size_t)bad);
  }
}

// Own distances, rows that bounds leave open, and what is taken over: the same bits everywhere.
static void compare_state(const tessera_kernel_table *best, const tessera_kernel_table *scalar, size_t d, size_t k) {
  enum { N = 40 };
  const tessera_kernel_table *tables[2] = {best, scalar};
  static float x[N * MAX_D];
  static double centroids[MAX_K * MAX_D], own[2][N];
  static float upper[2][N], lower[2][N], drift_distances[MAX_K], found_upper[N], found_lower[N];
  static int32_t labels[2][N], rows[2][N + 1], challenged[2][N + 1], order[N], found[N];
  static tessera_move moves[2][N + 1];
  static _Alignas(64) char scratch[2][N * 16 + 128];
  for (size_t i = 0; i < N * d; i++) x[i] = (float)uniform();
  for (size_t i = 0; i < k * d; i++) centroids[i] = uniform();
  tessera_drift drift = {.distances = drift_distances, .has_movers = k > 2};
  for (size_t c = 0; c < k; c++) {
    drift_distances[c] = (float)fabs(uniform()) * (c % 3 ? 0.01f : 1);
    if (drift_distances[c] > drift.largest) {
      drift.second_largest = drift.largest;
      drift.largest = drift_distances[c];
      drift.farthest = (int32_t)c;
    } else if (drift_distances[c] > drift.second_largest) {
      drift.second_largest = drift_distances[c];
    }
  }
  drift.slow = drift.second_largest;
  for (size_t i = 0; i < N; i++) {
    order[i] = (int32_t)(N - 1 - i);
    labels[0][i] = labels[1][i] = (int32_t)(i % k);
    upper[0][i] = upper[1][i] = (float)sqrt(d) * (float)fabs(uniform());
    lower[0][i] = lower[1][i] = upper[0][i] + (float)sqrt(d) * (float)fabs(uniform());
    found[i] = (int32_t)(i * 7 % k);
    found_upper[i] = (float)i;
    found_lower[i] = (float)i + 0.5f;
  }
  tessera_exact_centroids exact = {centroids, k, d, 1 + 0x1p-40, 1 - 0x1p-40};
  tessera_selection selection[2];
  for (int t = 0; t < 2; t++) {
    tables[t]->f32->own_distances(x, d, order, N, centroids, d, labels[t], own[t]);
    tessera_row_state state = {labels[t], upper[t], lower[t], 1 + 0x1p-20f};
    selection[t] =
        tables[t]->f32->select(x, d, &state, &drift, &exact, 3, N - 3, true, scratch[t], rows[t], challenged[t]);
  }
  require(!memcmp(own[0], own[1], sizeof own[0]), "own_distances", d, k);
  absorb(own[0], sizeof own[0]);
  require(!memcmp(&selection[0], &selection[1], sizeof selection[0]), "selection", d, k);
  require(!memcmp(rows[0], rows[1], selection[0].rows * 4), "open rows", d, k);
  require(!memcmp(challenged[0], challenged[1], selection[0].challenged * 4), "challenged rows", d, k);
  require(!memcmp(upper[0], upper[1], sizeof upper[0]) && !memcmp(lower[0], lower[1], sizeof lower[0]), "bounds", d, k);
  absorb(upper[0], sizeof upper[0]);
  absorb(lower[0], sizeof lower[0]);
  size_t moved[2];
  for (int t = 0; t < 2; t++) {
    tessera_row_state state = {labels[t], upper[t], lower[t], 1 + 0x1p-20f};
    moved[t] = tables[t]->common.record(&state, order, N, found, found_upper, found_lower, moves[t]);
  }
  require(moved[0] == moved[1] && !memcmp(moves[0], moves[1], moved[0] * sizeof(tessera_move)), "moves", d, k);
  require(!memcmp(labels[0], labels[1], sizeof labels[0]), "recorded labels", d, k);
}

// What scores with rows in lanes prove: each table by itself against D.
static void check_lanes(const tessera_kernel_table *table, const tessera_kernel_table *scalar, size_t d, size_t k) {
  enum { N = 70, ROOM = 128 };
  enum { PADDED_K = MAX_K + TESSERA_LANE_PANEL };
  static float x[N * MAX_D], shift[MAX_D], elements[PADDED_K * MAX_D], half[PADDED_K], upper[ROOM], lower[ROOM];
  static double centroids[MAX_K * MAX_D], squares[MAX_K];
  static int32_t rows[N], label[ROOM], open[N + 1];
  double reach = 0;
  for (size_t i = 0; i < N * d; i++) x[i] = (float)uniform();
  for (size_t j = 0; j < d; j++) shift[j] = (float)uniform() / 8;
  memset(elements, 0, sizeof elements);
  for (size_t c = 0; c < PADDED_K; c++) half[c] = INFINITY;
  for (size_t c = 0; c < k; c++) {
    double square = 0;
    for (size_t j = 0; j < d; j++) {
      double value = c % 4 == 3 ? centroids[(c - 1) * d + j] : uniform(), offset = value - shift[j];
      centroids[c * d + j] = value;
      elements[c * d + j] = (float)-offset;
      square += offset * offset;
    }
    half[c] = (float)(square / 2);
    reach = fmax(reach, sqrt(square));
  }
  double single = (double)(d + 8) * 0x1.1p-24 + 0x1p-20;
  tessera_lane_centroids c = {elements, half, shift,
                              {(float)(single * reach * 1.01), 0x1.1p-20f, 0, (float)(single * reach * reach)}};
  for (size_t i = 0; i < N; i++) rows[i] = (int32_t)(N - 1 - i);
  size_t opened = table->f32->lanes(x, d, rows, N, &c, k, d, label, upper, lower, open), next = 0;
  require(opened < N || k > 1, "some rows proved by lanes", d, k);
  for (size_t i = 0; i < N; i++) {
    if (next < opened && open[next] == (int32_t)i) {
      next++;
      continue;
    }
    scalar->f32->distances(x + (size_t)rows[i] * d, centroids, d, NULL, k, squares);
    size_t best = 0;
    for (size_t n = 1; n < k; n++) best = squares[n] < squares[best] ? n : best;
    require(label[i] == (int32_t)best, "label by lanes", d, k);
    require((double)upper[i] >= sqrt(squares[best]) * (1 - 1e-13), "upper bound by lanes", d, k);
    for (size_t n = 0; n < k; n++)
      require(n == best || (double)lower[i] <= sqrt(squares[n]) * (1 + 1e-13), "lower bound by lanes", d, k);
  }
  require(next == opened, "open rows of lanes in order", d, k);
}

// Rows in blocks: each table by itself against D, twice with other centroids, and the boxes that the rows lie in.
static void check_blocks(const tessera_kernel_table *table, const tessera_kernel_table *scalar, size_t d, size_t k) {
  enum { N = 200, BLOCKS = 4, D = TESSERA_BLOCK_DIMENSIONS };
  static float x[N * D], shift[D], elements[BLOCKS * D * TESSERA_BLOCK_ROWS], boxes[BLOCKS * (2 * D + 1)];
  static float panels[(MAX_K + 16) * D], half[MAX_K + 16];
  static double centroids[MAX_K * D], squares[MAX_K];
  static int32_t rows[N], labels[N], by_position[BLOCKS * TESSERA_BLOCK_ROWS], common[BLOCKS];
  static tessera_move moves[N];
  float group_box[2 * D + 1];
  for (size_t i = 0; i < N * d; i++) x[i] = (float)(uniform() + (double)(i / d / 64));
  for (size_t j = 0; j < d; j++) shift[j] = (float)uniform() / 8;
  for (size_t i = 0; i < N; i++) rows[i] = (int32_t)(N - 1 - i), labels[i] = -1;
  for (size_t i = 0; i < BLOCKS * TESSERA_BLOCK_ROWS; i++) by_position[i] = common[i / TESSERA_BLOCK_ROWS] = -1;
  tessera_row_blocks blocks = {rows, N, elements, boxes, group_box};
  table->f32->block_rows(x, d, d, shift, 0, &blocks);
  for (size_t i = 0; i < N; i++)
    for (size_t j = 0; j < d; j++) {
      const float *box = boxes + i / TESSERA_BLOCK_ROWS * (2 * d + 1);
      double offset = (double)x[(size_t)rows[i] * d + j] - shift[j];
      require(fabs(offset - box[j]) <= box[d + j] && fabs(offset) <= box[2 * d], "box of a block", d, k);
      require(fabs(offset - group_box[j]) <= group_box[d + j], "box of a group", d, k);
    }
  void *scratch = malloc(table->common.block_scratch_bytes(k, d));
  tessera_block_labels state = {labels, by_position, common};
  for (int step = 0; step < 2; step++) {
    double reach = 0;
    for (size_t c = 0; c < (k + 15) / 16 * 16; c++) {
      double square = 0;
      for (size_t j = 0; j < d; j++) {
        double value = c % 4 == 3 && c < k ? centroids[(c - 1) * d + j] : 2 * uniform() + 1, offset = value - shift[j];
        if (c < k) centroids[c * d + j] = value;
        panels[(c / 16 * d + j) * 16 + c % 16] = c < k ? (float)-offset : 0;
        square += offset * offset;
      }
      half[c] = c < k ? (float)(square / 2) : INFINITY;
      reach = c < k ? fmax(reach, sqrt(square)) : reach;
    }
    double single = (double)(d + 8) * 0x1.1p-24 + 0x1p-20;
    tessera_block_centroids c = {panels, half,
                                 {(float)(single * reach * 1.01), 0x1.1p-20f, 0, (float)(single * reach * reach)}};
    tessera_exact_centroids exact = {centroids, k, d, 1 + 0x1p-40, 1 - 0x1p-40};
    tessera_block_work work = {0};
    int32_t old[N];
    memcpy(old, labels, sizeof old);
    table->f32->blocks(x, d, &blocks, &c, &exact, 0, &state, scratch, moves, &work);
    size_t moved = 0;
    for (size_t i = 0; i < N; i++) {
      scalar->f32->distances(x + i * d, centroids, d, NULL, k, squares);
      size_t best = 0;
      for (size_t n = 1; n < k; n++) best = squares[n] < squares[best] ? n : best;
      require(labels[i] == (int32_t)best, "label by blocks", d, k);
      moved += old[i] != labels[i];
    }
    require(moved == work.moved, "moves of blocks", d, k);
    for (size_t i = 0; i < moved; i++)
      require(moves[i].source == old[moves[i].row] && moves[i].target == labels[moves[i].row], "move by blocks", d, k);
  }
  free(scratch);
}

// Sums of moves in 64-bit integers: the same everywhere, and what is left over too.
static void compare_move_sums(const tessera_kernel_table *best, const tessera_kernel_table *scalar, size_t d) {
  enum { N = 60, K = 5 };
  const tessera_kernel_table *tables[2] = {best, scalar};
  static float x[N * 7];
  static int64_t sums[2][K * 8];
  tessera_move moves[N], rest[2][N];
  double factors[7];
  size_t left[2];
  for (size_t i = 0; i < N * d; i++) x[i] = (float)(i % 9 ? uniform() : uniform() * 0x1p-30);
  for (size_t j = 0; j < d; j++) factors[j] = 0x1p40;
  for (size_t i = 0; i < N; i++) moves[i] = (tessera_move){(int32_t)i, (int32_t)(i % (K + 1)) - 1, (int32_t)(i % K)};
  memset(sums, 0, sizeof sums);
  for (int t = 0; t < 2; t++)
    left[t] = tables[t]->f32->sum_moves(x, d, d, factors, moves, N, sums[t], rest[t]);
  require(left[0] == left[1] && left[0] < N, "moves left over", d, 0);
  require(!memcmp(sums[0], sums[1], sizeof sums[0]), "sums of moves", d, 0);
  require(!memcmp(rest[0], rest[1], left[0] * sizeof(tessera_move)), "rest of moves", d, 0);
  absorb(sums[0], sizeof sums[0]);
}

// Eight-bit copies: bounds that hold, and the same codes everywhere.
static void compare_narrow(const tessera_kernel_table *best, const tessera_kernel_table *scalar, size_t d) {
  const tessera_kernel_table *tables[2] = {best, scalar};
  static double x[ROWS * MAX_D], shift[MAX_D];
  static uint8_t codes[2][ROWS * (MAX_D + 3)];
  static float scales[2][ROWS], norms[2][ROWS], errors[2][ROWS];
  static int32_t panels[2][18 * MAX_D], offsets[2][18], residual_offsets[2][18];
  static int8_t residuals[2][18 * (MAX_D + 3)];
  static int8_t kept[2][18 * (MAX_D + 3)];
  static tessera_narrow_centroid lost[2][18];
  size_t words = TESSERA_NARROW_WORDS(d), width = words * 4;
  for (size_t j = 0; j < d; j++) shift[j] = uniform();
  for (size_t i = 0; i < ROWS; i++)
    for (size_t j = 0; j < d; j++)
      // One row on the shift, one beside it, one far away.
      x[i * d + j] = i == 3 ? shift[j] : shift[j] + ldexp(uniform(), i == 4 ? -80 : i == 5 ? 30 : 0);
  memset(panels, 0, sizeof panels);
  for (int t = 0; t < 2; t++) {
    tessera_narrow_rows rows = {codes[t], scales[t], norms[t], errors[t]};
    tables[t]->f64->narrow(x, d, 0, ROWS, d, shift, 0x1p-60f, &rows);
    // Rows 0 ..< 5 as centroids: at most 1 from the shift.
    tables[t]->common.narrow_centroids(x, NULL, 0, 5, d, shift, 1.0f / 127 * (1 + 0x1p-20f), panels[t], offsets[t],
                                residuals[t], residual_offsets[t], kept[t], lost[t]);
  }
  require(!memcmp(codes[0], codes[1], ROWS * width), "codes", d, 0);
  require(!memcmp(scales[0], scales[1], sizeof scales[0]) && !memcmp(norms[0], norms[1], sizeof norms[0]) &&
              !memcmp(errors[0], errors[1], sizeof errors[0]), "scales, norms or errors", d, 0);
  require(!memcmp(panels[0], panels[1], sizeof panels[0]) && !memcmp(offsets[0], offsets[1], 5 * 4) &&
              !memcmp(residuals[0], residuals[1], 5 * width) && !memcmp(kept[0], kept[1], 5 * width) &&
              !memcmp(residual_offsets[0], residual_offsets[1], 5 * 4) &&
              !memcmp(lost[0], lost[1], 5 * sizeof lost[0][0]), "narrow centroids", d, 0);
  absorb(codes[0], ROWS * width);
  absorb(norms[0], sizeof norms[0]);
  absorb(errors[0], sizeof errors[0]);
  absorb(lost[0], 5 * sizeof lost[0][0]);
  for (size_t i = 0; i < ROWS; i++) {
    long double square = 0, error = 0;
    for (size_t j = 0; j < d; j++) {
      long double t = (long double)x[i * d + j] - shift[j];
      long double rest = t - (long double)scales[0][i] * ((int)codes[0][i * width + j] - 128);
      square += t * t;
      error += rest * rest;
    }
    for (size_t j = d; j < width; j++) require(codes[0][i * width + j] == 128, "padding of codes", d, i);
    long double norm = sqrtl(square);
    require(norms[0][i] >= norm && norms[0][i] <= norm * (1 + 0x1p-21L) + 0x1p-69L, "norm of a narrow row", d, i);
    // What Double loses of x - shift is in the score's error.
    require(errors[0][i] >= sqrtl(error) - norm * 0x1p-52L, "error of a narrow row", d, i);
  }
}

/// Mini-batches, steps down the gradient and the frozen loss around the means.
static void compare_descent(const tessera_kernel_table *best, const tessera_kernel_table *scalar, size_t d) {
  const tessera_kernel_table *tables[2] = {best, scalar};
  enum { COUNT = 14, CLUSTERS = 3 };
  static float x32[ROWS * MAX_D];
  static double x64[ROWS * MAX_D], centroids[CLUSTERS * MAX_D], sums[2][CLUSTERS * MAX_D];
  // Runs of one to five rows, some rows twice; multiples of 1/64, whose sums are exact in any order.
  const int32_t rows[COUNT] = {5, 0, 3, 3, 12, 1, 2, 4, 6, 7, 8, 9, 10, 11};
  const int32_t labels[COUNT] = {2, 0, 0, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0};
  for (size_t i = 0; i < ROWS * d; i++) x32[i] = (float)(x64[i] = floor(uniform() * 64) / 64);
  for (size_t i = 0; i < CLUSTERS * d; i++) centroids[i] = uniform();
  double squares[2][COUNT];
  for (int form = 0; form < 4; form++) {
    for (int t = 0; t < 2; t++) {
      memset(sums[t], 0, sizeof sums[t]);
      double *own = form & 2 ? sums[t] : NULL;
      if (form & 1)
        tables[t]->f64->batch(x64, d, rows, labels, COUNT, centroids, d, own, squares[t]);
      else
        tables[t]->f32->batch(x32, d, rows, labels, COUNT, centroids, d, own, squares[t]);
    }
    require(!memcmp(squares[0], squares[1], sizeof squares[0]), "batch", d, (size_t)form);
    require(!memcmp(sums[0], sums[1], CLUSTERS * d * 8), "batch's sums", d, (size_t)form);
    absorb(squares[0], sizeof squares[0]);
    absorb(sums[0], CLUSTERS * d * 8);
  }

  double means[2][MAX_D], next[2][MAX_D], slopes[2][MAX_D], factors[MAX_D], drift[2], base[2][2], excess[2];
  uint64_t low[MAX_D];
  int64_t high[MAX_D];
  for (size_t j = 0; j < d; j++) {
    low[j] = (uint64_t)(fabs(uniform()) * 0x1p62) * 5;
    high[j] = (int64_t)(uniform() * 0x1p40);
    factors[j] = ldexp(1, (int)(j % 3) - 102);
  }
  for (int t = 0; t < 2; t++) {
    tables[t]->common.divide(sums[0], 7, d, means[t]);
    drift[t] = tables[t]->common.descend(means[t], 14, 0.013, d, centroids, next[t]);
    tables[t]->common.frozen_gain(low, high, factors, centroids + d, means[t], d, 7, 0x1p-60, slopes[t], &base[t][0],
                                  &base[t][1]);
    excess[t] = tables[t]->common.excess(next[t], means[t], slopes[t], 7, d);
  }
  require(!memcmp(means[0], means[1], d * 8), "divide", d, 0);
  require(!memcmp(next[0], next[1], d * 8) && drift[0] == drift[1], "descend", d, 0);
  require(!memcmp(slopes[0], slopes[1], d * 8) && !memcmp(base[0], base[1], sizeof base[0]), "frozen_gain, slopes", d, 0);
  require(excess[0] == excess[1], "excess", d, 0);
  absorb(means[0], d * 8);
  absorb(next[0], d * 8);
  absorb(slopes[0], d * 8);
  absorb(base[0], sizeof base[0]);
  absorb(excess, sizeof excess[0]);
}

/// Single rows, with Float scores and without: label and D as of D alone.
static void compare_row(const tessera_kernel_table *table, const tessera_kernel_table *scalar, size_t d, size_t k) {
  enum { PADDED = (MAX_K + TESSERA_ROW_BLOCK - 1) / TESSERA_ROW_BLOCK * TESSERA_ROW_BLOCK };
  static float x32[MAX_D], panels[PADDED * MAX_D], half[PADDED];
  static double x64[MAX_D], centroids[MAX_K * MAX_D], shift[MAX_D], out[MAX_K];
  for (size_t j = 0; j < d; j++) x32[j] = (float)(x64[j] = uniform());
  for (size_t i = 0; i < k * d; i++) centroids[i] = i < d || uniform() < 0.9 ? uniform() : centroids[i - d];
  memset(panels, 0, sizeof panels);
  for (size_t c = 0; c < PADDED; c++) {
    double square = c < k ? 0 : INFINITY;
    for (size_t j = 0; j < d && c < k; j++) {
      double value = centroids[c * d + j];
      panels[(c / TESSERA_ROW_BLOCK * d + j) * TESSERA_ROW_BLOCK + c % TESSERA_ROW_BLOCK] = (float)-value;
      square += value * value;
    }
    half[c] = (float)(square / 2);
  }
  tessera_row_centroids plain = {.exact = {centroids, k, d, 1, 1}, .shift = shift, .unit = 1, .smallest_scale = 1};
  tessera_row_centroids scored = plain;
  scored.half_norms = half;
  scored.panels = panels;
  scored.error = (tessera_score_error){1e-3f, 1e-3f, 0, 1e-3f};
  for (int wider = 0; wider < 2; wider++) {
    int32_t label[2], best = 0;
    double square[2];
    if (wider)
      scalar->f64->distances(x64, centroids, d, NULL, k, out);
    else
      scalar->f32->distances(x32, centroids, d, NULL, k, out);
    for (size_t c = 1; c < k; c++)
      if (out[c] < out[best]) best = (int32_t)c;
    for (int form = 0; form < 2; form++) {
      const tessera_row_centroids *view = form ? &scored : &plain;
      bool found = wider ? table->f64->nearest_row(x64, view, &label[form], &square[form])
                         : table->f32->nearest_row(x32, view, &label[form], &square[form]);
      require(found && label[form] == best && square[form] == out[best], "nearest_row", d, k);
    }
    absorb(square, sizeof square);
  }
  x64[d - 1] = NAN;
  int32_t label;
  double square;
  require(!table->f64->nearest_row(x64, &scored, &label, &square), "nearest_row of NaN", d, k);
}

int main(void) {
  const tessera_kernel_table *scalar = tessera_kernels_named("scalar");
  const size_t dimensions[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 129};
  const size_t clusters[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 33, 65};
  uint64_t first = 0;
  const tessera_kernel_table *all_tables[TESSERA_MOST_TABLES];
  // The last is scalar.
  for (size_t t = 0, count = tessera_kernels_all(all_tables); t + 1 < count; t++) {
    state = 0x9E3779B97F4A7C15u;
    digest = 0xCBF29CE484222325u;
    size_t cases = 0;
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
      compare_sums(all_tables[t], scalar, dimensions[i]);
      compare_descent(all_tables[t], scalar, dimensions[i]);
      if (dimensions[i] < 8) compare_move_sums(all_tables[t], scalar, dimensions[i]);
      compare_narrow(all_tables[t], scalar, dimensions[i]);
      for (size_t j = 0; j < sizeof clusters / sizeof *clusters; j++, cases++) {
        compare(all_tables[t], scalar, dimensions[i], clusters[j]);
        compare_row(all_tables[t], scalar, dimensions[i], clusters[j]);
        compare_seeding(all_tables[t], scalar, dimensions[i], clusters[j]);
        compare_state(all_tables[t], scalar, dimensions[i], clusters[j]);
        if (dimensions[i] <= TESSERA_BLOCK_DIMENSIONS) {
          check_blocks(all_tables[t], scalar, dimensions[i], clusters[j]);
          check_blocks(scalar, scalar, dimensions[i], clusters[j]);
        }
        if (dimensions[i] > TESSERA_LANE_DIMENSIONS) continue;
        check_lanes(all_tables[t], scalar, dimensions[i], clusters[j]);
        check_lanes(scalar, scalar, dimensions[i], clusters[j]);
      }
    }
    fprintf(stderr, "%s%s agrees with scalar in %zu cases\n", all_tables[t]->name,
            all_tables[t]->f32->narrow_assign ? " with VNNI" : "", cases);
    if (!first) first = digest;
    require(digest == first, "the digest of two tables", 0, 0);
  }
  printf("%016llx\n", (unsigned long long)first);
  return 0;
}
