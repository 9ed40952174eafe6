/// Rows less the shift in Float, as products.h takes them.

/// `scale`: two powers of two that a row is multiplied by, one after the other.
#define PACKING(SUFFIX, T, NARROW)                                                                                       \
  QUANTIZER_INLINE double8v scaled_##SUFFIX(const T *x, const double *scale) {                                           \
    NARROW narrow;                                                                                                       \
    memcpy(&narrow, x, sizeof narrow);                                                                                   \
    return __builtin_convertvector(narrow, double8v) * scale[0] * scale[1];                                              \
  }                                                                                                                      \
  /* The row less the shift in Float; returns at least its length. */                                                    \
  QUANTIZER_INLINE double pack_##SUFFIX(const T *restrict x, const double *restrict shift, const double *scale,          \
                                        size_t d, float *restrict out) {                                                 \
    double8v squares = 0;                                                                                                \
    double rest = 0;                                                                                                     \
    size_t j = 0;                                                                                                        \
    for (; j + 8 <= d; j += 8) {                                                                                         \
      const double8v difference = scaled_##SUFFIX(x + j, scale) - load_doubles(shift + j);                               \
      const float8v narrow = __builtin_convertvector(difference, float8v);                                               \
      memcpy(out + j, &narrow, sizeof narrow);                                                                           \
      squares += difference * difference;                                                                                \
    }                                                                                                                    \
    for (; j < d; j++) {                                                                                                 \
      const double difference = (double)x[j] * scale[0] * scale[1] - shift[j];                                           \
      out[j] = (float)difference;                                                                                        \
      rest += difference * difference;                                                                                   \
    }                                                                                                                    \
    for (size_t i = 0; i < 8; i++) rest += squares[i];                                                                   \
    return __builtin_sqrt(rest) * (1 + 0x1p-20);                                                                         \
  }

PACKING(f32, float, float8v)
PACKING(f64, double, double8v)
