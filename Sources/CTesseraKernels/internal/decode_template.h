/// Elements of smaller types as Float, exactly: loops that the compiler makes vectors of.

/// An IEEE 754 binary16 number: 2^112 brings its exponent to that of a Float, and makes its subnormal numbers normal.
TESSERA_INLINE float decoded_half(uint16_t half) {
  uint32_t magnitude = (uint32_t)(half & 0x7FFF) << 13, sign = (uint32_t)(half & 0x8000) << 16;
  float value;
  memcpy(&value, &magnitude, 4);
  value *= 0x1p112f;
  uint32_t bits;
  memcpy(&bits, &value, 4);
  // Infinity and NaN.
  bits = magnitude >= 0x0F800000 ? magnitude | 0x7F800000 : bits;
  bits |= sign;
  memcpy(&value, &bits, 4);
  return value;
}

TESSERA_INLINE float decoded_brain(uint16_t brain) {
  uint32_t bits = (uint32_t)brain << 16;
  float value;
  memcpy(&value, &bits, 4);
  return value;
}

static void decode(tessera_encoding encoding, const void *restrict source, size_t count, float *restrict target) {
  // (Files promise no alignment, and x86 needs none: what a type says here, memcpy does.)
  typedef uint16_t __attribute__((aligned(1))) loose_u16;
  typedef int16_t __attribute__((aligned(1))) loose_i16;
  const loose_u16 *u16 = source;
  const loose_i16 *i16 = source;
  const uint8_t *u8 = source;
  const int8_t *i8 = source;
  switch (encoding) {
  case TESSERA_FLOAT16:
    for (size_t i = 0; i < count; i++) target[i] = decoded_half(u16[i]);
    break;
  case TESSERA_BFLOAT16:
    for (size_t i = 0; i < count; i++) target[i] = decoded_brain(u16[i]);
    break;
  case TESSERA_INT8:
    for (size_t i = 0; i < count; i++) target[i] = i8[i];
    break;
  case TESSERA_UINT8:
    for (size_t i = 0; i < count; i++) target[i] = u8[i];
    break;
  case TESSERA_INT16:
    for (size_t i = 0; i < count; i++) target[i] = i16[i];
    break;
  case TESSERA_UINT16:
    for (size_t i = 0; i < count; i++) target[i] = u16[i];
    break;
  }
}
