/// nearest_SUFFIX: top two canonical distances over Double panels. Define SCALAR and SUFFIX before inclusion.
///
/// Lanes are centroids; the eight accumulators of the definition are walked one after the other, in the order of the
/// final tree, so that only a few partial sums are alive. Several rows share each load of a panel.

enum { NAME(nearest_rows) = 4 };

/// Accumulator `lane` of the definition, for one panel and several rows.
TESSERA_INLINE void NAME(accumulator)(const SCALAR *const *x, const double *panel, size_t d, size_t lane,
                                      double8v sums[NAME(nearest_rows)]) {
  TESSERA_UNROLL
  for (int r = 0; r < NAME(nearest_rows); r++) sums[r] = 0;
  for (size_t j = lane; j < d; j += 8) {
    double8v c;
    memcpy(&c, panel + j * 8, sizeof c);
    TESSERA_UNROLL
    for (int r = 0; r < NAME(nearest_rows); r++) {
      double8v t = (double8v)(double)x[r][j] - c;
      sums[r] += t * t;
    }
  }
}

/// e = (a[first] + a[first + 4]) + (a[first + 2] + a[first + 6]) for first = 0 or 1.
TESSERA_INLINE void NAME(half)(const SCALAR *const *x, const double *panel, size_t d, size_t first,
                               double8v half[NAME(nearest_rows)]) {
  double8v a[NAME(nearest_rows)], b[NAME(nearest_rows)];
  NAME(accumulator)(x, panel, d, first, half);
  if (first + 4 < d) {
    NAME(accumulator)(x, panel, d, first + 4, a);
    TESSERA_UNROLL
    for (int r = 0; r < NAME(nearest_rows); r++) half[r] += a[r];
  }
  if (first + 2 < d) {
    NAME(accumulator)(x, panel, d, first + 2, a);
    if (first + 6 < d) {
      NAME(accumulator)(x, panel, d, first + 6, b);
      TESSERA_UNROLL
      for (int r = 0; r < NAME(nearest_rows); r++) a[r] += b[r];
    }
    TESSERA_UNROLL
    for (int r = 0; r < NAME(nearest_rows); r++) half[r] += a[r];
  }
}

TESSERA_INLINE void NAME(nearest_tile)(const SCALAR *const *x, size_t rows, const double *panels, size_t k, size_t d,
                                       int32_t *label, double *first, double *second) {
  double8v best[NAME(nearest_rows)], next[NAME(nearest_rows)];
  long8v where[NAME(nearest_rows)];
  TESSERA_UNROLL
  for (int r = 0; r < NAME(nearest_rows); r++) {
    best[r] = next[r] = (double8v)__builtin_inf();
    where[r] = 0;
  }
  for (size_t p = 0; p * 8 < k; p++) {
    double8v even[NAME(nearest_rows)], odd[NAME(nearest_rows)];
    NAME(half)(x, panels + p * d * 8, d, 0, even);
    if (d > 1) NAME(half)(x, panels + p * d * 8, d, 1, odd);
    TESSERA_UNROLL
    for (int r = 0; r < NAME(nearest_rows); r++) {
      double8v square = d > 1 ? even[r] + odd[r] : even[r];
      long8v nearer = square < best[r];
      double8v loser = nearer ? best[r] : square;
      next[r] = loser < next[r] ? loser : next[r];
      best[r] = nearer ? square : best[r];
      where[r] = nearer ? (long8v)(int64_t)p : where[r];
    }
  }
  for (size_t r = 0; r < rows; r++) {
    double smallest = best[r][0], runner_up = next[r][0];
    int64_t winner = where[r][0] * 8;
    for (int lane = 1; lane < 8; lane++) {
      double candidate = best[r][lane];
      int64_t index = where[r][lane] * 8 + lane;
      double loser = candidate;
      if (candidate < smallest || (candidate == smallest && index < winner)) {
        loser = smallest;
        smallest = candidate;
        winner = index;
      }
      if (loser < runner_up) runner_up = loser;
      if (next[r][lane] < runner_up) runner_up = next[r][lane];
    }
    label[r] = (int32_t)winner;
    first[r] = smallest;
    if (second) second[r] = runner_up;
  }
}

TESSERA_INLINE void NAME(nearest_all)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t count,
                                      const double *panels, size_t k, size_t d, int32_t *label, double *first,
                                      double *second) {
  for (size_t start = 0; start < count; start += NAME(nearest_rows)) {
    size_t used = count - start < NAME(nearest_rows) ? count - start : NAME(nearest_rows);
    const SCALAR *x[NAME(nearest_rows)];
    for (size_t r = 0; r < NAME(nearest_rows); r++) {
      size_t position = start + (r < used ? r : used - 1);
      x[r] = points + (rows ? (size_t)rows[position] : position) * row_stride;
    }
    NAME(nearest_tile)(x, used, panels, k, d, label + start, first + start, second ? second + start : NULL);
  }
}

/// Few dimensions are compiled one by one: loops over accumulators vanish.
static void NAME(nearest)(const void *elements, size_t row_stride, const int32_t *rows, size_t count,
                          const double *panels, size_t k, size_t d, int32_t *label, double *first, double *second) {
  const SCALAR *points = elements;
#define CASE(D)                                                                            \
  case D: NAME(nearest_all)(points, row_stride, rows, count, panels, k, D, label, first, second); return;
  switch (d) {
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
    default: NAME(nearest_all)(points, row_stride, rows, count, panels, k, d, label, first, second);
  }
#undef CASE
}
