/// Rows less the shift in Float.

/// A row as products.h takes it; returns at least its length.
QUANTIZER_INLINE double pack_row(const double *restrict x, const double *restrict shift, size_t d, float *restrict out) {
  double8v squares = 0;
  double rest = 0;
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    const double8v difference = load_doubles(x + j) - load_doubles(shift + j);
    const float8v narrow = __builtin_convertvector(difference, float8v);
    memcpy(out + j, &narrow, sizeof narrow);
    squares += difference * difference;
  }
  for (; j < d; j++) {
    const double difference = x[j] - shift[j];
    out[j] = (float)difference;
    rest += difference * difference;
  }
  for (size_t i = 0; i < 8; i++) rest += squares[i];
  return __builtin_sqrt(rest) * (1 + 0x1p-20);
}

/// Eight rows of eight columns, column by column.
#define TRANSPOSE(V, rows, columns)                                                                                      \
  do {                                                                                                                   \
    V pairs[8], fours[8];                                                                                                \
    QUANTIZER_UNROLL for (size_t i = 0; i < 8; i += 2) {                                                                 \
      pairs[i] = __builtin_shufflevector(rows[i], rows[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);                               \
      pairs[i + 1] = __builtin_shufflevector(rows[i], rows[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);                           \
    }                                                                                                                    \
    QUANTIZER_UNROLL for (size_t i = 0; i < 8; i++) {                                                                    \
      const size_t a = i / 4 * 4 + i % 2;                                                                                \
      fours[i] = i % 4 < 2 ? __builtin_shufflevector(pairs[a], pairs[a + 2], 0, 1, 8, 9, 4, 5, 12, 13)                   \
                           : __builtin_shufflevector(pairs[a], pairs[a + 2], 2, 3, 10, 11, 6, 7, 14, 15);                \
    }                                                                                                                    \
    QUANTIZER_UNROLL for (size_t i = 0; i < 4; i++) {                                                                    \
      columns[i] = __builtin_shufflevector(fours[i], fours[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);                            \
      columns[i + 4] = __builtin_shufflevector(fours[i], fours[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);                      \
    }                                                                                                                    \
  } while (0)

/// The columns of sixteen rows as nearest.h takes them: negative, [d][16]; rows beyond `count` are the last one again. Returns the sums of their
/// squares. `scale`: two powers of two that a row is multiplied by, one after the other.
#define PACKING_COLUMNS(SUFFIX, T, NARROW)                                                                               \
  QUANTIZER_INLINE float16v pack_columns_##SUFFIX(const T *x, size_t stride, size_t count, const double *shift,          \
                                                  const double *scale, size_t d, float *out) {                           \
    const T *rows[QUANTIZER_PANEL];                                                                                      \
    for (size_t r = 0; r < QUANTIZER_PANEL; r++) rows[r] = x + (r < count ? r : count - 1) * stride;                     \
    float16v squares = 0;                                                                                                \
    for (size_t start = 0; start < d; start += QUANTIZER_LANES) {                                                        \
      const size_t used = d - start < QUANTIZER_LANES ? d - start : QUANTIZER_LANES;                                     \
      NARROW columns[2][QUANTIZER_LANES];                                                                                \
      if (used == QUANTIZER_LANES) {                                                                                     \
        for (size_t half = 0; half < 2; half++) {                                                                        \
          NARROW lines[QUANTIZER_LANES];                                                                                 \
          QUANTIZER_UNROLL for (size_t r = 0; r < QUANTIZER_LANES; r++)                                                  \
            memcpy(&lines[r], rows[half * QUANTIZER_LANES + r] + start, sizeof lines[r]);                                \
          TRANSPOSE(NARROW, lines, columns[half]);                                                                       \
        }                                                                                                                \
      } else {                                                                                                           \
        for (size_t j = 0; j < used; j++)                                                                                \
          for (size_t r = 0; r < QUANTIZER_PANEL; r++)                                                                   \
            columns[r / QUANTIZER_LANES][j][r % QUANTIZER_LANES] = rows[r][start + j];                                   \
      }                                                                                                                  \
      for (size_t j = 0; j < used; j++) {                                                                                \
        float8v halves[2];                                                                                               \
        for (size_t half = 0; half < 2; half++)                                                                          \
          halves[half] = __builtin_convertvector(                                                                        \
              shift[start + j] - __builtin_convertvector(columns[half][j], double8v) * scale[0] * scale[1], float8v);    \
        float16v column;                                                                                                 \
        memcpy(&column, halves, sizeof column);                                                                          \
        memcpy(out + (start + j) * QUANTIZER_PANEL, &column, sizeof column);                                             \
        squares += column * column;                                                                                      \
      }                                                                                                                  \
    }                                                                                                                    \
    return squares;                                                                                                      \
  }

PACKING_COLUMNS(f32, float, float8v)
PACKING_COLUMNS(f64, double, double8v)
