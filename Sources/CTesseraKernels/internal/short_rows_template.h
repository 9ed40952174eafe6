/// short_encode_SUFFIX: the codes of rows in sixteen bits, made while they are read. Define SCALAR and SUFFIX.

/// Sixteen values less their centres, in the unit, rounded; those outside `mask` are 0.
TESSERA_INLINE __m512i NAME(codes16)(const SCALAR *x, const float *shift, __mmask16 mask, __m512 inverse) {
  __m512 centre = _mm512_maskz_loadu_ps(mask, shift), t;
  if (sizeof(SCALAR) == 4) {
    t = _mm512_sub_ps(_mm512_maskz_loadu_ps(mask, x), centre);
  } else {
    __m512d low = _mm512_maskz_loadu_pd((__mmask8)mask, x);
    __m512d high = _mm512_maskz_loadu_pd((__mmask8)(mask >> 8), (const char *)x + 8 * sizeof(SCALAR));
    low = _mm512_sub_pd(low, _mm512_cvtps_pd(_mm512_castps512_ps256(centre)));
    high = _mm512_sub_pd(high, _mm512_cvtps_pd(_mm512_extractf32x8_ps(centre, 1)));
    t = _mm512_insertf32x8(_mm512_castps256_ps512(_mm512_cvtpd_ps(low)), _mm512_cvtpd_ps(high), 1);
  }
  return _mm512_cvtps_epi32(_mm512_mul_ps(t, inverse));
}

/// The codes of up to 64 rows, by lanes. The `ahead` rows that follow them in the list are fetched meanwhile.
TESSERA_INLINE void NAME(short_encode)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t count,
                                       size_t ahead, const tessera_short_centroids *c, size_t d, size_t words,
                                       const short_buffers *b) {
  const __mmask16 all = 0xffff;
  __m512 inverse = _mm512_set1_ps(c->inverse);
  size_t whole = d / 32 * 32, rest = d - whole;
  __mmask16 first = rest >= 16 ? all : (__mmask16)((1u << rest) - 1);
  __mmask16 second = rest > 16 ? (__mmask16)((1u << (rest - 16)) - 1) : 0;
  for (size_t i = 0; i < count; i++) {
    const SCALAR *x = points + (size_t)rows[i] * row_stride;
    int32_t *target = b->codes + i * words;
    if (i < ahead) {
      const char *next = (const char *)(points + (size_t)rows[count + i] * row_stride);
      for (size_t at = 0; at < d * sizeof(SCALAR); at += 64) __builtin_prefetch(next + at);
    }
    for (size_t j = 0; j < whole; j += 32) {
      __m512i low = NAME(codes16)(x + j, c->shift + j, all, inverse);
      __m512i high = NAME(codes16)(x + j + 16, c->shift + j + 16, all, inverse);
      _mm512_storeu_si512(target + j / 2, _mm512_packs_epi32(low, high));
    }
    if (!rest) continue;
    __m512i low = NAME(codes16)(x + whole, c->shift + whole, first, inverse);
    if (second) {
      __m512i high = NAME(codes16)(x + whole + 16, c->shift + whole + 16, second, inverse);
      _mm512_storeu_si512(target + whole / 2, _mm512_packs_epi32(low, high));
    } else {
      _mm256_storeu_si256((__m256i *)(void *)(target + whole / 2), _mm512_cvtsepi32_epi16(low));
    }
  }
  for (size_t g = 0; g < short_groups; g++) {
    const int32_t *codes[16];
    for (size_t i = 0; i < 16; i++) {
      size_t position = g * 16 + i;
      codes[i] = b->codes + (position < count ? position : count - 1) * words;
    }
    transpose_words(codes, words, short_rows, b->x + g * 16);
  }
}
