/// What follows from the smallest scores: labels and bounds, rows that are left open, and their candidates.

enum { short_again = SHORT_TILE / SHORT_PANELS };  // open rows that share a tile

/// What the scores leave open: positions in the block, the score that candidates have at most, and a bound of the
/// distances to all others.
typedef struct {
  int32_t positions[short_most_rows + 16], thresholds[short_most_rows + 16];
  float outside[short_most_rows + 16];
  size_t count;
} short_open;

/// The two smallest scores of sixteen rows of a block.
TESSERA_INLINE smallest_two short_top(const tessera_short_centroids *c, const short_buffers *b, size_t start,
                                      int32_t mask) {
  smallest_two top;
  if (short_group_count(c) == 1) {
    memcpy(&top.first, b->first + start, sizeof top.first);
    memcpy(&top.second, b->second + start, sizeof top.second);
    return top;
  }
  int16v scores[16], rest;
  memcpy(scores, b->first + start * short_groups, sizeof scores);
  top = two_of_each(scores);
  int16v groups = (top.first & mask) >> (int32_t)c->group_shift;
  for (size_t i = 0; i < 16; i++) rest[i] = b->second[(start + i) * short_groups + ((size_t)groups[i] & 15)];
  top.second = __builtin_elementwise_min(top.second, rest);
  return top;
}

/// The centroids in some slots. Rows whose codes were cut off may ask for one that there is not.
TESSERA_INLINE int16v short_ids(const tessera_short_centroids *c, int16v slots) {
  slots = __builtin_elementwise_min(slots, (int16v)((int32_t)c->count - 1));
#ifdef HAS_COMPRESS
  return (int16v)_mm512_i32gather_epi32((__m512i)slots, c->ids, 4);
#else
  int16v ids;
  ids.lo = (int8v)_mm256_i32gather_epi32(c->ids, (__m256i)slots.lo, 4);
  ids.hi = (int8v)_mm256_i32gather_epi32(c->ids, (__m256i)slots.hi, 4);
  return ids;
#endif
}

/// Labels and bounds of up to sixteen rows, or, in `open`, which rows are left.
///
/// - both: also the second smallest distance is to be decided.
TESSERA_INLINE void short_conclude(const tessera_short_centroids *c, const short_buffers *b, size_t start, size_t used,
                                   int32_t mask, bool both, float gap, int32_t *label, float *upper, float *lower,
                                   short_open *open) {
  float16v reach = (float16v)c->reach, unit = (float16v)c->unit, rest = (float16v)__builtin_inff();
  smallest_two top = short_top(c, b, start, mask);
  uint16v squares;
  memcpy(&squares, b->squares + start, sizeof squares);
  if (short_group_count(c) > 1) memcpy(&rest, b->rest + start, sizeof rest);
  float16v far = short_far(squares, top.first, mask);
  // Padding: farther than any centroid can be.
  int16v alone = (top.second | mask) == INT32_MAX;
  float16v last = alone ? (float16v)0x1p20f : short_far(squares, top.second, mask);
  float16v near = alone ? (float16v)0x1p20f : short_near(squares, top.second, mask, c->reach);
  near = near * unit * (1 - 0x1p-20f);
  // The largest distance in codes that a candidate may have.
  float16v limit = (both ? last : far) * (1 + 0x1p-20f) + 2 * reach;
  far = (far + reach) * unit * (1 + 0x1p-20f);
  // Codes of longer rows may have been cut off.
  int16v fits = (int16v)(squares < (uint16v)TESSERA_SHORT_LIMIT), live = LANE_NUMBERS < (int32_t)used;
  int16v sure = both ? (int16v)0 : (far * gap + TESSERA_TINY < near) & fits;
  int16v winners = short_ids(c, top.first & mask);
  near = near < rest ? near : rest;
  near = at_least_zero(near);
  store_lanes(label + start, winners, used);
  store_lanes((int32_t *)upper + start, (int16v)far, used);
  store_lanes((int32_t *)lower + start, (int16v)near, used);
  int16v left = live & ~sure;
  if (!__builtin_reduce_or(left)) return;
  float16v own_square = __builtin_convertvector(squares, float16v);
  float16v scores = (limit * limit * (1 + 0x1p-20f) - own_square * (1 - 0x1p-20f)) / 2;
  // Beyond the range of integers everything is a candidate.
  int16v bounded = fits & (scores < 0x1p30f);
  int16v threshold = bounded ? __builtin_convertvector(bounded ? scores + 2 : (float16v)0, int16v) : (int16v)INT32_MAX;
  float16v outside = at_least_zero(limit - reach) * unit * (1 - 0x1p-20f);
  outside = outside < rest ? outside : rest;
  outside = fits ? at_least_zero(outside) : (float16v)0;
  append_lanes(open->positions + open->count, LANE_NUMBERS + (int32_t)start, left);
  append_lanes(open->thresholds + open->count, threshold, left);
  open->count += append_lanes((int32_t *)open->outside + open->count, (int16v)outside, left);
}

/// The pairs of a slot and one of up to 64 open rows whose score is at most the row's threshold; returns how many. Groups
/// with one such slot are known from the smallest scores; of others all slots are looked at again.
TESSERA_INLINE size_t short_collect(const tessera_short_centroids *c, size_t words, const short_buffers *b,
                                    const int32_t *positions, const int32_t *thresholds, size_t count, int32_t mask) {
  int32_t again[short_open_rows] = {0}, rows[short_open_rows], list[short_open_rows];
  size_t found = 0, groups = short_group_count(c), stride = groups == 1 ? 1 : short_groups;
  for (size_t i = 0; i < count; i++) {
    size_t at = (size_t)positions[i] * stride;
    for (size_t g = 0; g < groups; g++) {
      int32_t first = b->first[at + g], second = b->second[at + g];
      bool one = (first & ~mask) <= thresholds[i], more = (second & ~mask) <= thresholds[i];
      more |= thresholds[i] == INT32_MAX;
      if (one && !more) b->pairs[found++] = (first & mask) * short_open_rows + (int32_t)i;
      if (more) again[i] |= (int32_t)(1u << g);
    }
  }
  for (size_t g = 0; g < groups; g++) {
    size_t visitors = 0;
    for (size_t i = 0; i < count; i++) {
      rows[visitors] = (int32_t)i;
      list[visitors] = positions[i];
      visitors += (again[i] >> g) & 1;
    }
    for (size_t i = 0; i < visitors; i += short_again) {
      size_t used = visitors - i < short_again ? visitors - i : short_again;
      const int32_t *x[short_again];
      short_codes(b, list + i, used, short_again, x);
      size_t panel = (g << c->group_shift) / short_panel, end = short_group_end(c, g);
      for (; panel < end;) {
        size_t width = end - panel < SHORT_PANELS ? 1 : SHORT_PANELS;
        int16v scores[SHORT_TILE];
        if (width == 1)
          short_tile(c, panel, 1, short_again, words, x, scores);
        else
          short_tile(c, panel, SHORT_PANELS, short_again, words, x, scores);
        for (size_t r = 0; r < used; r++) {
          int32_t row = rows[i + r];
          int16v pairs = (LANE_NUMBERS + (int32_t)(panel * short_panel)) * short_open_rows + row;
          for (size_t p = 0; p < width; p++, pairs += short_panel * short_open_rows) {
            // Where everything is a candidate, the padding is not.
            int16v ids, hits = scores[r * width + p] <= thresholds[row];
            memcpy(&ids, c->ids + (panel + p) * short_panel, sizeof ids);
            found += append_lanes(b->pairs + found, pairs, hits & (ids != INT32_MAX));
          }
        }
        panel += width;
      }
    }
  }
  return found;
}
