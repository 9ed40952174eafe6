/// Functions of two elements, row by row: vectors for Floats where both sides are ordinary, the C library elsewhere.

TESSERA_INLINE int is_odd_power(float x, float y) {
  float a = __builtin_fabsf(x), b = __builtin_fabsf(y);
  return !(a > 0) | !(a < INFINITY) | !(b < INFINITY);
}

TESSERA_INLINE int is_odd_angle(float y, float x) {
  float a = __builtin_fabsf(x), b = __builtin_fabsf(y), most = a < b ? b : a;
  return !(a < INFINITY) | !(b < INFINITY) | ((most < ANGLE_LIMIT) & (most > 0));
}

TESSERA_INLINE int is_odd_quotient(float x, float y) {
  return !(__builtin_fabsf(x) < __builtin_fabs((double)y) * QUOTIENT_LIMIT) | !(__builtin_fabsf(y) < INFINITY);
}

TESSERA_INLINE float floor_remainder_of(float x, float y) {
  float rest = remainder_of(x, y);
  return ((rest != 0) & ((rest < 0) != (y < 0))) ? rest + y : rest;
}

TESSERA_INLINE float odd_floor_remainder(float x, float y) {
  float rest = fmodf(x, y);
  return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

/// floor(x / y), from the exact remainder, as Python computes it: the rounding of x / y must not cross a whole number.
TESSERA_INLINE float quotient_of(float x, float y, float rest) {
  float quotient = (x - rest) / y - (((rest != 0) & ((rest < 0) != (y < 0))) ? 1 : 0);
  float floor = __builtin_elementwise_floor(quotient);
  return quotient - floor > 0.5f ? floor + 1 : floor;
}

TESSERA_INLINE float floor_quotient_of(float x, float y) { return quotient_of(x, y, remainder_of(x, y)); }

TESSERA_INLINE float odd_floor_quotient(float x, float y) {
  return y == 0 ? x / y : quotient_of(x, y, fmodf(x, y));
}

/// So many at a time: where one is odd, only these are looked at again.
#define PART 256

#define PARTED(NAME, FUNCTION, IS_ODD, ODD)                                                                        \
  TESSERA_INLINE void NAME##_of_part(const float *restrict p, ptrdiff_t left_step, const float *restrict q,        \
                                     ptrdiff_t right_step, float *restrict o, size_t n) {                          \
    int odd_ones = 0;                                                                                              \
    if (left_step != 0 && right_step == 0) {                                                                       \
      const float y = q[0];                                                                                        \
      for (size_t i = 0; i < n; i++) {                                                                             \
        o[i] = FUNCTION(p[i], y);                                                                                  \
        odd_ones |= IS_ODD(p[i], y);                                                                               \
      }                                                                                                            \
    } else if (left_step != 0) {                                                                                   \
      for (size_t i = 0; i < n; i++) {                                                                             \
        o[i] = FUNCTION(p[i], q[i]);                                                                               \
        odd_ones |= IS_ODD(p[i], q[i]);                                                                            \
      }                                                                                                            \
    } else {                                                                                                       \
      const float x = p[0];                                                                                        \
      for (size_t i = 0; i < n; i++) {                                                                             \
        const float y = q[(ptrdiff_t)i * right_step];                                                              \
        o[i] = FUNCTION(x, y);                                                                                     \
        odd_ones |= IS_ODD(x, y);                                                                                  \
      }                                                                                                            \
    }                                                                                                              \
    if (!odd_ones) return;                                                                                         \
    for (size_t i = 0; i < n; i++) {                                                                               \
      const float x = p[(ptrdiff_t)i * left_step], y = q[(ptrdiff_t)i * right_step];                               \
      if (IS_ODD(x, y)) o[i] = ODD(x, y);                                                                          \
    }                                                                                                              \
  }                                                                                                                \
  static void NAME##_f32(const float *restrict left, const float *restrict right, float *restrict out,             \
                         const tessera_rows *rows) {                                                               \
    for (size_t row = 0; row < rows->rows; row++) {                                                                \
      const float *restrict p = left + (ptrdiff_t)row * rows->left_row;                                            \
      const float *restrict q = right + (ptrdiff_t)row * rows->right_row;                                          \
      float *restrict o = out + (ptrdiff_t)row * rows->out_row;                                                    \
      for (size_t start = 0; start < rows->columns; start += PART) {                                               \
        const size_t left_over = rows->columns - start;                                                            \
        NAME##_of_part(p + (ptrdiff_t)start * rows->left_step, rows->left_step,                                    \
                       q + (ptrdiff_t)start * rows->right_step, rows->right_step, o + start,                       \
                       left_over < PART ? left_over : PART);                                                       \
      }                                                                                                            \
    }                                                                                                              \
  }

PARTED(ordinary_powers, power_of, is_odd_power, powf)
PARTED(angles, angle_of, is_odd_angle, atan2f)
PARTED(remainders, remainder_of, is_odd_quotient, fmodf)
PARTED(floor_remainders, floor_remainder_of, is_odd_quotient, odd_floor_remainder)
PARTED(floor_quotients, floor_quotient_of, is_odd_quotient, odd_floor_quotient)

#undef PART
#undef PARTED

#define EACH_POWER(expression)                                                       \
  for (size_t row = 0; row < rows->rows; row++)                                      \
    for (size_t i = 0; i < rows->columns; i++) {                                     \
      const float a = left[(ptrdiff_t)row * rows->left_row + (ptrdiff_t)i];          \
      out[(ptrdiff_t)row * rows->out_row + (ptrdiff_t)i] = (expression);             \
    }                                                                                \
  return;

/// Small exponents that all share are a few products.
static void powers_f32(const float *restrict left, const float *restrict right, float *restrict out,
                       const tessera_rows *rows) {
  if (rows->left_step != 0 && rows->right_step == 0 && rows->right_row == 0) {
    const float exponent = right[0];
    if (exponent == 1) { EACH_POWER(a) }
    if (exponent == 2) { EACH_POWER(a * a) }
    if (exponent == 3) { EACH_POWER(a * a * a) }
    if (exponent == -1) { EACH_POWER(1 / a) }
    if (exponent == 0.5f) { EACH_POWER(a == -INFINITY ? INFINITY : __builtin_elementwise_sqrt(a + 0)) }
  }
  ordinary_powers_f32(left, right, out, rows);
}

#undef EACH_POWER

static void powers_f64(const double *restrict left, const double *restrict right, double *restrict out,
                       const tessera_rows *rows) {
  for (size_t row = 0; row < rows->rows; row++) {
    const double *restrict p = left + (ptrdiff_t)row * rows->left_row;
    const double *restrict q = right + (ptrdiff_t)row * rows->right_row;
    double *restrict o = out + (ptrdiff_t)row * rows->out_row;
    for (size_t i = 0; i < rows->columns; i++)
      o[i] = pow(p[(ptrdiff_t)i * rows->left_step], q[(ptrdiff_t)i * rows->right_step]);
  }
}
