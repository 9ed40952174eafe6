/// survey_SUFFIX: the largest and the smallest magnitude of each column. Define SCALAR, SUFFIX, BITS (its integer type) and
/// BITS16.

/// Magnitudes compare as their bits do, and NaN and infinity are above all others; less 1, without a sign, 0 is above all.
static void NAME(survey)(const SCALAR *points, size_t count, size_t d, SCALAR *bounds, SCALAR *leasts) {
  enum { narrow = 16 };
  BITS *out = (BITS *)(void *)bounds, *least_out = (BITS *)(void *)leasts;
  const BITS magnitude = (BITS)~((BITS)1 << (sizeof(BITS) * 8 - 1));
  size_t row = 0;
  if (d < narrow) {
    // Sixteen rows fill d vectors, always with the same columns.
    BITS16 largest[narrow], least[narrow];
    for (size_t v = 0; v < d; v++) {
      largest[v] = 0;
      least[v] = magnitude;
    }
    for (; row + 16 <= count; row += 16)
      for (size_t v = 0; v < d; v++) {
        BITS16 bits;
        memcpy(&bits, points + row * d + v * 16, sizeof bits);
        bits &= magnitude;
        largest[v] = __builtin_elementwise_max(largest[v], bits);
        least[v] = __builtin_elementwise_min(least[v], bits - 1);
      }
    for (size_t v = 0; v < d; v++)
      for (size_t i = 0; i < 16; i++) {
        size_t column = (v * 16 + i) % d;
        out[column] = largest[v][i] > out[column] ? largest[v][i] : out[column];
        least_out[column] = least[v][i] < least_out[column] - 1 ? least[v][i] + 1 : least_out[column];
      }
  }
  for (; row < count; row++) {
    const SCALAR *x = points + row * d;
    size_t j = 0;
    for (; j + 16 <= d; j += 16) {
      BITS16 bits, largest, least;
      memcpy(&bits, x + j, sizeof bits);
      memcpy(&largest, out + j, sizeof largest);
      memcpy(&least, least_out + j, sizeof least);
      bits &= magnitude;
      largest = __builtin_elementwise_max(largest, bits);
      least = __builtin_elementwise_min(least - 1, bits - 1) + 1;
      memcpy(out + j, &largest, sizeof largest);
      memcpy(least_out + j, &least, sizeof least);
    }
    for (; j < d; j++) {
      BITS bits;
      memcpy(&bits, x + j, sizeof bits);
      bits &= magnitude;
      out[j] = bits > out[j] ? bits : out[j];
      least_out[j] = bits && bits < least_out[j] ? bits : least_out[j];
    }
  }
}
