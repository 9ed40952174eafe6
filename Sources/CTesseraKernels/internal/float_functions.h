/// Elementary functions of one Float, without branches, so that loops over them become vectors: arithmetic in a fixed order, hence
/// the same bits everywhere. The coefficients are least-squares fits at the
/// Chebyshev points.

TESSERA_INLINE int32_t bits_of(float x) {
  int32_t bits;
  memcpy(&bits, &x, 4);
  return bits;
}

TESSERA_INLINE float float_of(int32_t bits) {
  float x;
  memcpy(&x, &bits, 4);
  return x;
}

/// 2^n, for -126 ... 127, from n 2^23.
TESSERA_INLINE float power_of_two(uint32_t shifted) { return float_of((int32_t)(shifted + (127u << 23))); }

/// a b + c, rounded once: where there is no instruction for it, the sum in Double is rounded to odd first, so that rounding
/// it again to Float is the only rounding.
TESSERA_INLINE float fused(float a, float b, float c) {
#ifdef HAS_FUSED
  return __builtin_fmaf(a, b, c);
#else
  double product = (double)a * (double)b, wide = c, sum = product + wide, back = sum - product;
  double lost = (product - (sum - back)) + (wide - back);
  int64_t bits;
  memcpy(&bits, &sum, 8);
  // Of infinity and NaN nothing is lost: both comparisons fail.
  int is_lost = ((lost < 0) | (lost > 0)) & ((bits & 1) == 0);
  bits += is_lost ? ((lost > 0) == (sum > 0) ? 1 : -1) : 0;
  memcpy(&sum, &bits, 8);
  return (float)sum;
#endif
}

/// Added to a Float below 2^22 in magnitude: the sum's last bits are the nearest whole number.
#define MAGIC 0x1.8p23f

/// x = n log 2 + r, |r| <= log 2 / 2; n stands in the last bits of `shifted`. The high part of log 2 has nine bits: what is
/// left of x is exact.
TESSERA_INLINE float reduced(float x, int32_t *shifted) {
  float sum = fused(x, 0x1.715476p+0f, MAGIC), whole = sum - MAGIC;
  *shifted = bits_of(sum);
  return fused(whole, 0x1.bd0106p-13f, fused(whole, -0x1.63p-1f, x));
}

/// e^r - 1 by a series up to r^7, whose rest is below 2^-32.
TESSERA_INLINE float expm1_series(float r) {
  float tail = fused(r, 0.00019899285f, 0.0013933650f);
  tail = fused(tail, r, 0.0083332985f);
  tail = fused(tail, r, 0.041666465f);
  tail = fused(tail, r, 0.16666667f);
  tail = fused(tail, r, 0.5f);
  return fused(tail, r * r, r);
}

/// Within one unit in the last place.
TESSERA_INLINE float exp_of(float x) {
  // Beyond, the result is 0 or infinite; NaN compares false and stays.
  x = x < -104 ? -104 : x;
  x = x > 89 ? 89 : x;
  int32_t shifted;
  float r = reduced(x, &shifted);
  float series = expm1_series(r) + 1;
  // In two steps, since 2^n itself may not be a Float where e^x is.
  uint32_t half = ((uint32_t)shifted >> 1) << 23, rest = ((uint32_t)shifted << 23) - half;
  return series * power_of_two(half) * power_of_two(rest);
}

/// ``exp_of`` where e^x is a normal number, the same bits in one step.
TESSERA_INLINE float near_exp_of(float x) {
  int32_t shifted;
  float r = reduced(x, &shifted);
  return (expm1_series(r) + 1) * power_of_two((uint32_t)shifted << 23);
}

TESSERA_INLINE float expm1_of(float x) {
  float held = x < -30 ? -30 : x;
  held = held > 89 ? 89 : held;
  int32_t shifted;
  float r = reduced(held, &shifted);
  float small = expm1_series(r);
  // Half of it, since 2^n may not be a Float.
  float half = power_of_two(((uint32_t)shifted - 1) << 23);
  float result = fused(small, half, half - 0.5f) * 2;
  return x == 0 ? x : result;
}

/// log(1 + f) for f between sqrt(1/2) - 1 and sqrt(2) - 1, plus `whole` times log 2.
TESSERA_INLINE float log_series(float f, float whole) {
  float tail = fused(f, 0.071497539f, -0.115712007f);
  tail = fused(tail, f, 0.116615111f);
  tail = fused(tail, f, -0.124110507f);
  tail = fused(tail, f, 0.142499366f);
  tail = fused(tail, f, -0.166684802f);
  tail = fused(tail, f, 0.200007075f);
  tail = fused(tail, f, -0.24999989f);
  tail = fused(tail, f, 0.33333331f);
  float z = f * f, sum = fused(whole, -0x1.05c610p-29f, tail * (f * z));
  return fused(whole, 0x1.62e430p-1f, fused(-0.5f, z, sum) + f);
}

/// The exponent k of x = 2^k (1 + f), in the place that exponents have.
TESSERA_INLINE uint32_t exponent_of(float x) { return ((uint32_t)bits_of(x) - 0x3f3504f3u) & 0xff800000u; }

/// ``log_of`` of normal numbers above 0, the same bits.
TESSERA_INLINE float near_log_of(float x) {
  uint32_t exponent = exponent_of(x);
  float f = float_of((int32_t)((uint32_t)bits_of(x) - exponent)) - 1;
  return log_series(f, (float)((int32_t)exponent >> 23));
}

TESSERA_INLINE float log_of(float x) {
  int is_small = x < 0x1p-126f;
  float normal = is_small ? x * 0x1p23f : x;
  uint32_t exponent = exponent_of(normal);
  float f = float_of((int32_t)((uint32_t)bits_of(normal) - exponent)) - 1;
  float result = log_series(f, (float)((int32_t)exponent >> 23) - (is_small ? 23 : 0));
  float special = x == 0 ? -INFINITY : x < 0 ? NAN : x;
  return ((x > 0) & (x < INFINITY)) ? result : special;
}

/// The logarithm of a normal sum and what its rounding took.
TESSERA_INLINE float log_of_sum(float sum, float lost) {
  uint32_t exponent = exponent_of(sum);
  float f = float_of((int32_t)((uint32_t)bits_of(sum) - exponent)) - 1;
  // Half of it, and 2^(1 - k), which is 0 for the greatest k.
  f = fused(lost * 0.5f, power_of_two((1u << 23) - exponent), f);
  return log_series(f, (float)((int32_t)exponent >> 23));
}

TESSERA_INLINE float log1p_of(float x) {
  float sum = 1 + x, lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
  float result = log_of_sum(sum, lost);
  float special = x == -1 ? -INFINITY : x < -1 ? NAN : x;
  return ((x > -1) & (x < INFINITY) & (x != 0)) ? result : special;
}

TESSERA_INLINE float sigmoid_of(float x) {
  float power = exp_of(-__builtin_fabsf(x));
  return (x >= 0 ? 1 : power) / (1 + power);
}

/// sigmoid(x) sigmoid(-x).
TESSERA_INLINE float sigmoid_slope_of(float x) {
  float power = exp_of(-__builtin_fabsf(x)), sum = 1 + power;
  return power / (sum * sum);
}

/// log(1 + e^x).
TESSERA_INLINE float softplus_of(float x) {
  float power = exp_of(-__builtin_fabsf(x)), sum = 1 + power;
  return (x < 0 ? 0 : x) + log_of_sum(sum, power - (sum - 1));
}

/// t / (t + 2) for t = e^2|x| - 1.
TESSERA_INLINE float tanh_of(float x) {
  float a = __builtin_fabsf(x);
  // Beyond 10 it is 1.
  float held = a > 10 ? 10 : a;
  int32_t shifted;
  float small = expm1_series(reduced(2 * held, &shifted)), power = power_of_two((uint32_t)shifted << 23);
  float t = fused(small, power, power - 1), ratio = t / (t + 2);
  // What the sum and the quotient lost counts where t is small; a step of Newton's, its slope rounded.
  float rest = fused(-ratio, t, fused(ratio, -2, t));
  return __builtin_copysignf(fused(rest, t < 2 ? 0.4f : 0, ratio), x);
}

TESSERA_INLINE float erf_of(float x) {
  float a = __builtin_fabsf(x), z = x * x;
  float tail = fused(z, -1.0313985e-5f, 1.1460592e-4f);
  tail = fused(tail, z, -8.507006e-4f);
  tail = fused(tail, z, 5.222365e-3f);
  tail = fused(tail, z, -2.6865827e-2f);
  tail = fused(tail, z, 0.11283788f);
  tail = fused(tail, z, -0.37612639f);
  float small = fused(tail * z, x, 1.1283792f * x);
  // Beyond 4 it is 1. -log(1 - erf) is a smooth function.
  float held = a > 4 ? 4 : a;
  float surprisal = fused(held, 2.0517483e-5f, -4.2720545e-4f);
  surprisal = fused(surprisal, held, 4.133337e-3f);
  surprisal = fused(surprisal, held, -2.5014083e-2f);
  surprisal = fused(surprisal, held, 0.10810918f);
  surprisal = fused(surprisal, held, 0.63350826f);
  surprisal = fused(surprisal, held, 1.1294327f);
  surprisal = fused(surprisal, held, -1.572192e-4f);
  float large = 1 - near_exp_of(-surprisal);
  return __builtin_copysignf(a < 0.92f ? small : large, x);
}

/// The share of a normal distribution below x, whose absolute error is that of a Float's rounding: from
/// -log(1 - erf), a smooth function; 0 below -4 sqrt(2).
TESSERA_INLINE float normal_share_of(float x) {
  float a = __builtin_fabsf(x) * 0.70710678f;
  float held = a > 4 ? 4 : a;
  float surprisal = fused(held, -3.5787959e-6f, 5.7655832e-5f);
  surprisal = fused(surprisal, held, -3.7424055e-4f);
  surprisal = fused(surprisal, held, 1.0795687e-3f);
  surprisal = fused(surprisal, held, 5.9727130e-4f);
  surprisal = fused(surprisal, held, -1.9709517e-2f);
  surprisal = fused(surprisal, held, 0.10299831f);
  surprisal = fused(surprisal, held, 0.63657828f);
  surprisal = fused(surprisal, held, 1.1283817f);
  float rest = near_exp_of(-surprisal * held) * 0.5f;
  rest = a > 4 ? 0 : rest;
  return x > 0 ? 1 - rest : rest;
}

/// Where ``wave_of`` holds: three parts of pi/2 leave enough digits.
#define WAVE_LIMIT 1e4f

/// The sine of x + quarter turns: x = n pi/2 + r + low.
TESSERA_INLINE float wave_of(float x, uint32_t quarters) {
  float sum = fused(x, 0x1.45f306p-1f, MAGIC), whole = sum - MAGIC;
  float first = fused(whole, -0x1.921fb6p+0f, x), second = whole * 0x1.777a5cp-25f, r = first + second;
  // What was lost in the sum, in the product, and the third part.
  float low = (second - (r - first)) + fused(whole, 0x1.777a5cp-25f, -second);
  low = fused(whole, 0x1.ee59dap-50f, low);
  float z = r * r;
  float sine = fused(z, -0.00019515953f, 0.0083321659f);
  sine = fused(sine, z, -0.16666655f);
  sine = fused(sine, z * r, low) + r;
  float cosine = fused(z, 2.4435853e-5f, -0.0013887342f);
  cosine = fused(cosine, z, 0.041666646f);
  cosine = fused(cosine, z, -0.5f);
  cosine = fused(cosine, z, fused(-r, low, 1));
  uint32_t turn = (uint32_t)bits_of(sum) + quarters;
  float value = (turn & 1) != 0 ? cosine : sine;
  value = float_of((int32_t)((uint32_t)bits_of(value) ^ ((turn & 2) << 30)));
  return ((quarters == 0) & (x == 0)) ? x : value;
}

/// Where ``far_wave_of`` holds: the turns are counted exactly.
#define FAR_WAVE_LIMIT 4e8f

/// The same in Double; the high part of pi/2 has 25 bits.
TESSERA_INLINE float far_wave_of(float x, int64_t quarters) {
  const double magic = 0x1.8p52;
  double wide = x, shifted = wide * 0x1.45f306dc9c883p-1 + magic, whole = shifted - magic;
  double r = (wide - whole * 0x1.921fb5p+0) - whole * 0x1.110b4611a6263p-26, z = r * r;
  int64_t turn;
  memcpy(&turn, &shifted, 8);
  turn += quarters;
  double sine = z * (-1.0 / 39916800) + (1.0 / 362880);
  sine = sine * z + (-1.0 / 5040);
  sine = sine * z + (1.0 / 120);
  sine = sine * z + (-1.0 / 6);
  sine = (sine * z) * r + r;
  double cosine = z * (1.0 / 479001600) + (-1.0 / 3628800);
  cosine = cosine * z + (1.0 / 40320);
  cosine = cosine * z + (-1.0 / 720);
  cosine = cosine * z + (1.0 / 24);
  cosine = cosine * z + -0.5;
  cosine = cosine * z + 1;
  double value = (turn & 1) != 0 ? cosine : sine;
  return (float)((turn & 2) != 0 ? -value : value);
}

/// x^y in Double, for finite y and finite x other than 0: 2^(y log2 |x|).
TESSERA_INLINE float power_of(float x, float y) {
  double a = __builtin_fabsf(x);
  int64_t bits;
  memcpy(&bits, &a, 8);
  int64_t e = (bits - 0x3fe6a09e667f3bcdLL) >> 52;
  bits = (int64_t)((uint64_t)bits - ((uint64_t)e << 52));
  double m;
  memcpy(&m, &bits, 8);
  double s = (m - 1) / (m + 1), z = s * s;
  double tail = z * (1.0 / 17) + (1.0 / 15);
  tail = tail * z + (1.0 / 13);
  tail = tail * z + (1.0 / 11);
  tail = tail * z + (1.0 / 9);
  tail = tail * z + (1.0 / 7);
  tail = tail * z + (1.0 / 5);
  tail = tail * z + (1.0 / 3);
  tail = (tail * z) * s + s;
  double t = (double)y * (tail * 0x1.71547652b82fep+1 + (double)(int32_t)e);
  t = t < -200 ? -200 : t;
  t = t > 200 ? 200 : t;
  const double magic = 0x1.8p52;
  double shifted = t + magic, r = (t - (shifted - magic)) * 0x1.62e42fefa39efp-1;
  double series = r * (1.0 / 362880) + (1.0 / 40320);
  series = series * r + (1.0 / 5040);
  series = series * r + (1.0 / 720);
  series = series * r + (1.0 / 120);
  series = series * r + (1.0 / 24);
  series = series * r + (1.0 / 6);
  series = series * r + 0.5;
  series = series * (r * r) + r;
  int64_t n;
  memcpy(&n, &shifted, 8);
  // Only the twelve lowest bits survive the shift.
  n = (int64_t)((uint64_t)(n + 1023) << 52);
  double scale;
  memcpy(&scale, &n, 8);
  float value = (float)(series * scale + scale);
  int is_whole = __builtin_elementwise_roundeven(y) == y;
  int is_odd = is_whole & (__builtin_elementwise_roundeven(y * 0.5f) != y * 0.5f);
  float held = is_odd ? -value : value;
  held = is_whole ? held : NAN;
  return x < 0 ? held : value;
}

/// Where ``remainder_of`` is exact: the quotient has less than 2^28 units.
#define QUOTIENT_LIMIT 0x1p28

/// x - y trunc(x / y): in Double the quotient does not cross a whole number, and the rest is exact.
TESSERA_INLINE float remainder_of(float x, float y) {
  double quotient = __builtin_elementwise_trunc((double)x / (double)y);
  return __builtin_copysignf((float)((double)x - quotient * (double)y), x);
}

/// Where ``angle_of`` holds, but for 0: the rest of the quotient is a Float.
#define ANGLE_LIMIT 0x1p-100f

/// The angle of (y, x): the series of the arctangent up to 1, at the quotient and what its rounding took.
TESSERA_INLINE float angle_of(float y, float x) {
  float a = __builtin_fabsf(y), b = __builtin_fabsf(x);
  float low = a < b ? a : b, high = a < b ? b : a;
  high = high == 0 ? 1 : high;
  float t = low / high, z = t * t, lost = fused(-t, high, low) / high;
  float tail = fused(z, -0.0017448575f, 0.010694264f);
  tail = fused(tail, z, -0.03076298f);
  tail = fused(tail, z, 0.057536472f);
  tail = fused(tail, z, -0.08378560f);
  tail = fused(tail, z, 0.10943566f);
  tail = fused(tail, z, -0.14262576f);
  tail = fused(tail, z, 0.19998391f);
  tail = fused(tail, z, -0.33333293f);
  // The slope of the arctangent is 1 / (1 + z), roughly.
  float rest = fused(tail, z * t, lost * fused(z, fused(z, 0.35f, -0.85f), 1));
  // Quarter turns as a Float, and what that took.
  int is_steep = a > b, is_left = bits_of(x) < 0;
  float sign = is_steep != is_left ? -1 : 1;
  float turn = is_steep ? 0x1.921fb6p+0f : is_left ? 0x1.921fb6p+1f : 0;
  float turn_rest = is_steep ? -0x1.777a5cp-25f : is_left ? -0x1.777a5cp-24f : 0;
  float near = fused(sign, t, turn);
  float angle = near + (fused(sign, rest, turn_rest) + fused(sign, t, turn - near));
  return __builtin_copysignf(angle, y);
}
