/// sketch_SUFFIX: rows along a few directions, and what is left of them. Define SCALAR and SUFFIX.

enum { NAME(sketch_rows) = 4, NAME(sketch_terms) = 64 };

/// The products of four rows with sixteen directions; sums of sixty-four terms are added up, so that roundings stay few.
TESSERA_INLINE void NAME(sketch_products)(const float *y, size_t d, const float *panel, float16v *products) {
  float16v sums[NAME(sketch_rows)] = {0};
  for (size_t start = 0; start < d; start += NAME(sketch_terms)) {
    size_t end = d - start < NAME(sketch_terms) ? d : start + NAME(sketch_terms);
    float16v terms[NAME(sketch_rows)] = {0};
    for (size_t j = start; j < end; j++) {
      float16v direction;
      memcpy(&direction, panel + j * TESSERA_SKETCH_PANEL, sizeof direction);
      TESSERA_UNROLL
      for (int i = 0; i < NAME(sketch_rows); i++)
        terms[i] = FMA((float16v)y[j * NAME(sketch_rows) + (size_t)i], direction, terms[i]);
    }
    TESSERA_UNROLL
    for (int i = 0; i < NAME(sketch_rows); i++) sums[i] += terms[i];
  }
  TESSERA_UNROLL
  for (int i = 0; i < NAME(sketch_rows); i++) products[i] = sums[i];
}

static void NAME(sketch)(const void *elements, size_t row_stride, size_t first, size_t count, size_t d,
                         const double *shift, const tessera_sketch_directions *directions, float *out, float *slacks) {
  const SCALAR *points = elements;
  size_t p = directions->count, width = p + 1;
  enum { rows = NAME(sketch_rows), terms = 2048 };
  // Rows of more dimensions than fit are taken in parts; the parts' products are added up.
  float y[terms * rows];
  for (size_t start = 0; start < count; start += rows) {
    size_t used = count - start < rows ? count - start : rows;
    double squares[rows] = {0};
    for (size_t part = 0; part < d; part += terms) {
      size_t size = d - part < terms ? d - part : terms;
      for (size_t i = 0; i < rows; i++) {
        const SCALAR *x = points + (first + start + (i < used ? i : used - 1)) * row_stride + part;
        double square = 0;
        for (size_t j = 0; j < size; j++) {
          double t = (double)x[j] - shift[part + j];
          square += t * t;
          y[j * rows + i] = (float)t;
        }
        squares[i] += square;
      }
      for (size_t panel = 0; panel < p; panel += TESSERA_SKETCH_PANEL) {
        float16v products[rows];
        NAME(sketch_products)(y, size, directions->panels + panel * d + part * TESSERA_SKETCH_PANEL, products);
        for (size_t i = 0; i < used; i++) {
          float *target = out + (start + i) * width + panel;
          size_t kept = p - panel < TESSERA_SKETCH_PANEL ? p - panel : TESSERA_SKETCH_PANEL;
          for (size_t j = 0; j < kept; j++) target[j] = products[i][j] + (part ? target[j] : 0);
        }
      }
    }
    for (size_t i = 0; i < used; i++) {
      float *target = out + (start + i) * width;
      double along = 0;
      for (size_t j = 0; j < p; j++) along += (double)target[j] * target[j];
      double rest = squares[i] > along ? __builtin_sqrt(squares[i] - along) : 0;
      double lost = directions->leak * squares[i], wide = __builtin_sqrt(lost);
      // |r^2 - s^2| <= lost: |r - s| is at most its root, and at most lost / r.
      double slack = rest * wide > lost ? lost / rest : wide;
      target[p] = (float)rest;
      slack += directions->noise * __builtin_sqrt(squares[i]) + 0x1p-24 * rest;
      slacks[start + i] = (float)slack * (1 + 0x1p-20f) + 0x1p-70f;
    }
  }
}
