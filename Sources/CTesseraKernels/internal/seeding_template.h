/// seeding_filter. Define FMA(a, b, c) before inclusion, and where the defaults do not fit:
/// SEEDING_PANELS x SEEDING_WIDTH accumulators of sixteen integers, as many as there are registers; SEEDING_DOT(sum,
/// bytes, c), which adds in each of sixteen lanes the four products of unsigned bytes with signed ones; or only
/// ADD_PAIRS(sum, a, b), which adds the two products of signed 16-bit numbers.

#include "tessera_seeding.h"

#ifndef SEEDING_PANELS
#define SEEDING_PANELS 1
#define SEEDING_WIDTH 4
#endif

#ifndef SEEDING_DOT
#ifndef ADD_PAIRS
/// The low half of a 16-bit product is all of it here: a byte times a signed byte.
TESSERA_INLINE void add_pairs(int16v *sum, const int16v *a, const int16v *b) {
  int16v products = (int16v)((short32v)*a * (short32v)*b);
  *sum += (products >> 16) + ((products << 16) >> 16);
}
#define ADD_PAIRS(sum, a, b) add_pairs(&(sum), &(a), &(b))
#endif

/// Even bytes, then odd ones, widened to 16 bits without leaving their lane.
TESSERA_INLINE void seeding_dot(int16v *sum, const int16v *bytes, const int16v *c) {
  int16v even = *bytes & 0x00ff00ff, odd = (int16v)((ushort32v)*bytes >> 8);
  int16v c_even = (int16v)(((short32v)*c << 8) >> 8), c_odd = (int16v)((short32v)*c >> 8);
  ADD_PAIRS(*sum, even, c_even);
  ADD_PAIRS(*sum, odd, c_odd);
}
#define SEEDING_DOT(sum, bytes, c) seeding_dot(&(sum), &(bytes), &(c))
#endif

/// Adds to `masks` bit `bit + i` in the lanes of rows that candidate i may have come near.
TESSERA_INLINE void seeding_tile(const tessera_seeding_rows *rows, const size_t *panels, size_t groups,
                                 const tessera_seeding_candidates *candidates, size_t bit, int width,
                                 int16v masks[SEEDING_PANELS]) {
  int16v sums[SEEDING_PANELS][SEEDING_WIDTH];
  const uint8_t *bytes[SEEDING_PANELS];
  const int8_t *values[SEEDING_WIDTH];
  TESSERA_UNROLL
  for (int p = 0; p < SEEDING_PANELS; p++) bytes[p] = rows->panels + panels[p] * groups * 64;
  TESSERA_UNROLL
  for (int i = 0; i < width; i++) {
    values[i] = candidates->values + (bit + (size_t)i) * groups * 4;
    TESSERA_UNROLL
    for (int p = 0; p < SEEDING_PANELS; p++) sums[p][i] = (int16v)candidates->bias[bit + (size_t)i];
  }
  for (size_t g = 0; g < groups; g++) {
    int16v row[SEEDING_PANELS];
    TESSERA_UNROLL
    for (int p = 0; p < SEEDING_PANELS; p++) {
      memcpy(&row[p], bytes[p] + g * 64, sizeof row[p]);
      // The next tile: hardware looks ahead within a page only.
      __builtin_prefetch(bytes[p] + (SEEDING_PANELS * groups + g) * 64);
    }
    TESSERA_UNROLL
    for (int i = 0; i < width; i++) {
      int32_t four;
      memcpy(&four, values[i] + g * 4, sizeof four);
      int16v c = (int16v)four;
      TESSERA_UNROLL
      for (int p = 0; p < SEEDING_PANELS; p++) SEEDING_DOT(sums[p][i], row[p], c);
    }
  }
  TESSERA_UNROLL
  for (int p = 0; p < SEEDING_PANELS; p++) {
    float16v scale, error, norm, limit;
    memcpy(&scale, rows->scale + panels[p] * 16, sizeof scale);
    memcpy(&error, rows->error + panels[p] * 16, sizeof error);
    memcpy(&norm, rows->norm + panels[p] * 16, sizeof norm);
    memcpy(&limit, rows->limit + panels[p] * 16, sizeof limit);
    TESSERA_UNROLL
    for (int i = 0; i < width; i++) {
      size_t c = bit + (size_t)i;
      float16v reach = FMA(norm, (float16v)candidates->norm_factor[c], (float16v)candidates->offset[c]);
      reach = FMA(error, (float16v)candidates->error_factor[c], reach);
      float16v dot = __builtin_convertvector(sums[p][i], float16v) * candidates->scale[c];
      reach = FMA(scale, dot, reach);
      masks[p] |= (reach > limit) & (int16v)(int32_t)((uint32_t)1 << c);
    }
  }
}

/// Appends the rows of one panel that have a bit.
TESSERA_INLINE size_t seeding_list(const int16v *masks, size_t panel, int32_t *list, uint32_t *bits) {
  if (!__builtin_reduce_or(*masks)) return 0;
  size_t found = 0;
  for (int lane = 0; lane < 16; lane++) {
    list[found] = (int32_t)(panel * 16) + lane;
    bits[found] = (uint32_t)(*masks)[lane];
    found += (*masks)[lane] != 0;
  }
  return found;
}

static size_t seeding_filter(const tessera_seeding_rows *rows, size_t first, size_t count, size_t groups,
               const tessera_seeding_candidates *candidates, int32_t *list, uint32_t *bits) {
  size_t found = 0;
  for (size_t start = 0; start < count; start += SEEDING_PANELS) {
    size_t panels[SEEDING_PANELS];
    int16v masks[SEEDING_PANELS];
    for (size_t p = 0; p < SEEDING_PANELS; p++) {
      panels[p] = first + (start + p < count ? start + p : count - 1);
      masks[p] = 0;
    }
    size_t left = candidates->count;
    while (left) {
      // Tiles of nearly equal width: nine candidates are five and four.
      size_t tiles = (left + SEEDING_WIDTH - 1) / SEEDING_WIDTH, width = (left + tiles - 1) / tiles;
      size_t bit = candidates->count - left;
#define CASE(WIDTH) \
  case WIDTH: seeding_tile(rows, panels, groups, candidates, bit, WIDTH, masks); break;
      switch (width) {
        CASE(1) CASE(2) CASE(3)
#if SEEDING_WIDTH > 4
        CASE(4) CASE(5) CASE(6) CASE(7)
#endif
        default: seeding_tile(rows, panels, groups, candidates, bit, SEEDING_WIDTH, masks);
      }
#undef CASE
      left -= width;
    }
    for (size_t p = 0; p < SEEDING_PANELS && start + p < count; p++)
      found += seeding_list(&masks[p], panels[p], list + found, bits + found);
  }
  return found;
}
