/// The portable table.
#include "internal/tables.h"

#include "internal/portable.h"

static void pass_bytes(const uint8_t *codes, size_t blocks, size_t positions, const uint16_t *entries, uint32_t limit,
                       uint64_t *passed) {
  bytes_singly(codes, blocks, positions, entries, 256, limit, passed);
}

static void pass_halves(const uint8_t *codes, size_t blocks, size_t pairs, const uint8_t *entries, uint32_t limit,
                        uint64_t *passed) {
  for (size_t block = 0; block < blocks; block++) {
    uint32_t sums[SEARCH_BLOCK] = {0};
    for (size_t pair = 0; pair < pairs; pair++, codes += SEARCH_BLOCK) {
      const uint8_t *low = entries + pair * 32, *high = low + 16;
      for (size_t row = 0; row < SEARCH_BLOCK; row++)
        sums[row] += (uint32_t)low[codes[row] & 15] + high[codes[row] >> 4];
    }
    passed[block] = passed_rows(sums, limit);
  }
}

const search_table search_table_portable = {
    .name = "portable", .pass_halves = pass_halves, .pass_bytes = pass_bytes, .pass_words = pass_words};
