/// Sixteen-bit weights as packed codes: one template, compiled per instruction set, behind a table of function pointers. Codes are whole
/// numbers that comparisons decide, so that all tables give the same bits.
#ifndef PALETTE_KERNELS_H
#define PALETTE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Codes of up to so many bits are found by comparing with all thresholds.
#define PALETTE_COMPARED_BITS 4

typedef struct palette_table {
  const char *name;

  /// Packs codes of `bits` bits, 1 to ``PALETTE_COMPARED_BITS``, the first code in the lowest bits of the first byte, whole bytes in all. The code of
  /// a weight is how many of the 2^bits - 1 numbers in `beyond` are less than it. Weights are little-endian bits of a sign and a magnitude, aligned or not,
  /// and compared as numbers m, or -1 - m where the sign is set.
  void (*pack_compared)(const uint8_t *weights, size_t count, const int16_t *beyond, unsigned bits, uint8_t *packed);

  /// The same of codes of 1 to 8 bits that a table has for each of the 65 536 patterns of a weight.
  void (*pack_looked_up)(const uint8_t *weights, size_t count, const uint8_t *codes, unsigned bits, uint8_t *packed);
} palette_table;

/// The table for what `tessera_kernels.h` calls by this name; the portable one where there is no other.
const palette_table *palette_table_named(const char *name);

#pragma clang assume_nonnull end

#endif
