/// Rotations of rows, in Double.

#define ROTATE_ROWS 4

/// Eight components of some rows.
#define ROTATION(SUFFIX, T)                                                                                           \
  QUANTIZER_INLINE void rotate_panel_##SUFFIX(const T *x, size_t stride, size_t rows, size_t d, const double *panel, T *y,   \
                                    size_t used) {                                                                    \
    double8v sums[ROTATE_ROWS];                                                                                       \
    QUANTIZER_UNROLL for (size_t r = 0; r < ROTATE_ROWS; r++) sums[r] = 0;                                                         \
    for (size_t j = 0; j < d; j++) {                                                                                  \
      const double8v column = load_doubles(panel + j * QUANTIZER_LANES);                                              \
      QUANTIZER_UNROLL for (size_t r = 0; r < ROTATE_ROWS; r++)                                                                \
        sums[r] += column * (double8v)(double)x[(r < rows ? r : 0) * stride + j];                                     \
    }                                                                                                                 \
    for (size_t r = 0; r < rows; r++)                                                                                 \
      for (size_t i = 0; i < used; i++) y[r * d + i] = (T)sums[r][i];                                                 \
  }                                                                                                                   \
  static void rotate_##SUFFIX(const T *x, size_t stride, size_t count, size_t d, const double *panels, T *y) {        \
    for (size_t i = 0; i < d; i += QUANTIZER_LANES) {                                                                 \
      const size_t used = d - i < QUANTIZER_LANES ? d - i : QUANTIZER_LANES;                                          \
      size_t row = 0;                                                                                                 \
      for (; row + ROTATE_ROWS <= count; row += ROTATE_ROWS)                                                          \
        rotate_panel_##SUFFIX(x + row * stride, stride, ROTATE_ROWS, d, panels + i * d, y + row * d + i, used);       \
      if (row < count)                                                                                                \
        rotate_panel_##SUFFIX(x + row * stride, stride, count - row, d, panels + i * d, y + row * d + i, used);       \
    }                                                                                                                 \
  }

ROTATION(f32, float)
ROTATION(f64, double)
