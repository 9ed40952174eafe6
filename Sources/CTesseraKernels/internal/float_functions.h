/// Elementary functions of one Float, without branches, so that loops over them become vectors: plain arithmetic in a fixed
/// order, without fused multiply-add, hence the same bits everywhere. The coefficients are least-squares fits at the
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

/// 2^n, for -126 ... 127.
TESSERA_INLINE float power_of_two(int32_t n) { return float_of((int32_t)((uint32_t)(n + 127) << 23)); }

/// x = n log 2 + r, |r| <= log 2 / 2; the high part of log 2 has nine bits: its products with n are exact.
TESSERA_INLINE float reduced(float x, int32_t *n) {
  const float magic = 0x1.8p23f;
  float shifted = x * 1.442695f + magic, whole = shifted - magic;
  *n = (int32_t)((uint32_t)bits_of(shifted) - (uint32_t)bits_of(magic));
  return (x - whole * 0x1.63p-1f) - whole * -0x1.bd0106p-13f;
}

/// Within 1.01 units in the last place: 2^n times the series of e^r up to r^7, whose rest is below 2^-27.
TESSERA_INLINE float exp_of(float x) {
  // Beyond, the result is 0 or infinite; NaN compares false and stays.
  x = x < -104 ? -104 : x;
  x = x > 89 ? 89 : x;
  int32_t n;
  float r = reduced(x, &n);
  float tail = r * (1.0f / 5040) + (1.0f / 720);
  tail = tail * r + (1.0f / 120);
  tail = tail * r + (1.0f / 24);
  tail = tail * r + (1.0f / 6);
  tail = tail * r + 0.5f;
  float series = (tail * (r * r) + r) + 1;
  // In two steps, since 2^n itself may not be a Float where e^x is.
  int32_t half = n >> 1;
  return series * power_of_two(half) * power_of_two(n - half);
}

TESSERA_INLINE float expm1_of(float x) {
  float held = x < -30 ? -30 : x;
  held = held > 89 ? 89 : held;
  int32_t n;
  float r = reduced(held, &n);
  float tail = r * 0.00019899285f + 0.0013933650f;
  tail = tail * r + 0.0083332985f;
  tail = tail * r + 0.041666465f;
  tail = tail * r + 0.16666667f;
  tail = tail * r + 0.5f;
  float small = tail * (r * r) + r;
  // Half of it, since 2^n may not be a Float.
  float half = power_of_two(n - 1);
  float result = (small * half + (half - 0.5f)) * 2;
  return x == 0 ? x : result;
}

/// x = 2^k (1 + f) with f between sqrt(1/2) - 1 and sqrt(2) - 1.
TESSERA_INLINE float log_of(float x) {
  int is_small = x < 0x1p-126f;
  float normal = is_small ? x * 0x1p23f : x;
  int32_t bits = bits_of(normal), k = (bits - 0x3f3504f3) >> 23;
  float f = float_of((int32_t)((uint32_t)bits - ((uint32_t)k << 23))) - 1;
  float tail = f * 0.071497539f + -0.115712007f;
  tail = tail * f + 0.116615111f;
  tail = tail * f + -0.124110507f;
  tail = tail * f + 0.142499366f;
  tail = tail * f + -0.166684802f;
  tail = tail * f + 0.200007075f;
  tail = tail * f + -0.24999989f;
  tail = tail * f + 0.33333331f;
  float z = f * f, whole = (float)(k - (is_small ? 23 : 0));
  float sum = tail * (f * z) + whole * -0x1.bd0106p-13f;
  float result = ((sum - 0.5f * z) + f) + whole * 0x1.63p-1f;
  result = x < INFINITY ? result : x;
  result = x == 0 ? -INFINITY : result;
  return x < 0 ? NAN : result;
}

/// The logarithm of 1 + x as it is rounded, and a correction by what rounding took.
TESSERA_INLINE float log1p_of(float x) {
  float sum = 1 + x, lost = x - (sum - 1);
  float result = log_of(sum) + lost / sum;
  result = x < INFINITY ? result : x;
  result = x == -1 ? -INFINITY : result;
  return x == 0 ? x : result;
}

TESSERA_INLINE float sigmoid_of(float x) {
  float power = exp_of(-__builtin_fabsf(x));
  return (x >= 0 ? 1 : power) / (1 + power);
}

TESSERA_INLINE float tanh_of(float x) {
  float a = __builtin_fabsf(x), z = x * x;
  float tail = z * 0.0025355526f + -0.0085327173f;
  tail = tail * z + 0.021819997f;
  tail = tail * z + -0.053964853f;
  tail = tail * z + 0.13333325f;
  tail = tail * z + -0.33333333f;
  float small = (tail * z) * x + x;
  float large = __builtin_copysignf(1 - 2 / (exp_of(2 * a) + 1), x);
  return z < 0.3f ? small : large;
}

TESSERA_INLINE float erf_of(float x) {
  float a = __builtin_fabsf(x), z = x * x;
  float tail = z * -1.0313985e-5f + 1.1460592e-4f;
  tail = tail * z + -8.507006e-4f;
  tail = tail * z + 5.222365e-3f;
  tail = tail * z + -2.6865827e-2f;
  tail = tail * z + 0.11283788f;
  tail = tail * z + -0.37612639f;
  float small = (tail * z) * x + 1.1283792f * x;
  // Beyond 4 it is 1. -log(1 - erf) is a smooth function.
  float held = a > 4 ? 4 : a;
  float surprisal = held * 2.0517483e-5f + -4.2720545e-4f;
  surprisal = surprisal * held + 4.133337e-3f;
  surprisal = surprisal * held + -2.5014083e-2f;
  surprisal = surprisal * held + 0.10810918f;
  surprisal = surprisal * held + 0.63350826f;
  surprisal = surprisal * held + 1.1294327f;
  surprisal = surprisal * held + -1.572192e-4f;
  float large = __builtin_copysignf(1 - exp_of(-surprisal), x);
  return a < 0.92f ? small : large;
}

/// Where ``wave_of`` holds: the turns are counted exactly.
#define WAVE_LIMIT 4e8f

/// The sine of x + quarter turns, in Double: x = n pi/2 + r; the high part of pi/2 has 25 bits.
TESSERA_INLINE float wave_of(float x, int64_t quarters) {
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

/// The angle of (y, x) for finite numbers, in Double: the series of the arctangent up to tan(pi / 8).
TESSERA_INLINE float angle_of(float y, float x) {
  double a = __builtin_fabsf(y), b = __builtin_fabsf(x);
  double low = a < b ? a : b, high = a < b ? b : a;
  double ratio = high == 0 ? 0 : low / high;
  int is_steep = ratio > 0x1.a827999fcef32p-2;
  double t = is_steep ? (ratio - 1) / (ratio + 1) : ratio, z = t * t;
  double tail = z * (-1.0 / 23) + (1.0 / 21);
  tail = tail * z + (-1.0 / 19);
  tail = tail * z + (1.0 / 17);
  tail = tail * z + (-1.0 / 15);
  tail = tail * z + (1.0 / 13);
  tail = tail * z + (-1.0 / 11);
  tail = tail * z + (1.0 / 9);
  tail = tail * z + (-1.0 / 7);
  tail = tail * z + (1.0 / 5);
  tail = tail * z + (-1.0 / 3);
  double angle = (tail * z) * t + t;
  angle = is_steep ? angle + 0x1.921fb54442d18p-1 : angle;
  angle = a > b ? 0x1.921fb54442d18p+0 - angle : angle;
  angle = bits_of(x) < 0 ? 0x1.921fb54442d18p+1 - angle : angle;
  return __builtin_copysignf((float)angle, y);
}
