// Runs the best kernel table of this processor against the scalar one on random data, bit by bit where the contract
// promises bits, and prints a digest of the canonical results: it has to be the same on every architecture.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tessera_kernels.h"

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
  best->distances_f32(x32, centroids, d, NULL, k, out[0]);
  scalar->distances_f32(x32, centroids, d, NULL, k, out[1]);
  require(!memcmp(out[0], out[1], k * sizeof(double)), "distances_f32", d, k);
  absorb(out[0], k * sizeof(double));
  best->distances_f64(x64, centroids, d, NULL, k, out[0]);
  scalar->distances_f64(x64, centroids, d, NULL, k, out[1]);
  require(!memcmp(out[0], out[1], k * sizeof(double)), "distances_f64", d, k);
  absorb(out[0], k * sizeof(double));

  int32_t label[2][ROWS];
  double first[2][ROWS], second[2][ROWS];
  for (int wider = 0; wider < 2; wider++) {
    const tessera_kernel_table *tables[2] = {best, scalar};
    for (int t = 0; t < 2; t++) {
      if (wider)
        tables[t]->nearest_f64(x64, d, NULL, ROWS, wide, k, d, label[t], first[t], second[t]);
      else
        tables[t]->nearest_f32(x32, d, NULL, ROWS, wide, k, d, label[t], first[t], second[t]);
    }
    require(!memcmp(label[0], label[1], sizeof label[0]), "label", d, k);
    require(!memcmp(first[0], first[1], sizeof first[0]), "first", d, k);
    require(!memcmp(second[0], second[1], sizeof second[0]), "second", d, k);
    absorb(label[0], sizeof label[0]);
    absorb(first[0], sizeof first[0]);
    absorb(second[0], sizeof second[0]);
  }

  double norms[ROWS];
  best->pack_f32(x32, d, NULL, ROWS, d, shift, packed[0], norms);
  scalar->pack_f32(x32, d, NULL, ROWS, d, shift, packed[1], norms);
  require(!memcmp(packed[0], packed[1], ROWS * d * sizeof(float)), "pack", d, k);
  float near[2][ROWS], next[2][ROWS];
  int32_t index[2][ROWS], all[80];
  best->filter(packed[0], ROWS, d, narrow, half, k, near[0], next[0], index[0]);
  scalar->filter(packed[0], ROWS, d, narrow, half, k, near[1], next[1], index[1]);
  float bound = (float)(4 * (d + 2)) * 0x1p-24f * (float)(d + 1);
  for (size_t i = 0; i < ROWS; i++) {
    require(fabsf(near[0][i] - near[1][i]) <= bound, "filter", d, k);
    require(k == 1 || fabsf(next[0][i] - next[1][i]) <= bound, "filter's second", d, k);
  }
  require(best->candidates(packed[0], d, narrow, half, k, 0x1p100f, all) == k, "candidates", d, k);
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
  for (int t = 0; t < 2; t++) tables[t]->seeding_pack(x32, ROWS, d, panel[t], scale[t], residual[t]);
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
    found[t] = tables[t]->seeding_filter(&rows, 0, 1, groups, &candidates, list[t], bits[t]);
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
        tables[t]->seeding_distances_f64(x64, d, list[0], bits[0], found[0], vectors, d, out[t]);
      else
        tables[t]->seeding_distances_f32(x32, d, list[0], bits[0], found[0], vectors, d, out[t]);
    }
    require(!memcmp(out[0], out[1], total * sizeof(double)), "seeding_distances", d, k);
    absorb(out[0], total * sizeof(double));
  }
}

int main(void) {
  const tessera_kernel_table *best = tessera_kernels_best(), *scalar = tessera_kernels_named("scalar");
  const size_t dimensions[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 129};
  const size_t clusters[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 33, 65};
  size_t cases = 0;
  for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++)
    for (size_t j = 0; j < sizeof clusters / sizeof *clusters; j++, cases++) {
      compare(best, scalar, dimensions[i], clusters[j]);
      compare_seeding(best, scalar, dimensions[i], clusters[j]);
    }
  fprintf(stderr, "%s agrees with scalar in %zu cases\n", best->name, cases);
  printf("%016llx\n", (unsigned long long)digest);
  return 0;
}
