/// batch_SUFFIX: D of rows to the centroids they belong to, and their sums. Define SCALAR, SCALAR8 and SUFFIX before
/// inclusion, after rows_template.h.

/// `width` rows of one cluster at once: the chains of additions overlap, centroid and sums are read once.
///
/// The sums are added up as products with `one`, a 1 that the compiler does not know: the units that multiply have time
/// left, those that add do not.
TESSERA_INLINE void NAME(batch_of)(const SCALAR *const *x, int width, const double *c, size_t d, double8v one,
                                   double *sums, double *squares) {
  double8v totals[4] = {0, 0, 0, 0};
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    double8v centroid, row[4], sum;
    memcpy(&centroid, c + j, sizeof centroid);
    if (sums) memcpy(&sum, sums + j, sizeof sum);
    TESSERA_UNROLL
    for (int r = 0; r < width; r++) {
      NAME(load8)(x[r] + j, &row[r]);
      double8v t = row[r] - centroid;
      totals[r] += t * t;
    }
    if (!sums) continue;
    if (width >= 2) row[0] = FMA(row[1], one, row[0]);
    if (width == 4) row[2] = FMA(row[3], one, row[2]);
    if (width >= 3) row[0] = FMA(row[2], one, row[0]);
    sum = FMA(row[0], one, sum);
    memcpy(sums + j, &sum, sizeof sum);
  }
  TESSERA_UNROLL
  for (int r = 0; r < width; r++) {
    double8v rest = 0;
    for (size_t lane = 0; j + lane < d; lane++) {
      rest[lane] = (double)x[r][j + lane] - c[j + lane];
      if (sums) sums[j + lane] += (double)x[r][j + lane];
    }
    totals[r] += rest * rest;
    squares[r] = NAME(tree)(&totals[r]);
  }
}

TESSERA_INLINE void NAME(batch_all)(const SCALAR *points, size_t row_stride, const int32_t *rows,
                                    const int32_t *labels, size_t count, const double *centroids, size_t d,
                                    double *sums, double *squares) {
  double unknown = 1;
  __asm__("" : "+m"(unknown));
  double8v one = unknown;
  for (size_t i = 0; i < count;) {
    size_t cluster = (size_t)labels[i];
    const double *c = centroids + cluster * d;
    double *sum = sums ? sums + cluster * d : NULL;
    const SCALAR *x[4];
    size_t width = 1;
    x[0] = points + (size_t)rows[i] * row_stride;
    while (width < 4 && i + width < count && labels[i + width] == labels[i]) {
      x[width] = points + (size_t)rows[i + width] * row_stride;
      width++;
    }
    switch (width) {
    case 1: NAME(batch_of)(x, 1, c, d, one, sum, squares + i); break;
    case 2: NAME(batch_of)(x, 2, c, d, one, sum, squares + i); break;
    case 3: NAME(batch_of)(x, 3, c, d, one, sum, squares + i); break;
    default: NAME(batch_of)(x, 4, c, d, one, sum, squares + i);
    }
    i += width;
  }
}

static void NAME(batch)(const void *elements, size_t row_stride, const int32_t *rows, const int32_t *labels,
                        size_t count, const double *centroids, size_t d, double *sums, double *squares) {
  const SCALAR *points = elements;
  if (sums) {
    NAME(batch_all)(points, row_stride, rows, labels, count, centroids, d, sums, squares);
  } else {
    NAME(batch_all)(points, row_stride, rows, labels, count, centroids, d, NULL, squares);
  }
}
