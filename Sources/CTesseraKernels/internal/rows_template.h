/// distances_SUFFIX and pack_SUFFIX. Define SCALAR, SCALAR8 and SUFFIX before inclusion.

TESSERA_INLINE void NAME(load8)(const SCALAR *x, double8v *out) {
  SCALAR8 values;
  memcpy(&values, x, sizeof values);
  *out = __builtin_convertvector(values, double8v);
}

/// The reduction tree of the canonical distance.
TESSERA_INLINE double NAME(tree)(const double8v *a) {
  double4v b = a->lo + a->hi;
  double2v e = b.lo + b.hi;
  return e.x + e.y;
}

/// D of one point to `width` centroids at once: their chains of additions overlap.
TESSERA_INLINE void NAME(distances_of)(const SCALAR *x, const double *const *c, int width, size_t d, double *out) {
  double8v sums[4] = {0, 0, 0, 0};
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    double8v row;
    NAME(load8)(x + j, &row);
    TESSERA_UNROLL
    for (int i = 0; i < width; i++) {
      double8v values;
      memcpy(&values, c[i] + j, sizeof values);
      double8v t = row - values;
      sums[i] += t * t;
    }
  }
  TESSERA_UNROLL
  for (int i = 0; i < width; i++) {
    double8v rest = 0;
    for (size_t lane = 0; j + lane < d; lane++) rest[lane] = (double)x[j + lane] - c[i][j + lane];
    sums[i] += rest * rest;
    out[i] = NAME(tree)(&sums[i]);
  }
}

static void NAME(distances)(const void *elements, const double *centroids, size_t d, const int32_t *indices,
                            size_t count, double *out) {
  const SCALAR *x = elements;
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const double *c[4];
    for (size_t n = 0; n < 4; n++) c[n] = centroids + (indices ? (size_t)indices[i + n] : i + n) * d;
    NAME(distances_of)(x, c, 4, d, out + i);
  }
  for (; i < count; i++) {
    const double *c = centroids + (indices ? (size_t)indices[i] : i) * d;
    NAME(distances_of)(x, &c, 1, d, out + i);
  }
}

/// D of four pairs of a point and a centroid: their chains of additions overlap.
TESSERA_INLINE void NAME(distances_of_pairs)(const SCALAR *const *x, const double *const *c, size_t d, double *out) {
  double8v sums[4] = {0, 0, 0, 0};
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    TESSERA_UNROLL
    for (int i = 0; i < 4; i++) {
      double8v row, values;
      NAME(load8)(x[i] + j, &row);
      memcpy(&values, c[i] + j, sizeof values);
      double8v t = row - values;
      sums[i] += t * t;
    }
  }
  TESSERA_UNROLL
  for (int i = 0; i < 4; i++) {
    if (j < d) {
      double8v rest = 0;
      for (size_t lane = 0; j + lane < d; lane++) rest[lane] = (double)x[i][j + lane] - c[i][j + lane];
      sums[i] += rest * rest;
    }
    out[i] = NAME(tree)(&sums[i]);
  }
}

TESSERA_INLINE void NAME(own_distances_all)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t count,
                                            const double *centroids, size_t d, const int32_t *labels, double *out) {
  for (size_t start = 0; start < count; start += 4) {
    const SCALAR *x[4];
    const double *c[4];
    double squares[4];
    for (size_t i = 0; i < 4; i++) {
      size_t row = (size_t)rows[start + i < count ? start + i : count - 1];
      x[i] = points + row * row_stride;
      c[i] = centroids + (size_t)labels[row] * d;
    }
    NAME(distances_of_pairs)(x, c, d, squares);
    for (size_t i = 0; i < 4 && start + i < count; i++) out[start + i] = squares[i];
  }
}

/// D of each named row to the centroid of its label. Few dimensions are compiled one by one: the loops over them vanish.
static void NAME(own_distances)(const void *elements, size_t row_stride, const int32_t *rows, size_t count,
                                const double *centroids, size_t d, const int32_t *labels, double *out) {
  const SCALAR *points = elements;
#define CASE(D) \
  case D: NAME(own_distances_all)(points, row_stride, rows, count, centroids, D, labels, out); return;
  switch (d) {
    CASE(1) CASE(2) CASE(3) CASE(4)
    default: NAME(own_distances_all)(points, row_stride, rows, count, centroids, d, labels, out);
  }
#undef CASE
}

static void NAME(pack)(const void *elements, size_t row_stride, const int32_t *rows, size_t count, size_t d,
                       const double *shift, float *packed, double *squared_norms) {
  const SCALAR *points = elements;
  for (size_t r = 0; r < count; r++) {
    const SCALAR *x = points + (rows ? (size_t)rows[r] : r) * row_stride;
    float *target = packed + r * d;
    double8v sum = 0;
    size_t j = 0;
    for (; j + 8 <= d; j += 8) {
      double8v centre;
      memcpy(&centre, shift + j, sizeof centre);
      double8v t;
      NAME(load8)(x + j, &t);
      t -= centre;
      float8v narrow = __builtin_convertvector(t, float8v);
      memcpy(target + j, &narrow, sizeof narrow);
      sum += t * t;
    }
    for (; j < d; j++) {
      double t = (double)x[j] - shift[j];
      target[j] = (float)t;
      sum[0] += t * t;
    }
    squared_norms[r] = NAME(tree)(&sum);
  }
}
