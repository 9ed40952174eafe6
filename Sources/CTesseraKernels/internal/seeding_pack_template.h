/// seeding_pack: one panel of the 8-bit copy.

/// Sixteen values, zero beyond d.
TESSERA_INLINE void seeding_values(const float *x, size_t j, size_t d, float16v *values) {
  *values = 0;
  if (j + 16 <= d)
    memcpy(values, x + j, sizeof *values);
  else
    memcpy(values, x + j, (d - j) * sizeof(float));
}

static void seeding_pack(const float *packed, size_t count, size_t d, uint8_t *panel, float *scale, float *residual) {
  size_t groups = (d + 3) / 4;
  memset(panel, 128, groups * 64);
  for (size_t r = 0; r < TESSERA_SEEDING_PANEL; r++) scale[r] = residual[r] = 0;
  for (size_t r = 0; r < count; r++) {
    const float *x = packed + r * d;
    float16v largest = 0, squares = 0;
    for (size_t j = 0; j < d; j += 16) {
      float16v values;
      seeding_values(x, j, d, &values);
      largest = __builtin_elementwise_max(largest, values < 0 ? -values : values);
    }
    float bound = __builtin_reduce_max(largest);
    // Below that, the quotient could overflow: the row is all error.
    float step = bound < 0x1p-100f ? 0 : bound / 127, inverse = step > 0 ? 127 / bound : 0;
    scale[r] = step;
    for (size_t j = 0; j < d; j += 16) {
      float16v values;
      seeding_values(x, j, d, &values);
      // Adding 1.5 * 2^23 rounds to the nearest whole number.
      float16v whole = (values * inverse + 0x1.8p23f) - 0x1.8p23f;
      whole = __builtin_elementwise_min(__builtin_elementwise_max(whole, (float16v)-127.0f), (float16v)127.0f);
      float16v rest = values - whole * step;
      squares += rest * rest;
      uchar16v bytes = __builtin_convertvector(__builtin_convertvector(whole, int16v) + 128, uchar16v);
      for (size_t g = 0; g < 4 && j / 4 + g < groups; g++)
        memcpy(panel + (j / 4 + g) * 64 + r * 4, (const uint8_t *)&bytes + g * 4, 4);
    }
    float sum = 0;
    for (int lane = 0; lane < 16; lane++) sum += squares[lane];
    residual[r] = sum;
  }
}
