/// Functions of two elements for T, row by row; a row of one operand may be one element.

#define PAIRED(OUT, expression)                                                                  \
  for (size_t row = 0; row < rows->rows; row++) {                                                \
    const T *restrict p = left + (ptrdiff_t)row * rows->left_row;                                \
    const T *restrict q = right + (ptrdiff_t)row * rows->right_row;                              \
    OUT *restrict o = out + (ptrdiff_t)row * rows->out_row;                                      \
    if (rows->left_step != 0 && rows->right_step != 0) {                                         \
      for (size_t i = 0; i < n; i++) {                                                           \
        const T a = p[i], b = q[i];                                                              \
        o[i] = (expression);                                                                     \
      }                                                                                          \
    } else if (rows->left_step != 0) {                                                           \
      const T b = q[0];                                                                          \
      for (size_t i = 0; i < n; i++) {                                                           \
        const T a = p[i];                                                                        \
        o[i] = (expression);                                                                     \
      }                                                                                          \
    } else if (rows->right_step != 0) {                                                          \
      const T a = p[0];                                                                          \
      for (size_t i = 0; i < n; i++) {                                                           \
        const T b = q[i];                                                                        \
        o[i] = (expression);                                                                     \
      }                                                                                          \
    } else {                                                                                     \
      const T a = p[0], b = q[0];                                                                \
      const OUT c = (expression);                                                                \
      for (size_t i = 0; i < n; i++) o[i] = c;                                                   \
    }                                                                                            \
  }

#define PAIRS(name, expression)  \
  case name:                     \
    PAIRED(T, expression)        \
    break;

#if !WAVES
TESSERA_INLINE double floor_remainder_of_double(double x, double y) {
  double remainder = fmod(x, y);
  return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder;
}

/// From the exact remainder, as Python computes it: the rounding of x / y must not cross a whole number.
TESSERA_INLINE double floor_quotient_of_double(double x, double y) {
  if (y == 0) return x / y;
  double remainder = fmod(x, y);
  double quotient = (x - remainder) / y - (remainder != 0 && (remainder < 0) != (y < 0) ? 1 : 0);
  double floor = __builtin_elementwise_floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
#endif

/// Where one element scales a row, as the cotangent of a sum does, it is looked at once: most are 0 where assignments are
/// frozen, and the row is not even read.
static void NAMED(scale)(const T *restrict left, const T *restrict right, T *restrict out, const tessera_rows *rows) {
  const size_t n = rows->columns;
  if (rows->left_step != 0 || rows->right_step == 0) {
    PAIRED(T, a == 0 ? 0 : a * b)
    return;
  }
  for (size_t row = 0; row < rows->rows; row++) {
    const T factor = left[(ptrdiff_t)row * rows->left_row];
    const T *restrict q = right + (ptrdiff_t)row * rows->right_row;
    T *restrict o = out + (ptrdiff_t)row * rows->out_row;
    if (factor == 0)
      for (size_t i = 0; i < n; i++) o[i] = 0;
    else
      for (size_t i = 0; i < n; i++) o[i] = factor * q[i];
  }
}

static void NAMED(combine)(tessera_pair_function function, const T *restrict left, const T *restrict right,
                           T *restrict out, const tessera_rows *rows) {
  const size_t n = rows->columns;
  switch (function) {
    PAIRS(tessera_add, a + b)
    PAIRS(tessera_subtract, a - b)
    PAIRS(tessera_multiply, a * b)
    PAIRS(tessera_divide, a / b)
    case tessera_scale: NAMED(scale)(left, right, out, rows); break;
    case tessera_power: NAMED(powers)(left, right, out, rows); break;
    // NaN on either side is the result.
    PAIRS(tessera_greater, ((a > b) | (a != a)) ? a : b)
    PAIRS(tessera_lesser, ((a < b) | (a != a)) ? a : b)
    PAIRS(tessera_truncated_quotient, __builtin_elementwise_trunc(a / b))
#if WAVES
    case tessera_arctangent: angles_f32(left, right, out, rows); break;
    case tessera_floor_quotient: floor_quotients_f32(left, right, out, rows); break;
    case tessera_floor_remainder: floor_remainders_f32(left, right, out, rows); break;
    case tessera_truncated_remainder: remainders_f32(left, right, out, rows); break;
#else
    PAIRS(tessera_arctangent, atan2(a, b))
    PAIRS(tessera_floor_quotient, floor_quotient_of_double(a, b))
    PAIRS(tessera_floor_remainder, floor_remainder_of_double(a, b))
    PAIRS(tessera_truncated_remainder, fmod(a, b))
#endif
    PAIRS(tessera_greater_slope, a < b ? 0 : a == b ? (T)0.5 : 1)
    PAIRS(tessera_lesser_slope, a > b ? 0 : a == b ? (T)0.5 : 1)
    PAIRS(tessera_squared_difference, (a - b) * (a - b))
  }
}

static void NAMED(compare)(tessera_comparison comparison, const T *restrict left, const T *restrict right,
                           bool *restrict out, const tessera_rows *rows) {
  const size_t n = rows->columns;
  switch (comparison) {
    case tessera_less: PAIRED(bool, a < b) break;
    case tessera_less_or_equal: PAIRED(bool, a <= b) break;
    case tessera_greater_than: PAIRED(bool, a > b) break;
    case tessera_greater_or_equal: PAIRED(bool, a >= b) break;
    case tessera_equal: PAIRED(bool, a == b) break;
    case tessera_not_equal: PAIRED(bool, a != b) break;
  }
}

static void NAMED(choose)(const bool *restrict mask, const T *restrict left, const T *restrict right,
                          T *restrict out, const tessera_rows *rows) {
  const size_t n = rows->columns;
  // Bytes, so that the compiler need not think of truth values that are neither.
  const unsigned char *restrict truths = (const unsigned char *)mask;
#define TRUTH truths[(ptrdiff_t)row * rows->out_row + (ptrdiff_t)i]
  for (size_t row = 0; row < rows->rows; row++) {
    const T *restrict p = left + (ptrdiff_t)row * rows->left_row;
    const T *restrict q = right + (ptrdiff_t)row * rows->right_row;
    T *restrict o = out + (ptrdiff_t)row * rows->out_row;
    const T a = p[0], b = q[0];
    if (rows->left_step != 0 && rows->right_step != 0) {
      for (size_t i = 0; i < n; i++) {
        const T c = p[i], d = q[i];
        o[i] = TRUTH != 0 ? c : d;
      }
    } else if (rows->left_step != 0) {
      for (size_t i = 0; i < n; i++) {
        const T c = p[i];
        o[i] = TRUTH != 0 ? c : b;
      }
    } else if (rows->right_step != 0) {
      for (size_t i = 0; i < n; i++) {
        const T d = q[i];
        o[i] = TRUTH != 0 ? a : d;
      }
    } else {
      for (size_t i = 0; i < n; i++) o[i] = TRUTH != 0 ? a : b;
    }
  }
#undef TRUTH
}

/// Slopes of so many elements at once stay in the cache.
#define SLOPES 256

static void NAMED(scale_by_slopes)(tessera_function function, const T *restrict left, const T *restrict right,
                                   T *restrict out, const tessera_rows *rows) {
  T slopes[SLOPES];
  for (size_t row = 0; row < rows->rows; row++) {
    const T *restrict p = left + (ptrdiff_t)row * rows->left_row;
    const T *restrict q = right + (ptrdiff_t)row * rows->right_row;
    T *restrict o = out + (ptrdiff_t)row * rows->out_row;
    for (size_t start = 0; start < rows->columns; start += SLOPES) {
      const size_t left_over = rows->columns - start, n = left_over < SLOPES ? left_over : SLOPES;
      NAMED(slopes)(function, rows->right_step != 0 ? q + start : q, slopes, rows->right_step != 0 ? n : 1);
      tessera_rows part = *rows;
      part.rows = 1;
      part.columns = n;
      NAMED(scale)(rows->left_step != 0 ? p + start : p, slopes, o + start, &part);
    }
  }
}

#undef SLOPES
#undef PAIRS
#undef PAIRED
