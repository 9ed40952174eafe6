/// The sixteen-bit filter: its memory, and what its parts share. Define SHORT_TILE, how many vectors of sixteen sums the
/// registers hold, SHORT_PANELS, how many panels of centroids a tile spans at most, and ADD_PAIRS(sum, a, b), which adds the
/// two products of signed 16-bit numbers in each of sixteen lanes.
///
/// Centroids lie side by side in the lanes, sixteen to a panel, two dimensions to a lane's word; the words of a row are
/// broadcast. Rows x and centroids c are coded in one unit: x' = (x - shift) / unit, rounded, and so c'. The score
/// u = |c'|^2 / 2 - x'.c' is exact in 32 bits, since no code is longer than 2^15; |x' - c'|^2 = |x'|^2 + 2 u, and
/// |x - c| / unit lies within `reach` of its root.
#include <immintrin.h>

enum {
  short_panel = TESSERA_SHORT_PANEL,
  short_groups = TESSERA_SHORT_GROUPS,
  short_most_rows = 512,  // of a block
  short_step = 64,        // rows at a time where there are no groups
  short_open_rows = 64,   // at a time
};

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
    for (size_t at = 0; at < ahead->bytes; at += 64) __builtin_prefetch(row + at);
  }
}

static size_t short_words(size_t d) { return (d + 1) / 2; }

/// Words of a row's codes in a block: whole vectors of sixteen codes.
static size_t short_stride(size_t d) { return (d + 15) / 16 * 8; }

/// Rows of a block: their codes stay in the second-level cache.
static size_t short_block_rows(size_t d) {
  size_t rows = 32768 / short_stride(d) / 16 * 16;
  return rows < 16 ? 16 : rows > short_most_rows ? short_most_rows : rows;
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

/// The panel that a group ends before; it begins where the one before it ends.
static size_t short_group_end(const tessera_short_centroids *c, size_t group) {
  size_t slots = (group + 1) << c->group_shift;
  return (slots < c->count ? slots : c->count) / short_panel;
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
