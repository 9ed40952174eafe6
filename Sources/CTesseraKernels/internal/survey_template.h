/// survey_SUFFIX: the largest and the smallest magnitude of each column. Define SCALAR, SUFFIX, BITS (its integer type) and
/// BITS16.

/// `vectors` vectors side by side at every step, whose lane i always holds column (first + i) % d; their results go where
/// those of these columns are.
///
/// Magnitudes compare as their bits do, and NaN and infinity are above all others; less 1, without a sign, 0 is above all.
static inline __attribute__((always_inline)) void NAME(survey_lanes)(
    const SCALAR *x, size_t steps, size_t stride, const size_t vectors, size_t first, size_t d, BITS *out, BITS *least_out) {
  enum { most = 4 };
  const BITS magnitude = (BITS)~((BITS)1 << (sizeof(BITS) * 8 - 1));
  BITS16 largest[most], least[most];
  for (size_t v = 0; v < vectors; v++) {
    largest[v] = 0;
    least[v] = magnitude;
  }
  for (size_t step = 0; step < steps; step++)
    for (size_t v = 0; v < vectors; v++) {
      BITS16 bits;
      memcpy(&bits, x + step * stride + v * 16, sizeof bits);
      bits &= magnitude;
      largest[v] = __builtin_elementwise_max(largest[v], bits);
      least[v] = __builtin_elementwise_min(least[v], bits - 1);
    }
  size_t column = first % d;
  for (size_t v = 0; v < vectors; v++)
    if (d >= 16) {
      BITS16 old, old_least;
      memcpy(&old, out + column, sizeof old);
      memcpy(&old_least, least_out + column, sizeof old_least);
      old = __builtin_elementwise_max(old, largest[v]);
      old_least = __builtin_elementwise_min(old_least - 1, least[v]) + 1;
      memcpy(out + column, &old, sizeof old);
      memcpy(least_out + column, &old_least, sizeof old_least);
      column += 16;
    } else {
      for (size_t i = 0; i < 16; i++) {
        out[column] = largest[v][i] > out[column] ? largest[v][i] : out[column];
        least_out[column] = least[v][i] < least_out[column] - 1 ? least[v][i] + 1 : least_out[column];
        column = column + 1 < d ? column + 1 : 0;
      }
    }
}

static void NAME(survey)(const void *elements, size_t count, size_t d, void *bounds, void *leasts) {
  const SCALAR *points = elements;
  BITS *out = bounds, *least_out = leasts;
  // Of few columns, sixteen rows fill d vectors, always with the same ones.
  size_t rows = d < 16 ? 16 : 1, width = rows * d;
  // What the vectors of one pass read lies in the cache for the next one.
  size_t steps = count / rows, block = width < 512 ? 16384 / width : 32;
  for (size_t step = 0; step < steps; step += block) {
    const SCALAR *x = points + step * width;
    size_t some = steps - step < block ? steps - step : block, j = 0;
    for (; j + 64 <= width; j += 64) NAME(survey_lanes)(x + j, some, width, 4, j, d, out, least_out);
    for (; j + 16 <= width; j += 16) NAME(survey_lanes)(x + j, some, width, 1, j, d, out, least_out);
    // The last vector may repeat some columns.
    if (j < width) NAME(survey_lanes)(x + width - 16, some, width, 1, width - 16, d, out, least_out);
  }
  for (size_t i = steps * width; i < count * d; i++) {
    BITS bits;
    memcpy(&bits, points + i, sizeof bits);
    bits &= (BITS)~((BITS)1 << (sizeof(BITS) * 8 - 1));
    size_t j = i % d;
    out[j] = bits > out[j] ? bits : out[j];
    least_out[j] = bits && bits < least_out[j] ? bits : least_out[j];
  }
}
