/// short_encode_SUFFIX: the codes of rows in sixteen bits, made while they are read. Define SCALAR and SUFFIX.

/// Sixteen values less their centres, in the unit.
TESSERA_INLINE float16v NAME(centred16)(const SCALAR *x, const float *shift, float inverse) {
  float16v centre, t;
  memcpy(&centre, shift, sizeof centre);
  if (sizeof(SCALAR) == 4) {
    memcpy(&t, x, sizeof t);
    t -= centre;
  } else {
    double8v low, high;
    NAME(load8)(x, &low);
    NAME(load8)(x + 8, &high);
    t.lo = __builtin_convertvector(low - __builtin_convertvector(centre.lo, double8v), float8v);
    t.hi = __builtin_convertvector(high - __builtin_convertvector(centre.hi, double8v), float8v);
  }
  return t * inverse;
}

/// Sixteen codes, to `target`, and what their squares add to `sum`.
TESSERA_INLINE uint8v NAME(encode16)(const SCALAR *x, const float *shift, float inverse, int32_t *target, uint8v sum) {
  short16v codes = short_rounded(NAME(centred16)(x, shift, inverse));
  memcpy(target, &codes, sizeof codes);
  sum += (uint8v)_mm256_madd_epi16((__m256i)codes, (__m256i)codes);
  return __builtin_elementwise_min(sum, (uint8v)short_longest);
}

/// The codes of a row, to `target`, and the sum of their squares, in eight parts.
TESSERA_INLINE uint8v NAME(encode_row)(const SCALAR *x, const float *shift, const float *last_shift, size_t d,
                                       float inverse, int32_t *target) {
  size_t j = 0, whole = d / 16 * 16;
  uint8v sum = 0;
#ifdef HAS_COMPRESS
  uint16v wide = 0;
  for (; j + 32 <= d; j += 32) {
    short32v codes =
        short_rounded32(NAME(centred16)(x + j, shift + j, inverse), NAME(centred16)(x + j + 16, shift + j + 16, inverse));
    memcpy(target + j / 2, &codes, sizeof codes);
    wide = saturated(wide, (uint16v)_mm512_madd_epi16((__m512i)codes, (__m512i)codes), short_longest);
  }
  sum = __builtin_elementwise_min(wide.lo + wide.hi, (uint8v)short_longest);
#endif
  for (; j < whole; j += 16) sum = NAME(encode16)(x + j, shift + j, inverse, target + j / 2, sum);
  if (whole == d) return sum;
  SCALAR last[16] = {0};
  memcpy(last, x + whole, (d - whole) * sizeof(SCALAR));
  return NAME(encode16)(last, last_shift, inverse, target + whole / 2, sum);
}

/// The codes of rows first ..< first + count of a block, and their squares; `first` is a multiple of 16.
TESSERA_INLINE void NAME(short_encode)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t first,
                                       size_t count, const tessera_short_centroids *c, size_t d,
                                       const short_buffers *b) {
  float last_shift[16] = {0};
  memcpy(last_shift, c->shift + d / 16 * 16, d % 16 * 4);
  for (size_t start = first; start < first + count; start += 16) {
    size_t used = first + count - start < 16 ? first + count - start : 16;
    uint8v sums[16] = {0};
    for (size_t i = start; i < start + used; i++)
      sums[i - start] = NAME(encode_row)(points + (size_t)rows[i] * row_stride, c->shift, last_shift, d, c->inverse,
                                         b->codes + i * b->stride);
    uint16v squares = sum_of_each(sums, short_longest);
    memcpy(b->squares + start, &squares, sizeof squares);
  }
}
