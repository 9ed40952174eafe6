/// short_encode_SUFFIX: the codes of rows in sixteen bits, made while they are read. Define SCALAR and SUFFIX.

/// Sixteen codes: values less their centres, in the unit, rounded, and cut off at the range of sixteen bits.
TESSERA_INLINE short16v NAME(codes16)(const SCALAR *x, const float *shift, float inverse) {
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
  t *= inverse;
#ifdef HAS_COMPRESS
  return (short16v)_mm512_cvtsepi32_epi16(_mm512_cvtps_epi32((__m512)t));
#else
  __m256i low = _mm256_cvtps_epi32((__m256)t.lo), high = _mm256_cvtps_epi32((__m256)t.hi);
  return (short16v)_mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xd8);
#endif
}

TESSERA_INLINE uint8v NAME(add_squares)(uint8v sum, short16v codes) {
  sum += (uint8v)_mm256_madd_epi16((__m256i)codes, (__m256i)codes);
  return __builtin_elementwise_min(sum, (uint8v)short_longest);
}

/// The codes of rows first ..< first + count of a block, and their squares; `first` is a multiple of 16.
TESSERA_INLINE void NAME(short_encode)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t first,
                                       size_t count,                                       const tessera_short_centroids *c, size_t d, const short_buffers *b) {
  size_t whole = d / 16 * 16, rest = d - whole;
  float last_shift[16] = {0};
  memcpy(last_shift, c->shift + whole, rest * 4);
  uint8v sums[16];
  size_t end = first + count;
  for (size_t i = first; i < end; i++) {
    const SCALAR *x = points + (size_t)rows[i] * row_stride;
    int32_t *target = b->codes + i * b->stride;
    uint8v sum = 0;
    for (size_t j = 0; j < whole; j += 16) {
      short16v codes = NAME(codes16)(x + j, c->shift + j, c->inverse);
      memcpy(target + j / 2, &codes, sizeof codes);
      sum = NAME(add_squares)(sum, codes);
    }
    if (rest) {
      SCALAR last[16] = {0};
      memcpy(last, x + whole, rest * sizeof(SCALAR));
      short16v codes = NAME(codes16)(last, last_shift, c->inverse);
      memcpy(target + whole / 2, &codes, sizeof codes);
      sum = NAME(add_squares)(sum, codes);
    }
    sums[i & 15] = sum;
    if ((i & 15) != 15 && i + 1 < end) continue;
    for (size_t beyond = (i & 15) + 1; beyond < 16; beyond++) sums[beyond] = 0;
    uint16v squares = sum_of_each(sums, short_longest);
    memcpy(b->squares + i / 16 * 16, &squares, sizeof squares);
  }
}
