/// What would be several passes in one, for T: leaky rectifiers, gradients of functions of two elements, Adam's step.

static void NAMED(leak)(const T *restrict x, T slope, T *restrict out, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const T a = x[i], leaked = a * slope;
    out[i] = a > 0 ? a : leaked;
  }
}

static void NAMED(leak_pullback)(const T *restrict y, ptrdiff_t y_step, const T *restrict x, T slope, T *restrict out,
                                 size_t n) {
  if (y_step == 0) {
    // What is 0 stays 0, whatever it meets.
    const T a = y[0], leaked = a == 0 ? 0 : a * slope;
    for (size_t i = 0; i < n; i++) out[i] = x[i] > 0 ? a : leaked;
  } else {
    for (size_t i = 0; i < n; i++) {
      const T a = y[i], leaked = a == 0 ? 0 : a * slope;
      out[i] = x[i] > 0 ? a : leaked;
    }
  }
}

/// So many slopes at a time stay in the cache.
#define SLOPES 256

/// Of x^y in x: y x^(y - 1), in y: x^y log x.
TESSERA_INLINE void NAMED(power_slopes)(bool of_right, const T *restrict x, ptrdiff_t x_step, const T *restrict y,
                                        ptrdiff_t y_step, T *restrict out, size_t n) {
  T exponents[SLOPES], factors[SLOPES];
  const size_t x_count = x_step != 0 ? n : 1, y_count = y_step != 0 ? n : 1;
  const tessera_rows rows = {1, n, 0, x_step, 0, y_step, 0};
  if (of_right) {
    NAMED(powers)(x, y, out, &rows);
    NAMED(map)(tessera_log, x, factors, x_count);
    for (size_t i = 0; i < n; i++) out[i] *= factors[(ptrdiff_t)i * x_step];
  } else {
    for (size_t i = 0; i < y_count; i++) exponents[i] = y[i] - 1;
    NAMED(powers)(x, exponents, out, &rows);
    for (size_t i = 0; i < n; i++) out[i] = y[(ptrdiff_t)i * y_step] * out[i];
  }
}

/// Cotangents that meet these slopes are 0, whatever they were, in x for y = 0, and in y at x = 0 for y >= 0.
TESSERA_INLINE void NAMED(clear_powers)(bool of_right, const T *restrict x, ptrdiff_t x_step, const T *restrict y,
                                        ptrdiff_t y_step, T *restrict out, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const T a = x[(ptrdiff_t)i * x_step], b = y[(ptrdiff_t)i * y_step];
    const int vanishes = of_right ? (a == 0) & (b >= 0) : b == 0;
    out[i] = vanishes ? 0 : out[i];
  }
}

/// Of x / y: 1 / y in x, -(x / y) / y in y.
TESSERA_INLINE void NAMED(quotient_slopes)(bool of_right, const T *restrict x, ptrdiff_t x_step, const T *restrict y,
                                           ptrdiff_t y_step, T *restrict out, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const T b = y[(ptrdiff_t)i * y_step];
    out[i] = (of_right ? -(x[(ptrdiff_t)i * x_step] / b) : 1) / b;
  }
}

/// Of the angle of (y, x): x / (x^2 + y^2) in y, -y / (x^2 + y^2) in x; says whether all squares were normal numbers.
TESSERA_INLINE bool NAMED(angle_slopes)(bool of_right, const T *restrict y, ptrdiff_t y_step, const T *restrict x,
                                        ptrdiff_t x_step, T *restrict out, size_t n) {
  int odd_ones = 0;
  for (size_t i = 0; i < n; i++) {
    const T a = y[(ptrdiff_t)i * y_step], b = x[(ptrdiff_t)i * x_step];
    const T square = a * a + b * b;
    odd_ones |= !(square >= LEAST_NORMAL) | !(square < (T)INFINITY);
    out[i] = (of_right ? -a : b) / square;
  }
  return !odd_ones;
}

/// 2 (x - y) in x, and its opposite in y.
TESSERA_INLINE void NAMED(difference_slopes)(bool of_right, const T *restrict x, ptrdiff_t x_step, const T *restrict y,
                                             ptrdiff_t y_step, T *restrict out, size_t n) {
  const T factor = of_right ? -2 : 2;
  for (size_t i = 0; i < n; i++) out[i] = (x[(ptrdiff_t)i * x_step] - y[(ptrdiff_t)i * y_step]) * factor;
}

TESSERA_INLINE bool NAMED(slopes_of_two)(tessera_pair_function function, bool of_right, const T *restrict left,
                                         ptrdiff_t left_step, const T *restrict right, ptrdiff_t right_step,
                                         T *restrict out, size_t n) {
  switch (function) {
  case tessera_power:
    NAMED(power_slopes)(of_right, left, left_step, right, right_step, out, n);
    return true;
  case tessera_divide:
    NAMED(quotient_slopes)(of_right, left, left_step, right, right_step, out, n);
    return true;
  case tessera_squared_difference:
    NAMED(difference_slopes)(of_right, left, left_step, right, right_step, out, n);
    return true;
  default:
    return NAMED(angle_slopes)(of_right, left, left_step, right, right_step, out, n);
  }
}

TESSERA_INLINE bool NAMED(scale_by)(tessera_pair_function function, bool of_right, const T *restrict cotangent,
                                    ptrdiff_t cotangent_step, const T *restrict left, ptrdiff_t left_step,
                                    const T *restrict right, ptrdiff_t right_step, T *restrict out, size_t n) {
  T slopes[SLOPES];
  for (size_t start = 0; start < n; start += SLOPES) {
    const size_t size = n - start < SLOPES ? n - start : SLOPES;
    const T *restrict p = left + (ptrdiff_t)start * left_step, *restrict q = right + (ptrdiff_t)start * right_step;
    if (!NAMED(slopes_of_two)(function, of_right, p, left_step, q, right_step, slopes, size)) return false;
    const tessera_rows rows = {1, size, 0, cotangent_step, 0, 1, 0};
    NAMED(scale)(cotangent + (ptrdiff_t)start * cotangent_step, slopes, out + start, &rows);
    if (function == tessera_power) NAMED(clear_powers)(of_right, p, left_step, q, right_step, out + start, size);
  }
  return true;
}

/// Loops with steps that the compiler knows become vectors.
static bool NAMED(scale_by_slopes_of_two)(tessera_pair_function function, bool of_right, const T *restrict cotangent,
                                          ptrdiff_t cotangent_step, const T *restrict left, ptrdiff_t left_step,
                                          const T *restrict right, ptrdiff_t right_step, T *restrict out, size_t n) {
  if (left_step == 1 && right_step == 1)
    return NAMED(scale_by)(function, of_right, cotangent, cotangent_step, left, 1, right, 1, out, n);
  if (left_step == 1)
    return NAMED(scale_by)(function, of_right, cotangent, cotangent_step, left, 1, right, 0, out, n);
  return NAMED(scale_by)(function, of_right, cotangent, cotangent_step, left, left_step, right, right_step, out, n);
}

#undef SLOPES

static void NAMED(adam)(T *restrict x, const T *restrict slopes, T *restrict velocity, T *restrict squares, size_t n,
                        const tessera_adam *constants) {
  const T keep1 = (T)constants->keep1, keep2 = (T)constants->keep2, take1 = 1 - keep1, take2 = 1 - keep2;
  const T unbias1 = (T)constants->unbias1, unbias2 = (T)constants->unbias2, rate = (T)constants->rate;
  const T epsilon = (T)constants->epsilon, shrinkage = (T)constants->shrinkage, limit = (T)constants->limit;
  for (size_t i = 0; i < n; i++) {
    const T size = __builtin_elementwise_abs(slopes[i]), held = __builtin_elementwise_copysign(limit, slopes[i]);
    // What is infinite stays so, and shows.
    const T slope = ((size > limit) & (size < (T)INFINITY)) ? held : slopes[i];
    const T speed = keep1 * velocity[i] + take1 * slope;
    const T square = keep2 * squares[i] + take2 * slope * slope;
    velocity[i] = speed;
    squares[i] = square;
    const T mean = speed / unbias1;
    const T moved = rate * mean / (__builtin_elementwise_sqrt(square / unbias2) + epsilon);
    const T decayed = shrinkage == 0 ? 0 : shrinkage * x[i];
    x[i] -= mean == 0 ? decayed : decayed + moved;
  }
}
