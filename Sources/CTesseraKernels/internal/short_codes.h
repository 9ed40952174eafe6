/// Values as codes of sixteen bits.

/// Rounded, and cut off at the range of sixteen bits.
TESSERA_INLINE short16v short_rounded(float16v values) {
#ifdef HAS_COMPRESS
  return (short16v)_mm512_cvtsepi32_epi16(_mm512_cvtps_epi32((__m512)values));
#else
  __m256i low = _mm256_cvtps_epi32((__m256)values.lo), high = _mm256_cvtps_epi32((__m256)values.hi);
  return (short16v)_mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xd8);
#endif
}

#ifdef HAS_COMPRESS
TESSERA_INLINE short32v short_rounded32(float16v a, float16v b) {
  __m512i codes = _mm512_packs_epi32(_mm512_cvtps_epi32((__m512)a), _mm512_cvtps_epi32((__m512)b));
  // Packed in quarters.
  return (short32v)_mm512_permutexvar_epi64(_mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7), codes);
}
#endif
