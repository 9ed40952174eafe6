/// panel_distances: all distances between eight rows and others. One instruction set.

/// Four others at once: their sums do not wait for each other.
TESSERA_INLINE void panel_distances_of(const double *panel, const double *const others[4], size_t d, double *out) {
  double8v sums[4] = {0, 0, 0, 0};
  for (size_t j = 0; j < d; j++) {
    double8v x;
    memcpy(&x, panel + 8 * j, sizeof x);
    TESSERA_UNROLL
    for (int i = 0; i < 4; i++) {
      double8v t = x - others[i][j];
      sums[i] += t * t;
    }
  }
  TESSERA_UNROLL
  for (int i = 0; i < 4; i++) {
    double8v distance = __builtin_elementwise_sqrt(sums[i]);
    memcpy(out + 8 * i, &distance, sizeof distance);
  }
}

static void panel_distances(const double *panel, const double *rows, size_t d, size_t count, double *out) {
  size_t start = 0;
  for (; start + 4 <= count; start += 4) {
    const double *x = rows + start * d;
    const double *const others[4] = {x, x + d, x + 2 * d, x + 3 * d};
    panel_distances_of(panel, others, d, out + 8 * start);
  }
  if (start == count) return;
  const double *others[4];
  double rest[32];
  for (size_t i = 0; i < 4; i++) others[i] = rows + (start + i < count ? start + i : start) * d;
  panel_distances_of(panel, others, d, rest);
  memcpy(out + 8 * start, rest, (count - start) * 8 * sizeof *out);
}
