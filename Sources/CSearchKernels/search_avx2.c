/// AVX2: sixteen entries of a byte in a register, looked up 32 at a time.
#if defined(__x86_64__)
#include <immintrin.h>

#include "internal/tables.h"

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#include "internal/portable.h"

static void pass_bytes(const uint8_t *codes, size_t blocks, size_t positions, const uint16_t *entries, uint32_t limit,
                       uint64_t *passed) {
  bytes_singly(codes, blocks, positions, entries, 256, limit, passed);
}

/// The sums of 32 rows over at most 128 pairs, in 16 bits: the even rows, then the odd ones.
SEARCH_INLINE void sums_of_half(const uint8_t *codes, size_t pairs, const uint8_t *entries, __m256i sums[2]) {
  const __m256i mask = _mm256_set1_epi8(15);
  // Bytes are added as words: the high bytes once more by themselves, so that what they spilled into is known.
  __m256i both = _mm256_setzero_si256(), odd = both;
  for (size_t pair = 0; pair < pairs; pair++) {
    const __m256i code = _mm256_loadu_si256((const __m256i *)(codes + pair * SEARCH_BLOCK));
    const __m256i low = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)(entries + pair * 32)));
    const __m256i high = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)(entries + pair * 32 + 16)));
    const __m256i first = _mm256_shuffle_epi8(low, _mm256_and_si256(code, mask));
    const __m256i second = _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(code, 4), mask));
    both = _mm256_add_epi16(both, _mm256_add_epi16(first, second));
    odd = _mm256_add_epi16(odd, _mm256_add_epi16(_mm256_srli_epi16(first, 8), _mm256_srli_epi16(second, 8)));
  }
  sums[0] = _mm256_sub_epi16(both, _mm256_slli_epi16(odd, 8));
  sums[1] = odd;
}

/// Bytes of 255 where the sum of a row is at most the limit.
SEARCH_INLINE uint32_t passed_half(const __m256i sums[2], __m256i limit) {
  const __m256i even = _mm256_cmpeq_epi16(_mm256_min_epu16(sums[0], limit), sums[0]);
  const __m256i odd = _mm256_cmpeq_epi16(_mm256_min_epu16(sums[1], limit), sums[1]);
  return (uint32_t)_mm256_movemask_epi8(_mm256_blendv_epi8(odd, even, _mm256_set1_epi16(0xff)));
}

static void pass_halves(const uint8_t *codes, size_t blocks, size_t pairs, const uint8_t *entries, uint32_t limit,
                        uint64_t *passed) {
  const __m256i most = _mm256_set1_epi16((short)limit);
  for (size_t block = 0; block < blocks; block++, codes += pairs * SEARCH_BLOCK) {
    uint32_t bits[2];
    for (size_t half = 0; half < 2; half++) {
      __m256i sums[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
      for (size_t start = 0; start < pairs; start += 128) {
        const size_t some = pairs - start < 128 ? pairs - start : 128;
        __m256i part[2];
        sums_of_half(codes + start * SEARCH_BLOCK + half * 32, some, entries + start * 32, part);
        for (size_t i = 0; i < 2; i++) sums[i] = _mm256_adds_epu16(sums[i], part[i]);
      }
      bits[half] = passed_half(sums, most);
    }
    passed[block] = bits[0] | (uint64_t)bits[1] << 32;
  }
}

const search_table search_table_avx2 = {
    .name = "avx2", .pass_halves = pass_halves, .pass_bytes = pass_bytes, .pass_words = pass_words};

#pragma clang attribute pop
#else
typedef int search_no_avx2;
#endif
