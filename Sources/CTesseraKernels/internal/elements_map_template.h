/// Functions of one element, and their slopes, for T.

#define EACH(name, expression)           \
  case name:                             \
    INTERLEAVED                          \
    for (size_t i = 0; i < n; i++) {     \
      const T a = x[i];                  \
      out[i] = (expression);             \
    }                                    \
    break;

#if WAVES
#define SIGMOID(x) sigmoid_of(x)
#define NORMAL_SHARE(x) normal_share_of(x)
#define SIGMOID_SLOPE(x) sigmoid_slope_of(x)
#define SOFTPLUS(x) softplus_of(x)
/// The shorter way for parts whose elements are all ordinary: the bits are the same.
#define MOSTLY(name, near, function, oddness, limit)        \
  case name:                                                \
    for (size_t start = 0; start < n; start += 256) {       \
      const size_t end = n - start < 256 ? n : start + 256; \
      uint32_t oddest = 0;                                  \
      INTERLEAVED                                           \
      for (size_t i = start; i < end; i++) {                \
        const uint32_t bits = (uint32_t)bits_of(x[i]);      \
        const uint32_t odd = oddness;                       \
        out[i] = near(x[i]);                                \
        oddest = oddest > odd ? oddest : odd;               \
      }                                                     \
      if (oddest < (limit)) continue;                       \
      INTERLEAVED                                           \
      for (size_t i = start; i < end; i++)                  \
        out[i] = function##_of(x[i]);                       \
    }                                                       \
    break;
/// Vectors where the turns can be counted, the C library elsewhere.
#define WAVE(name, quarters, function, sign)                                                         \
  case name:                                                                                         \
    for (size_t start = 0; start < n; start += 256) {                                                \
      const size_t end = n - start < 256 ? n : start + 256;                                          \
      int is_far = 0;                                                                                \
      for (size_t i = start; i < end; i++) {                                                         \
        out[i] = sign wave_of(x[i], quarters);                                                       \
        is_far |= !(__builtin_fabsf(x[i]) < WAVE_LIMIT);                                             \
      }                                                                                              \
      if (!is_far) continue;                                                                         \
      for (size_t i = start; i < end; i++) {                                                         \
        const float far = sign far_wave_of(x[i], quarters);                                          \
        out[i] = __builtin_fabsf(x[i]) < WAVE_LIMIT ? out[i] : far;                                  \
      }                                                                                              \
      for (size_t i = start; i < end; i++)                                                           \
        if (!(__builtin_fabsf(x[i]) < FAR_WAVE_LIMIT)) out[i] = (float)(sign function((double)x[i])); \
    }                                                                                                \
    break;
#else
#define MOSTLY(name, near, function, oddness, limit) EACH(name, function(a))
#define WAVE(name, quarters, function, sign) EACH(name, sign function(a))
TESSERA_INLINE double sigmoid_of_double(double x) {
  double power = exp(-__builtin_fabs(x));
  return (x >= 0 ? 1 : power) / (1 + power);
}
TESSERA_INLINE double sigmoid_slope_of_double(double x) {
  double power = exp(-__builtin_fabs(x)), sum = 1 + power;
  return power / (sum * sum);
}
TESSERA_INLINE double softplus_of_double(double x) { return (x > 0 ? x : 0) + log1p(exp(-__builtin_fabs(x))); }
#define SIGMOID(x) sigmoid_of_double(x)
#define NORMAL_SHARE(x) (0.5 * (erf((x) * 0.70710678118654752440) + 1))
#define SIGMOID_SLOPE(x) sigmoid_slope_of_double(x)
#define SOFTPLUS(x) softplus_of_double(x)
#endif

#define CUBE(x) NAMED(cube)(x)
TESSERA_INLINE T NAMED(cube)(T x) { return x * x * x; }

/// x phi, but 0 in the limit of -infinity, where the formula would give NaN: chosen afterwards, so that loops stay vectors.
TESSERA_INLINE T NAMED(vanishing)(T x, T formula) { return x == -INFINITY ? 0 : formula; }

static void NAMED(map)(tessera_function function, const T *restrict x, T *restrict out, size_t n) {
  switch (function) {
    EACH(tessera_negate, -a)
    EACH(tessera_square, a * a)
    EACH(tessera_square_root, __builtin_elementwise_sqrt(a))
    // Magnitudes below 87.
    MOSTLY(tessera_exp, near_exp_of, exp, bits & 0x7fffffffu, 0x42ae0000u)
    EACH(tessera_expm1, OF(expm1, a))
    // Normal numbers above 0.
    MOSTLY(tessera_log, near_log_of, log, bits - 0x00800000u, 0x7f000000u)
    EACH(tessera_log1p, OF(log1p, a))
    WAVE(tessera_sin, 0, sin, )
    WAVE(tessera_cos, 1, cos, )
    EACH(tessera_tanh, OF(tanh, a))
    EACH(tessera_erf, OF(erf, a))
    EACH(tessera_sigmoid, SIGMOID(a))
    EACH(tessera_magnitude, __builtin_elementwise_abs(a))
    // NaN stays NaN.
    EACH(tessera_rectify, a < 0 ? 0 : a)
    EACH(tessera_round, __builtin_elementwise_roundeven(a))
    EACH(tessera_floor, __builtin_elementwise_floor(a))
    EACH(tessera_ceil, __builtin_elementwise_ceil(a))
    EACH(tessera_truncate, __builtin_elementwise_trunc(a))
    EACH(tessera_sign, a > 0 ? 1 : a < 0 ? -1 : a)
    // Both vanish at -infinity.
    EACH(tessera_silu, NAMED(vanishing)(a, a * SIGMOID(a)))
    EACH(tessera_gelu_tanh,
         NAMED(vanishing)(
             a, (a * (T)0.5) * (OF(tanh, (a + a * a * a * (T)0.044715) * (T)0.79788456080286535588) + 1)))
    EACH(tessera_softplus, SOFTPLUS(a))
    EACH(tessera_gelu, NAMED(vanishing)(a, a * NORMAL_SHARE(a)))
    EACH(tessera_reciprocal, 1 / a)
    EACH(tessera_tanh_by_value, 1 - a * a)
    EACH(tessera_reciprocal_square_root, 1 / __builtin_elementwise_sqrt(a))
  }
}

static void NAMED(slopes)(tessera_function function, const T *restrict x, T *restrict out, size_t n) {
  switch (function) {
  case tessera_negate:
    for (size_t i = 0; i < n; i++) out[i] = -1;
    break;
    EACH(tessera_square, 2 * a)
    EACH(tessera_square_root, (T)0.5 / __builtin_elementwise_sqrt(a))
    EACH(tessera_exp, OF(exp, a))
    EACH(tessera_expm1, OF(exp, a))
    EACH(tessera_log, 1 / a)
    EACH(tessera_log1p, 1 / (a + 1))
    WAVE(tessera_sin, 1, cos, )
    WAVE(tessera_cos, 0, sin, -)
  case tessera_tanh:
    INTERLEAVED
    for (size_t i = 0; i < n; i++) {
      const T t = OF(tanh, x[i]);
      out[i] = 1 - t * t;
    }
    break;
    EACH(tessera_erf, OF(exp, -(a * a)) * (T)1.12837916709551257390)
    EACH(tessera_sigmoid, SIGMOID_SLOPE(a))
    EACH(tessera_magnitude, a > 0 ? 1 : a < 0 ? -1 : 0)
    EACH(tessera_rectify, a <= 0 ? 0 : 1)
  case tessera_round:
  case tessera_floor:
  case tessera_ceil:
  case tessera_truncate:
  case tessera_sign:
    for (size_t i = 0; i < n; i++) out[i] = 0;
    break;
    EACH(tessera_silu, NAMED(vanishing)(a, SIGMOID(a) + a * SIGMOID_SLOPE(a)))
  case tessera_gelu_tanh:
    INTERLEAVED
    for (size_t i = 0; i < n; i++) {
      const T a = x[i], square = a * a;
      const T t = OF(tanh, (a + square * a * (T)0.044715) * (T)0.79788456080286535588);
      const T slope = (t + 1) * (T)0.5 + (a * (T)0.5) * ((1 - t * t) * (square * (T)0.10703222440890036 + (T)0.79788456080286535588));
      out[i] = NAMED(vanishing)(a, slope);
    }
    break;
    EACH(tessera_softplus, SIGMOID(a))
    EACH(tessera_gelu,
         NAMED(vanishing)(a, (OF(erf, a * (T)0.70710678118654752440) + 1) * (T)0.5 +
                                 a * (OF(exp, (a * a) * (T)-0.5) * (T)0.39894228040143267794)))
    EACH(tessera_reciprocal, -((1 / a) / a))
    EACH(tessera_tanh_by_value, 1 - a * a)
    EACH(tessera_reciprocal_square_root, CUBE(1 / __builtin_elementwise_sqrt(a)) * (T)-0.5)
  }
}

static void NAMED(exponentials)(const T *restrict x, T shift, T more, T *restrict out, size_t n) {
  INTERLEAVED
  for (size_t i = 0; i < n; i++) out[i] = OF(exp, (x[i] - shift) - more);
}

static void NAMED(clamp)(const T *restrict x, T low, T high, T *restrict out, size_t n) {
  if (low != low || high != high) {
    for (size_t i = 0; i < n; i++) out[i] = (T)NAN;
  } else if (low > high) {
    for (size_t i = 0; i < n; i++) out[i] = x[i] != x[i] ? x[i] : high;
  } else {
    for (size_t i = 0; i < n; i++) {
      const T a = x[i], held = a < low ? low : a;
      out[i] = held > high ? high : held;
    }
  }
}

static void NAMED(clamp_slopes)(const T *restrict x, T low, T high, T *restrict out, size_t n) {
  const int is_open = low <= high;
  for (size_t i = 0; i < n; i++) out[i] = (is_open & (x[i] >= low) & (x[i] <= high)) ? 1 : 0;
}

#undef EACH
#undef WAVE
#undef MOSTLY
#undef SIGMOID
#undef NORMAL_SHARE
#undef SIGMOID_SLOPE
#undef SOFTPLUS
#undef CUBE
