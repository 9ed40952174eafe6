/// survey_SUFFIX: the largest magnitude of each column. Define SCALAR, SUFFIX, BITS (its integer type) and BITS16.

/// Magnitudes compare as their bits do, and NaN and infinity are above all others.
static void NAME(survey)(const SCALAR *points, size_t count, size_t d, SCALAR *bounds) {
  enum { narrow = 16 };
  BITS *out = (BITS *)(void *)bounds;
  const BITS magnitude = (BITS)~((BITS)1 << (sizeof(BITS) * 8 - 1));
  size_t row = 0;
  if (d < narrow) {
    // Sixteen rows fill d vectors, always with the same columns.
    BITS16 largest[narrow];
    for (size_t v = 0; v < d; v++) largest[v] = 0;
    for (; row + 16 <= count; row += 16)
      for (size_t v = 0; v < d; v++) {
        BITS16 bits;
        memcpy(&bits, points + row * d + v * 16, sizeof bits);
        largest[v] = __builtin_elementwise_max(largest[v], bits & magnitude);
      }
    for (size_t v = 0; v < d; v++)
      for (size_t i = 0; i < 16; i++) {
        size_t column = (v * 16 + i) % d;
        out[column] = largest[v][i] > out[column] ? largest[v][i] : out[column];
      }
  }
  for (; row < count; row++) {
    const SCALAR *x = points + row * d;
    size_t j = 0;
    for (; j + 16 <= d; j += 16) {
      BITS16 bits, largest;
      memcpy(&bits, x + j, sizeof bits);
      memcpy(&largest, out + j, sizeof largest);
      largest = __builtin_elementwise_max(largest, bits & magnitude);
      memcpy(out + j, &largest, sizeof largest);
    }
    for (; j < d; j++) {
      BITS bits;
      memcpy(&bits, x + j, sizeof bits);
      bits &= magnitude;
      out[j] = bits > out[j] ? bits : out[j];
    }
  }
}
