/// Rotations of rows, in Double.
///
/// Define ROTATED_ROWS: how many rows a tile has, all of their sums in registers. A sum waits for its last addition: so many do not wait for each
/// other, and a column of the panel is read once for all of them.

/// Numbers of a row that are worked through at once: those of a tile and of the panel stay in the first cache.
#define ROTATED_COLUMNS 256

/// sums[row] += panel . x[row], with x [count][ROTATED_ROWS].
QUANTIZER_INLINE void rotate_tile(const double *x, size_t count, const double *panel, double8v *sums) {
  double8v own[ROTATED_ROWS];
  QUANTIZER_UNROLL for (size_t r = 0; r < ROTATED_ROWS; r++) own[r] = sums[r];
  for (size_t j = 0; j < count; j++) {
    const double8v column = load_doubles(panel + j * QUANTIZER_LANES);
    QUANTIZER_UNROLL for (size_t r = 0; r < ROTATED_ROWS; r++) own[r] = __builtin_elementwise_fma(column, (double8v)x[j * ROTATED_ROWS + r], own[r]);
  }
  QUANTIZER_UNROLL for (size_t r = 0; r < ROTATED_ROWS; r++) sums[r] = own[r];
}

/// The first of eight elements, as many as there are.
#define PUTTING(SUFFIX, T, NARROW)                                                                                       \
  QUANTIZER_INLINE void put_##SUFFIX(double8v sums, size_t count, T *y) {                                                \
    const NARROW narrow = __builtin_convertvector(sums, NARROW);                                                         \
    if (count >= QUANTIZER_LANES) {                                                                                      \
      memcpy(y, &narrow, sizeof narrow);                                                                                 \
    } else {                                                                                                             \
      for (size_t i = 0; i < count; i++) y[i] = narrow[i];                                                               \
    }                                                                                                                    \
  }

#define ROTATION(SUFFIX, T)                                                                                              \
  static void rotate_##SUFFIX(const T *x, size_t stride, size_t count, size_t d, const double *panels, double *wide,     \
                              T *y) {                                                                                    \
    for (size_t start = 0; start < count; start += QUANTIZER_ROWS) {                                                     \
      const size_t used = count - start < QUANTIZER_ROWS ? count - start : QUANTIZER_ROWS;                               \
      /* Tiles of rows, [d][ROTATED_ROWS]; the last one has its last row several times. */                               \
      for (size_t tile = 0; tile < used; tile += ROTATED_ROWS)                                                           \
        for (size_t r = 0; r < ROTATED_ROWS; r++) {                                                                      \
          const T *row = x + (start + (tile + r < used ? tile + r : used - 1)) * stride;                                 \
          for (size_t j = 0; j < d; j++) wide[tile * d + j * ROTATED_ROWS + r] = (double)row[j];                         \
        }                                                                                                                \
      for (size_t i = 0; i < d; i += QUANTIZER_LANES) {                                                                  \
        double8v sums[QUANTIZER_ROWS];                                                                                   \
        for (size_t r = 0; r < QUANTIZER_ROWS; r++) sums[r] = (double8v)0.0;                                             \
        for (size_t j = 0; j < d; j += ROTATED_COLUMNS) {                                                                \
          const size_t here = d - j < ROTATED_COLUMNS ? d - j : ROTATED_COLUMNS;                                         \
          for (size_t tile = 0; tile < used; tile += ROTATED_ROWS)                                                       \
            rotate_tile(wide + tile * d + j * ROTATED_ROWS, here, panels + i * d + j * QUANTIZER_LANES, sums + tile);    \
        }                                                                                                                \
        for (size_t r = 0; r < used; r++) put_##SUFFIX(sums[r], d - i, y + (start + r) * d + i);                         \
      }                                                                                                                  \
    }                                                                                                                    \
  }

PUTTING(f32, float, float8v)
PUTTING(f64, double, double8v)
ROTATION(f32, float)
ROTATION(f64, double)
