/// seeding_distances_SUFFIX. Include after rows_template.h.

static void NAME(seeding_distances)(const void *elements, size_t row_stride, const int32_t *list, const uint32_t *bits,
                                    size_t count, const double *vectors, size_t d, double *out) {
  const SCALAR *points = elements;
  // Listed rows are far apart: their memory is asked for a few hundred cycles ahead.
  enum { ahead = 2, line = 64 / sizeof(SCALAR) };
  for (size_t i = 0; i < count; i++) {
    if (i + ahead < count) {
      const SCALAR *later = points + (size_t)list[i + ahead] * row_stride;
      for (size_t j = 0; j < d; j += line) __builtin_prefetch(later + j);
    }
    const SCALAR *x = points + (size_t)list[i] * row_stride;
    uint32_t left = bits[i];
    while (left) {
      const double *c[4];
      int width = 0;
      while (left && width < 4) {
        c[width++] = vectors + (size_t)__builtin_ctz(left) * d;
        left &= left - 1;
      }
      switch (width) {
        case 1: NAME(distances_of)(x, c, 1, d, out); break;
        case 2: NAME(distances_of)(x, c, 2, d, out); break;
        case 3: NAME(distances_of)(x, c, 3, d, out); break;
        default: NAME(distances_of)(x, c, 4, d, out);
      }
      out += width;
    }
  }
}
