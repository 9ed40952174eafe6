/// The sixteen-bit filter: centroids side by side in the lanes, sixteen to a panel, two dimensions to a lane's word; the words
/// of a row are broadcast. Define SHORT_ROWS, how many rows share a panel's registers, and ADD_PAIRS(sum, a, b).
///
/// Rows x and centroids c are coded in one unit: x' = (x - shift) / unit, rounded, and so c'. The score
/// u = |c'|^2 / 2 - x'.c' is exact in 32 bits, since no code is longer than 2^15; |x' - c'|^2 = |x'|^2 + 2 u, and
/// |x - c| / unit lies within `reach` of its root.
///
/// Panels make up to sixteen groups. A row that has a bound of the distances to a group's centroids visits the group only
/// where the bound does not rule it out (Ding et al. 2015, "Yinyang K-means"); the rows that visit a group are gathered.
#include <immintrin.h>

enum { short_panel = TESSERA_SHORT_PANEL, short_groups = TESSERA_SHORT_GROUPS, short_open_rows = 64, short_again = SHORT_TILE / SHORT_PANELS, short_step = 64 };

/// Up to sixteen words; few copies have a length that the compiler does not know.
TESSERA_INLINE void store_lanes(int32_t *out, int16v values, size_t used) {
  if (used == 16)
    memcpy(out, &values, sizeof values);
  else
    memcpy(out, &values, used * 4);
}

TESSERA_INLINE int16v load_lanes(const int32_t *in, size_t used) {
  int16v values = 0;
  if (used == 16)
    memcpy(&values, in, sizeof values);
  else
    memcpy(&values, in, used * 4);
  return values;
}

/// |x'|^2 is cut off here.
static const uint32_t short_longest = INT32_MAX;

typedef struct {
  int32_t *codes;           // [rows][stride]
  uint32_t *squares;        // [rows], |x'|^2
  int32_t *first, *second;  // [rows][16], or [rows] of one group: the smallest scores, the slot in their low bits
  int32_t *visits;          // [rows], bit g: group g
  int32_t *list;            // [rows + 16]
  float *rest;              // [rows], a bound of the distances to groups that are not visited
  int32_t *pairs;           // [64 * slots + 16] of a slot and an open row: 64 slot + row
  size_t rows, stride;
} short_buffers;

/// The rows after those of a block: fetched while those are compared.
typedef struct {
  const char *points;
  size_t stride, bytes;
  const int32_t *rows;
  size_t left;
} short_ahead;

TESSERA_INLINE void short_fetch(short_ahead *ahead, size_t rows) {
  for (; rows > 0 && ahead->left > 0; rows--, ahead->left--) {
    const char *row = ahead->points + (size_t)*ahead->rows++ * ahead->stride;
    for (size_t at = 0; at < ahead->bytes; at += 64) __builtin_prefetch(row + at, 0, 3);
  }
}

static size_t short_words(size_t d) { return (d + 1) / 2; }

/// Words of a row's codes in a block: whole vectors of sixteen codes.
static size_t short_stride(size_t d) { return (d + 15) / 16 * 8; }

/// Rows of a block: their codes stay in the second-level cache.
static size_t short_block_rows(size_t d) {
  size_t rows = 32768 / short_stride(d) / 16 * 16;
  return rows < 16 ? 16 : rows > 512 ? 512 : rows;
}

static short_buffers short_layout(void *scratch, size_t d) {
  short_buffers b = {.rows = short_block_rows(d), .stride = short_stride(d)};
  b.codes = (int32_t *)(((uintptr_t)scratch + 63) & ~(uintptr_t)63);
  b.first = b.codes + b.rows * b.stride;
  b.second = b.first + b.rows * short_groups;
  b.squares = (uint32_t *)(b.second + b.rows * short_groups);
  b.visits = (int32_t *)(b.squares + b.rows);
  b.rest = (float *)(b.visits + b.rows);
  b.list = (int32_t *)(b.rest + b.rows);
  b.pairs = b.list + b.rows + 16;
  return b;
}

static size_t short_scratch_bytes(size_t k, size_t d) {
  size_t rows = short_block_rows(d), slots = (k + short_panel - 1) / short_panel * short_panel;
  return (rows * (short_stride(d) + 2 * short_groups + 4) + 16 + short_open_rows * slots + 16) * 4 + 64;
}

static size_t short_group_count(const tessera_short_centroids *c) {
  size_t slots = (size_t)1 << c->group_shift;
  return (c->count + slots - 1) >> c->group_shift;
}

/// What the scores leave open: positions in the block, the score that candidates have at most, and a bound of the
/// distances to all others.
typedef struct {
  int32_t positions[512 + 16], thresholds[512 + 16];
  float outside[512 + 16];
  size_t count;
} short_open;

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

/// Scores of some rows and `width` neighbouring panels, all in registers.
TESSERA_INLINE void short_tile(const tessera_short_centroids *c, size_t panel, size_t width, size_t rows, size_t words,
                               const int32_t *const *x, int16v *scores) {
  int16v sums[SHORT_TILE];
  TESSERA_UNROLL
  for (size_t p = 0; p < width; p++) {
    int16v half;
    memcpy(&half, c->half_squares + (panel + p) * short_panel, sizeof half);
    TESSERA_UNROLL
    for (size_t r = 0; r < rows; r++) sums[r * width + p] = half;
  }
  const int32_t *codes = c->panels + panel * words * short_panel;
  for (size_t w = 0; w < words; w++) {
    int16v y[SHORT_PANELS];
    TESSERA_UNROLL
    for (size_t p = 0; p < width; p++) memcpy(&y[p], codes + (p * words + w) * short_panel, sizeof y[p]);
    TESSERA_UNROLL
    for (size_t r = 0; r < rows; r++) {
      int16v word = (int16v)x[r][w];
      TESSERA_UNROLL
      for (size_t p = 0; p < width; p++) ADD_PAIRS(sums[r * width + p], y[p], word);
    }
  }
  memcpy(scores, sums, rows * width * sizeof(int16v));
}

/// Scores of sixteen rows and a panel: scores[row], by lanes.
TESSERA_INLINE void short_scores(const tessera_short_centroids *c, size_t panel, size_t words, const int32_t *const *x,
                                 int16v scores[16]) {
  for (size_t r = 0; r < 16; r += SHORT_TILE) short_tile(c, panel, 1, SHORT_TILE, words, x + r, scores + r);
}

/// Joins the scores of sixteen rows and `width` panels to the two smallest so far, if any, lane by lane.
TESSERA_INLINE void short_join(const tessera_short_centroids *c, size_t panel, size_t width, size_t words,
                               const int32_t *const *x, int32_t mask, bool is_first, smallest_two top[16]) {
  const size_t rows = SHORT_TILE / (width == 3 ? 4 : width);
  for (size_t start = 0; start < 16; start += rows) {
    int16v scores[SHORT_TILE];
    short_tile(c, panel, width, rows, words, x + start, scores);
    TESSERA_UNROLL
    for (size_t r = 0; r < rows; r++) {
      smallest_two two = {(int16v)INT32_MAX, (int16v)INT32_MAX};
      if (!is_first) two = top[start + r];
      TESSERA_UNROLL
      for (size_t p = 0; p < width; p++) {
        int16v score = (scores[r * width + p] & ~mask) | (LANE_NUMBERS + (int32_t)((panel + p) * short_panel));
        int16v loser = __builtin_elementwise_max(two.first, score);
        two.second = __builtin_elementwise_min(two.second, loser);
        two.first = __builtin_elementwise_min(two.first, score);
      }
      top[start + r] = two;
    }
  }
}

/// The codes of sixteen rows of a list, whose last is repeated.
TESSERA_INLINE void short_codes(const short_buffers *b, const int32_t *list, size_t count, const int32_t *x[16]) {
  for (size_t r = 0; r < 16; r++) x[r] = b->codes + (size_t)list[r < count ? r : count - 1] * b->stride;
}

/// The two smallest scores of sixteen rows in a group; `mask` covers the bits of a slot.
static __attribute__((noinline)) void short_group(const tessera_short_centroids *c, size_t group, size_t words,
                                                  const int32_t *const *x, int32_t mask, smallest_two *out) {
  size_t panel = (group << c->group_shift) / short_panel, end = ((group + 1) << c->group_shift) / short_panel;
  if (end > c->count / short_panel) end = c->count / short_panel;
  if (end - panel == 1) {
    int16v scores[16], slots = LANE_NUMBERS + (int32_t)(panel * short_panel);
    short_scores(c, panel, words, x, scores);
    TESSERA_UNROLL
    for (size_t r = 0; r < 16; r++) scores[r] = (scores[r] & ~mask) | slots;
    *out = two_of_each(scores);
    return;
  }
  smallest_two top[16];
#define JOIN_PANELS(WIDTH, IS_FIRST) short_join(c, panel, WIDTH, words, x, mask, IS_FIRST, top)
  if (end - panel >= SHORT_PANELS) {
    JOIN_PANELS(SHORT_PANELS, true);
    for (panel += SHORT_PANELS; panel + SHORT_PANELS <= end; panel += SHORT_PANELS) JOIN_PANELS(SHORT_PANELS, false);
    switch (end - panel) {
      case 3: JOIN_PANELS(3, false); break;
      case 2: JOIN_PANELS(2, false); break;
      case 1: JOIN_PANELS(1, false); break;
      default: break;
    }
  } else if (end - panel == 3) {
    JOIN_PANELS(3, true);
  } else {
    JOIN_PANELS(2, true);
  }
#undef JOIN_PANELS
  *out = two_of_twos(top);
}

/// The positions below `count` whose bit `group` is set, to b->list; returns how many.
TESSERA_INLINE size_t short_visitors(const short_buffers *b, const int32_t *visits, size_t group, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i += 16) {
    int16v bits, positions = LANE_NUMBERS + (int32_t)i;
    memcpy(&bits, visits + i, sizeof bits);
    int16v keep = (bits & (int32_t)(1u << group)) != 0;
    keep &= positions < (int32_t)count;
    found += append_lanes(b->list + found, positions, keep);
  }
  return found;
}

/// The two smallest scores of each row of a block in each group that it visits.
TESSERA_INLINE void short_visit(const tessera_short_centroids *c, size_t words, const short_buffers *b, size_t count,
                                int32_t mask, short_ahead *ahead) {
  size_t groups = short_group_count(c);
  for (size_t g = 0; g < groups; g++) {
    size_t visitors = short_visitors(b, b->visits, g, count);
    for (size_t i = 0; i < visitors; i += 16) {
      const int32_t *x[16];
      size_t used = visitors - i < 16 ? visitors - i : 16;
      short_codes(b, b->list + i, used, x);
      short_fetch(ahead, 4);
      smallest_two top;
      short_group(c, g, words, x, mask, &top);
      for (size_t r = 0; r < used; r++) {
        size_t at = (size_t)b->list[i + r] * short_groups + g;
        b->first[at] = top.first[r];
        b->second[at] = top.second[r];
      }
    }
  }
}

/// The same of the rows first ..< first + count, where all centroids are one group.
TESSERA_INLINE void short_visit_all(const tessera_short_centroids *c, size_t words, const short_buffers *b, size_t first,
                                    size_t count, int32_t mask, short_ahead *ahead) {
  size_t end = first + count;
  for (size_t i = first; i < end; i += 16) {
    const int32_t *x[16];
    for (size_t r = 0; r < 16; r++) x[r] = b->codes + (i + r < end ? i + r : end - 1) * b->stride;
    short_fetch(ahead, 16);
    smallest_two top;
    short_group(c, 0, words, x, mask, &top);
    memcpy(b->first + i, &top.first, sizeof top.first);
    memcpy(b->second + i, &top.second, sizeof top.second);
  }
}

/// The square of the distance in codes that belongs to a score with a slot in its bits, too large by 2 mask + 2 at most.
/// Sums in 32 bits wrap, and end in 0 ..< 2^32.
TESSERA_INLINE float16v short_square(uint16v squares, int16v scores, int32_t mask) {
  return __builtin_convertvector(squares + 2 * (uint16v)(scores | mask) + 1, float16v);
}

/// At least the distance in codes.
TESSERA_INLINE float16v short_far(uint16v squares, int16v scores, int32_t mask) {
  return __builtin_elementwise_sqrt(short_square(squares, scores, mask)) * (1 + 0x1p-22f);
}

/// At most the distance less `reach`.
TESSERA_INLINE float16v short_near(uint16v squares, int16v scores, int32_t mask, float reach) {
  float16v square = short_square(squares, scores, mask) * (1 - 0x1p-22f) - (2 * (float)mask + 3);
  return at_least_zero(__builtin_elementwise_sqrt(at_least_zero(square)) * (1 - 0x1p-22f) - reach);
}

TESSERA_INLINE int16v short_fits(uint16v squares) { return (int16v)(squares < (uint16v)TESSERA_SHORT_LIMIT); }

/// Which groups the rows visit to begin with: where there are bounds, only their own.
TESSERA_INLINE void short_begin(const tessera_short_centroids *c, const short_buffers *b, size_t count,
                                const int32_t *label, bool bounded) {
  int32_t all = (int32_t)((1u << short_group_count(c)) - 1);
  for (size_t i = 0; i < count; i++) {
    bool own = bounded && label[i] >= 0 && b->squares[i] < TESSERA_SHORT_LIMIT;
    b->visits[i] = own ? (int32_t)(1u << c->group_of[label[i]]) : all;
    b->rest[i] = __builtin_inff();
  }
  const int16v none = (int16v)INT32_MAX;
  for (size_t i = 0; i < count; i++) {
    memcpy(b->first + i * short_groups, &none, sizeof none);
    memcpy(b->second + i * short_groups, &none, sizeof none);
  }
}

/// The bounds of a row's groups, loosened by the drift since they were set.
TESSERA_INLINE float16v short_bounds(const tessera_short_groups *groups, int32_t row, float16v drift) {
  ushort16v steps;
  memcpy(&steps, groups->bounds + (size_t)row * short_groups, sizeof steps);
  return __builtin_convertvector(steps, float16v) * (groups->unit * (1 - 0x1p-20f)) - drift;
}

/// Which groups rows that have visited their own have to visit beside it; b->rest gets the bound of the others.
TESSERA_INLINE void short_continue(const tessera_short_centroids *c, const tessera_short_groups *groups,
                                   const short_buffers *b, const int32_t *rows, size_t count, int32_t mask, float gap,
                                   const int32_t *label, const float *upper) {
  int16v lanes = LANE_NUMBERS, all = lanes < (int32_t)short_group_count(c);
  float16v drift;
  memcpy(&drift, groups->drift, sizeof drift);
  for (size_t start = 0; start < count; start += 16) {
    size_t used = count - start < 16 ? count - start : 16;
    int16v scores = 0;
    uint16v squares;
    float16v known;
    memcpy(&squares, b->squares + start, sizeof squares);
    known = (float16v)load_lanes((const int32_t *)upper + start, used);
    for (size_t i = 0; i < used; i++)
      if (label[start + i] >= 0) scores[i] = b->first[(start + i) * short_groups + c->group_of[label[start + i]]];
    float16v far = (short_far(squares, scores, mask) + c->reach) * c->unit * (1 + 0x1p-20f);
    far = known < far ? known : far;
    float16v limits = far * gap + TESSERA_TINY;
    for (size_t i = 0; i < used; i++) {
      size_t at = start + i;
      if (label[at] < 0 || b->squares[at] >= TESSERA_SHORT_LIMIT) {
        b->visits[at] = 0;
        continue;
      }
      float16v bounds = short_bounds(groups, rows[at], drift);
      int16v others = all & (lanes != (int32_t)c->group_of[label[at]]);
      int16v near = !(bounds > limits[i]) & others;
      b->visits[at] = (int32_t)lane_bits(near);
      b->rest[at] = smallest_lane(near | ~others ? (float16v)__builtin_inff() : bounds);
    }
  }
}

/// New bounds of the groups that the rows have visited.
TESSERA_INLINE void short_keep(const tessera_short_centroids *c, const tessera_short_groups *groups,
                               const short_buffers *b, const int32_t *rows, size_t count, int32_t mask) {
  float16v drift;
  memcpy(&drift, groups->drift, sizeof drift);
  for (size_t i = 0; i < count; i++) {
    int16v scores;
    ushort16v old;
    uint16_t *bounds = groups->bounds + (size_t)rows[i] * short_groups;
    memcpy(&scores, b->first + i * short_groups, sizeof scores);
    memcpy(&old, bounds, sizeof old);
    float16v near = short_near((uint16v)b->squares[i], scores, mask, c->reach) * c->unit;
    float16v steps = (near + drift) * (1 - 0x1p-20f) * groups->inverse;
    steps = steps < 65535 ? steps : (float16v)65535;
    ushort16v kept = __builtin_convertvector(__builtin_convertvector(steps, int16v), ushort16v);
    if (b->squares[i] >= TESSERA_SHORT_LIMIT) kept = 0;
    kept = __builtin_convertvector(scores == INT32_MAX, short16v) ? old : kept;
    memcpy(bounds, &kept, sizeof kept);
  }
}

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
  int16v fits = short_fits(squares), live = LANE_NUMBERS < (int32_t)used;
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
  int32_t again[short_open_rows] = {0}, rows[short_open_rows + 16];
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
      visitors += (again[i] >> g) & 1;
    }
    for (size_t i = 0; i < visitors; i += short_again) {
      size_t used = visitors - i < short_again ? visitors - i : short_again;
      const int32_t *x[short_again];
      for (size_t r = 0; r < short_again; r++)
        x[r] = b->codes + (size_t)positions[rows[i + (r < used ? r : used - 1)]] * b->stride;
      size_t panel = (g << c->group_shift) / short_panel, end = ((g + 1) << c->group_shift) / short_panel;
      if (end > c->count / short_panel) end = c->count / short_panel;
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

/// Sixteen-bit copies of the centroids order[first ..< first + count] in panels.
static void short_centroids(const double *centroids, const int32_t *order, size_t first, size_t count, size_t d,
                            const float *shift, float inverse, int32_t *panels, int32_t *half_squares,
                            double *error_squares) {
  size_t words = short_words(d);
  double unit = 1 / (double)inverse;
  for (size_t n = first; n < first + count; n++) {
    const double *centroid = centroids + (size_t)order[n] * d;
    int32_t *target = panels + n / short_panel * words * short_panel + n % short_panel;
    int64_t square = 0;
    double error = 0;
    for (size_t w = 0; w < words; w++) {
      int32_t codes[2] = {0, 0};
      for (size_t i = 0; i < 2 && 2 * w + i < d; i++) {
        double t = centroid[2 * w + i] - (double)shift[2 * w + i], whole = __builtin_rint(t * (double)inverse);
        double rest = t - whole * unit;
        codes[i] = (int32_t)whole;
        square += (int64_t)codes[i] * codes[i];
        error += rest * rest;
      }
      target[w * short_panel] = (int32_t)(((uint32_t)-codes[0] & 0xffff) | (uint32_t)-codes[1] << 16);
    }
    half_squares[n] = (int32_t)(square / 2);
    error_squares[n] = error;
  }
}
