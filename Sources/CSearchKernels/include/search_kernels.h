/// Sums of table entries over the codes of rows, compared with a limit: what a search of compressed vectors passes over. Sums are of
/// whole numbers, so that all tables say the same of every row.
///
/// Rows lie in blocks of 64, position after position: 64 codes of the first, 64 of the second ... Codes of up to four bits lie two
/// positions to a byte, the even one in the low bits.
#ifndef SEARCH_KERNELS_H
#define SEARCH_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#define SEARCH_BLOCK 64

/// Sums beyond it are all the same to a table.
#define SEARCH_MOST_LIMIT 65000

typedef struct search_table {
  const char *name;
  /// For each block a bit per row, the first row's the lowest: whether the sum of its entries is at most `limit`, which is at most
  /// ``SEARCH_MOST_LIMIT``. Two positions of up to 16 codes per byte; entries [2 pairs][16], 64-byte aligned.
  void (*pass_halves)(const uint8_t *codes, size_t blocks, size_t pairs, const uint8_t *entries, uint32_t limit,
                      uint64_t *passed);
  /// Positions of up to 256 codes; entries [positions][256], 64-byte aligned.
  void (*pass_bytes)(const uint8_t *codes, size_t blocks, size_t positions, const uint16_t *entries, uint32_t limit,
                     uint64_t *passed);
  /// Positions of up to 65536 codes; entries [positions][stride].
  void (*pass_words)(const uint16_t *codes, size_t blocks, size_t positions, const uint16_t *entries, size_t stride,
                     uint32_t limit, uint64_t *passed);
} search_table;

/// The table for what `tessera_kernels.h` calls by this name; the portable one where there is no other.
const search_table *search_table_named(const char *name);

#pragma clang assume_nonnull end

#endif
