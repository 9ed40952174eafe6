/// Look-ups one by one, for codes of any width; whoever includes it says for which instructions.

#define SEARCH_INLINE static inline __attribute__((always_inline))

SEARCH_INLINE uint64_t passed_rows(const uint32_t sums[SEARCH_BLOCK], uint32_t limit) {
  uint64_t passed = 0;
  for (size_t row = 0; row < SEARCH_BLOCK; row++) passed |= (uint64_t)(sums[row] <= limit) << row;
  return passed;
}

#define PASS_SINGLY(NAME, CODE)                                                                                        \
  SEARCH_INLINE void NAME(const CODE *codes, size_t blocks, size_t positions, const uint16_t *entries, size_t stride,  \
                          uint32_t limit, uint64_t *passed) {                                                          \
    for (size_t block = 0; block < blocks; block++) {                                                                  \
      uint32_t sums[SEARCH_BLOCK] = {0};                                                                               \
      for (size_t position = 0; position < positions; position++, codes += SEARCH_BLOCK) {                             \
        const uint16_t *table = entries + position * stride;                                                           \
        for (size_t row = 0; row < SEARCH_BLOCK; row++) sums[row] += table[codes[row]];                                \
      }                                                                                                                \
      passed[block] = passed_rows(sums, limit);                                                                        \
    }                                                                                                                  \
  }

PASS_SINGLY(bytes_singly, uint8_t)
PASS_SINGLY(words_singly, uint16_t)

static void pass_words(const uint16_t *codes, size_t blocks, size_t positions, const uint16_t *entries, size_t stride,
                       uint32_t limit, uint64_t *passed) {
  words_singly(codes, blocks, positions, entries, stride, limit, passed);
}
