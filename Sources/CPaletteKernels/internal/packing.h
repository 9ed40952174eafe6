/// The template of a table; whoever includes it says for which instructions, and what it is called.
#include <string.h>

#pragma clang diagnostic ignored "-Wpsabi"

#define PALETTE_INLINE static inline __attribute__((always_inline))
#define PALETTE_UNROLL _Pragma("clang loop unroll(full)")

typedef int16_t lanes16 __attribute__((ext_vector_type(16)));
typedef uint32_t lanes8 __attribute__((ext_vector_type(8)));
typedef uint64_t lanes4 __attribute__((ext_vector_type(4)));

/// Stores the codes of eight weights, whole bytes.
PALETTE_INLINE void store_eight(uint64_t codes, unsigned bits, uint8_t *packed) {
  for (unsigned byte = 0; byte < bits; byte++) packed[byte] = (uint8_t)(codes >> 8 * byte);
}

/// Sixteen codes, each in a lane, as twice eight without gaps.
PALETTE_INLINE void store_sixteen(lanes16 codes, unsigned bits, uint8_t *packed) {
  const lanes8 pairs = (lanes8)codes;
  const lanes4 fours = (lanes4)((pairs & 0xffff) | pairs >> (16 - bits));
  const lanes4 eights = (fours & 0xffffffff) | fours >> (32 - 2 * bits);
  store_eight(eights[0] | eights[1] << 4 * bits, bits, packed);
  store_eight(eights[2] | eights[3] << 4 * bits, bits, packed + bits);
}

/// As many codes as are left, fewer than sixteen.
PALETTE_INLINE void store_rest(lanes16 codes, size_t count, unsigned bits, uint8_t *packed) {
  uint8_t bytes[2 * 8];
  store_sixteen(codes, bits, bytes);
  memcpy(packed, bytes, (count * bits + 7) / 8);
}

PALETTE_INLINE lanes16 codes_compared(const uint8_t *weights, const lanes16 *beyond, size_t levels) {
  lanes16 numbers, codes = 0;
  memcpy(&numbers, weights, sizeof numbers);
  numbers ^= numbers >> 15 & 0x7fff;
  PALETTE_UNROLL for (size_t level = 0; level < levels; level++) codes -= numbers > beyond[level];
  return codes;
}

PALETTE_INLINE void pack_by_comparing(const uint8_t *weights, size_t count, const int16_t *beyond, unsigned bits,
                                      uint8_t *packed) {
  const size_t levels = ((size_t)1 << bits) - 1;
  lanes16 wide[15];
  PALETTE_UNROLL for (size_t level = 0; level < levels; level++) wide[level] = beyond[level];
  size_t first = 0;
  for (; first + 16 <= count; first += 16, weights += 32, packed += 2 * bits)
    store_sixteen(codes_compared(weights, wide, levels), bits, packed);
  if (first == count) return;
  uint8_t rest[32] = {0};
  memcpy(rest, weights, (count - first) * 2);
  lanes16 codes = codes_compared(rest, wide, levels);
  for (size_t lane = count - first; lane < 16; lane++) codes[lane] = 0;
  store_rest(codes, count - first, bits, packed);
}

static void pack_compared(const uint8_t *weights, size_t count, const int16_t *beyond, unsigned bits,
                          uint8_t *packed) {
  switch (bits) {
  case 1: return pack_by_comparing(weights, count, beyond, 1, packed);
  case 2: return pack_by_comparing(weights, count, beyond, 2, packed);
  case 3: return pack_by_comparing(weights, count, beyond, 3, packed);
  default: return pack_by_comparing(weights, count, beyond, 4, packed);
  }
}

/// The codes of four weights, from the lowest bits on.
PALETTE_INLINE uint64_t four_looked_up(const uint8_t *weights, const uint8_t *codes, unsigned bits) {
  uint64_t four;
  memcpy(&four, weights, sizeof four);
  return (uint64_t)codes[four & 0xffff] | (uint64_t)codes[four >> 16 & 0xffff] << bits |
         (uint64_t)codes[four >> 32 & 0xffff] << 2 * bits | (uint64_t)codes[four >> 48] << 3 * bits;
}

PALETTE_INLINE void pack_by_looking_up(const uint8_t *weights, size_t count, const uint8_t *codes, unsigned bits,
                                       uint8_t *packed) {
  size_t first = 0;
  for (; first + 8 <= count; first += 8, weights += 16, packed += bits)
    store_eight(four_looked_up(weights, codes, bits) | four_looked_up(weights + 8, codes, bits) << 4 * bits, bits,
                packed);
  uint64_t rest = 0;
  for (size_t index = 0; first + index < count; index++) {
    uint16_t weight;
    memcpy(&weight, weights + 2 * index, sizeof weight);
    rest |= (uint64_t)codes[weight] << index * bits;
  }
  for (size_t byte = 0; byte < ((count - first) * bits + 7) / 8; byte++) packed[byte] = (uint8_t)(rest >> 8 * byte);
}

static void pack_looked_up(const uint8_t *weights, size_t count, const uint8_t *codes, unsigned bits, uint8_t *packed) {
  switch (bits) {
  case 1: return pack_by_looking_up(weights, count, codes, 1, packed);
  case 2: return pack_by_looking_up(weights, count, codes, 2, packed);
  case 3: return pack_by_looking_up(weights, count, codes, 3, packed);
  case 4: return pack_by_looking_up(weights, count, codes, 4, packed);
  case 5: return pack_by_looking_up(weights, count, codes, 5, packed);
  case 6: return pack_by_looking_up(weights, count, codes, 6, packed);
  case 7: return pack_by_looking_up(weights, count, codes, 7, packed);
  default: return pack_by_looking_up(weights, count, codes, 8, packed);
  }
}

const palette_table PALETTE_TABLE = {
    .name = PALETTE_NAME, .pack_compared = pack_compared, .pack_looked_up = pack_looked_up};
