/// AVX-512 (F, BW, DQ, VL): sixteen entries of a byte, or 64 of a word in two registers.
#if defined(__x86_64__)
#include <immintrin.h>

#include "internal/tables.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)

#include "internal/portable.h"

/// The entries of 32 codes, which are words: 64 entries by the low six bits, of the fourth that the two above choose.
SEARCH_INLINE __m512i entries_of(const __m512i table[8], __m512i codes) {
  const __mmask32 upper = _mm512_test_epi16_mask(codes, _mm512_set1_epi16(64));
  const __mmask32 top = _mm512_test_epi16_mask(codes, _mm512_set1_epi16(128));
  const __m512i first = _mm512_permutex2var_epi16(table[0], codes, table[1]);
  const __m512i second = _mm512_permutex2var_epi16(table[2], codes, table[3]);
  const __m512i third = _mm512_permutex2var_epi16(table[4], codes, table[5]);
  const __m512i fourth = _mm512_permutex2var_epi16(table[6], codes, table[7]);
  return _mm512_mask_blend_epi16(top, _mm512_mask_blend_epi16(upper, first, second),
                                 _mm512_mask_blend_epi16(upper, third, fourth));
}

#define BLOCKS 4

/// Some blocks at a time, so that a position's table is loaded once for them.
SEARCH_INLINE void pass_some(const uint8_t *codes, size_t blocks, size_t positions, const uint16_t *entries,
                             __m512i limit, uint64_t *passed) {
  __m512i sums[BLOCKS][2];
  for (size_t block = 0; block < BLOCKS; block++) sums[block][0] = sums[block][1] = _mm512_setzero_si512();
  for (size_t position = 0; position < positions; position++) {
    __m512i table[8];
    for (size_t i = 0; i < 8; i++) table[i] = _mm512_load_si512(entries + position * 256 + i * 32);
    for (size_t block = 0; block < blocks; block++) {
      const uint8_t *from = codes + (block * positions + position) * SEARCH_BLOCK;
      for (size_t half = 0; half < 2; half++) {
        const __m512i code = _mm512_cvtepu8_epi16(_mm256_loadu_si256((const __m256i *)(from + half * 32)));
        sums[block][half] = _mm512_adds_epu16(sums[block][half], entries_of(table, code));
      }
    }
  }
  for (size_t block = 0; block < blocks; block++)
    passed[block] = _mm512_cmple_epu16_mask(sums[block][0], limit) |
                    (uint64_t)_mm512_cmple_epu16_mask(sums[block][1], limit) << 32;
}

static void pass_bytes(const uint8_t *codes, size_t blocks, size_t positions, const uint16_t *entries, uint32_t limit,
                       uint64_t *passed) {
  const __m512i most = _mm512_set1_epi16((short)limit);
  for (; blocks >= BLOCKS; blocks -= BLOCKS, codes += BLOCKS * positions * SEARCH_BLOCK, passed += BLOCKS)
    pass_some(codes, BLOCKS, positions, entries, most, passed);
  if (blocks > 0) pass_some(codes, blocks, positions, entries, most, passed);
}

static void pass_halves(const uint8_t *codes, size_t blocks, size_t pairs, const uint8_t *entries, uint32_t limit,
                        uint64_t *passed) {
  const __m512i most = _mm512_set1_epi16((short)limit), mask = _mm512_set1_epi8(15);
  for (size_t block = 0; block < blocks; block++, codes += pairs * SEARCH_BLOCK) {
    __m512i even = _mm512_setzero_si512(), odds = even;
    for (size_t start = 0; start < pairs; start += 128) {
      const size_t end = pairs - start < 128 ? pairs : start + 128;
      // Bytes are added as words: the high bytes once more by themselves, so that what they spilled into is known.
      __m512i both = _mm512_setzero_si512(), odd = both;
      for (size_t pair = start; pair < end; pair++) {
        const __m512i code = _mm512_loadu_si512(codes + pair * SEARCH_BLOCK);
        const __m512i low = _mm512_broadcast_i32x4(_mm_load_si128((const __m128i *)(entries + pair * 32)));
        const __m512i high = _mm512_broadcast_i32x4(_mm_load_si128((const __m128i *)(entries + pair * 32 + 16)));
        const __m512i first = _mm512_shuffle_epi8(low, _mm512_and_si512(code, mask));
        const __m512i second = _mm512_shuffle_epi8(high, _mm512_and_si512(_mm512_srli_epi16(code, 4), mask));
        both = _mm512_add_epi16(both, _mm512_add_epi16(first, second));
        odd = _mm512_add_epi16(odd, _mm512_add_epi16(_mm512_srli_epi16(first, 8), _mm512_srli_epi16(second, 8)));
      }
      even = _mm512_adds_epu16(even, _mm512_sub_epi16(both, _mm512_slli_epi16(odd, 8)));
      odds = _mm512_adds_epu16(odds, odd);
    }
    // Bits of even rows and of odd ones take turns.
    const uint64_t low = _mm512_cmple_epu16_mask(even, most), high = _mm512_cmple_epu16_mask(odds, most);
    const __mmask64 turns = 0x5555555555555555;
    passed[block] = _mm512_mask_cmpneq_epi8_mask(turns, _mm512_movm_epi16((__mmask32)low), _mm512_setzero_si512()) |
                    _mm512_mask_cmpneq_epi8_mask(~turns, _mm512_movm_epi16((__mmask32)high), _mm512_setzero_si512());
  }
}

const search_table search_table_avx512 = {
    .name = "avx512", .pass_halves = pass_halves, .pass_bytes = pass_bytes, .pass_words = pass_words};

#pragma clang attribute pop
#else
typedef int search_no_avx512;
#endif
