/// Which centroids can be nearest anywhere in a box, and which is nearest to each of a block's rows. Define LANE_GROUPS
/// and FMA.

enum { block_vectors = TESSERA_BLOCK_ROWS / 16 };

typedef bool bool16v __attribute__((ext_vector_type(16)));

/// Bit i says whether lane i is true.
TESSERA_INLINE uint32_t lane_bits(int16v mask) {
  bool16v narrow = __builtin_convertvector(mask, bool16v);
  uint16_t bits;
  memcpy(&bits, &narrow, sizeof bits);
  return bits;
}

TESSERA_INLINE float smallest_lane(float16v v) {
  float8v a = v.lo < v.hi ? v.lo : v.hi;
  float4v b = a.lo < a.hi ? a.lo : a.hi;
  float2v c = b.lo < b.hi ? b.lo : b.hi;
  return c.x < c.y ? c.x : c.y;
}

TESSERA_INLINE float largest_lane(float16v v) { return -smallest_lane(-v); }

/// Centroids that are left: in panels, and whose they are.
typedef struct {
  float *panels, *half_norms;
  int32_t *ids;
  size_t count;
} block_candidates;

/// A few centroids, row-major, for rows in lanes.
typedef struct {
  float *elements, *half_norms;
  int32_t *ids;
  size_t count;
} block_list;

typedef struct {
  block_candidates group;
  block_list list;
  float *scores;
  int32_t *kept;
  double *squares;
} block_scratch;

static size_t block_scratch_bytes(size_t k, size_t d) {
  size_t padded = (k + 15) / 16 * 16;
  return padded * (sizeof(double) + sizeof(float) * (2 * d + 3) + sizeof(int32_t) * 3);
}

TESSERA_INLINE block_scratch block_scratch_in(void *memory, size_t k, size_t d) {
  size_t padded = (k + 15) / 16 * 16;
  block_scratch s;
  s.squares = memory;
  float *floats = (float *)(s.squares + padded);
  s.group.panels = floats;
  s.group.half_norms = s.group.panels + padded * d;
  s.scores = s.group.half_norms + padded;
  s.list.elements = s.scores + padded;
  s.list.half_norms = s.list.elements + padded * d;
  s.group.ids = (int32_t *)(s.list.half_norms + padded);
  s.list.ids = s.group.ids + padded;
  s.kept = s.list.ids + padded;
  return s;
}

/// At least the error of scores of rows whose norm is at most `norm`: `score_errors` without the rows' own, of which
/// there is none. (With it, measured, W7 takes 8 % longer.)
TESSERA_INLINE float block_error(const tessera_score_error *error, float norm) {
  return (norm * (error->norm + error->square * norm) + error->constant) * (1 + 0x1p-20f);
}

/// The centroids that can be nearest somewhere in a box, in increasing order; returns how many, at least 1.
///
/// With the smallest score at the centre m, of centroid *, the score of c less that of * is at least s(m, c) - s(m, *) -
/// sum over j of radius[j] |c[j] - *[j]| all over the box. Each of the three terms is good to 4/3 of a row's error; see
/// `ErrorBounds.laneScore`, whose constants cover it up to 40 dimensions.
TESSERA_INLINE size_t box_candidates(const float *box, const float *panels, const float *half_norms, size_t count,
                                     size_t d, float error, float *scores, int32_t *kept) {
  const float *centre = box, *radius = box + d;
  float16v least = (float16v)__builtin_inff();
  int16v where = 0;
  for (size_t p = 0; p * 16 < count; p++) {
    float16v score;
    memcpy(&score, half_norms + p * 16, sizeof score);
    for (size_t j = 0; j < d; j++) {
      float16v value;
      memcpy(&value, panels + (p * d + j) * 16, sizeof value);
      score = FMA((float16v)centre[j], value, score);
    }
    memcpy(scores + p * 16, &score, sizeof score);
    where = score < least ? (int16v)(int32_t)p : where;
    least = score < least ? score : least;
  }
  float smallest = smallest_lane(least);
  size_t lane = (size_t)__builtin_ctz(lane_bits(least == smallest));
  int32_t panel_of[16];
  memcpy(panel_of, &where, sizeof where);
  const float *best = panels + (size_t)panel_of[lane] * d * 16 + lane;
  size_t found = 0;
  for (size_t p = 0; p * 16 < count; p++) {
    float16v gap;
    memcpy(&gap, scores + p * 16, sizeof gap);
    gap -= smallest;
    for (size_t j = 0; j < d; j++) {
      float16v value;
      memcpy(&value, panels + (p * d + j) * 16, sizeof value);
      float16v apart = __builtin_elementwise_abs(value - best[j * 16]);
      gap = FMA((float16v)-radius[j], apart, gap);
    }
    // A box that is no number (a mapped file that changes) rules out nothing, but padding is no centroid.
    int16v live = LANE_NUMBERS < (int32_t)(count - p * 16);
    for (uint32_t bits = lane_bits(!(gap > 4 * error) & live); bits; bits &= bits - 1)
      kept[found++] = (int32_t)(p * 16) + __builtin_ctz(bits);
  }
  return found;
}

/// Copies the kept centroids into panels of their own.
TESSERA_INLINE void group_candidates(const float *panels, const float *half_norms, size_t d, const int32_t *kept,
                                     size_t count, block_candidates *out) {
  out->count = count;
  for (size_t i = 0; i < (count + 15) / 16 * 16; i++) {
    bool is_kept = i < count;
    size_t id = (size_t)(is_kept ? kept[i] : 0);
    for (size_t j = 0; j < d; j++)
      out->panels[(i / 16 * d + j) * 16 + i % 16] = is_kept ? panels[(id / 16 * d + j) * 16 + id % 16] : 0;
    out->half_norms[i] = is_kept ? half_norms[id] : __builtin_inff();
    out->ids[i] = (int32_t)id;
  }
}

/// Copies the kept candidates of a group into a list.
TESSERA_INLINE void list_candidates(const block_candidates *group, size_t d, const int32_t *kept, size_t count,
                                    block_list *out) {
  out->count = count;
  for (size_t i = 0; i < count; i++) {
    size_t at = (size_t)kept[i];
    for (size_t j = 0; j < d; j++) out->elements[i * d + j] = group->panels[(at / 16 * d + j) * 16 + at % 16];
    out->half_norms[i] = group->half_norms[at];
    out->ids[i] = group->ids[at];
  }
}

/// The nearest of the listed centroids to each row of a block by scores; returns a bit for each row that they leave open.
TESSERA_INLINE uint64_t block_nearest(const float *x, const block_list *c, size_t d, float error,
                                      int16v label[block_vectors]) {
  uint64_t open = 0;
  for (int first = 0; first < block_vectors; first += LANE_GROUPS) {
    top_two top[LANE_GROUPS];
    TESSERA_UNROLL
    for (int g = 0; g < LANE_GROUPS; g++) top[g] = no_scores();
    for (size_t i = 0; i < c->count; i++) {
      float16v scores[LANE_GROUPS];
      TESSERA_UNROLL
      for (int g = 0; g < LANE_GROUPS; g++) scores[g] = (float16v)c->half_norms[i];
      for (size_t j = 0; j < d; j++) {
        float16v value = (float16v)c->elements[i * d + j];
        TESSERA_UNROLL
        for (int g = 0; g < LANE_GROUPS; g++) {
          float16v row;
          memcpy(&row, x + j * TESSERA_BLOCK_ROWS + (size_t)(first + g) * 16, sizeof row);
          scores[g] = FMA(row, value, scores[g]);
        }
      }
      TESSERA_UNROLL
      for (int g = 0; g < LANE_GROUPS; g++) add_score(&top[g], scores[g], c->ids[i]);
    }
    TESSERA_UNROLL
    for (int g = 0; g < LANE_GROUPS; g++) {
      label[first + g] = top[g].index;
      uint64_t unsure = lane_bits(!(top[g].second - top[g].first > 2 * error));
      open |= unsure << (first + g) * 16;
    }
  }
  return open;
}

/// Takes over the labels of one block's `used` rows, and reports those that changed; returns how many.
TESSERA_INLINE size_t settle_block(const int16v label[block_vectors], size_t used, const int32_t *rows,
                                   int32_t *by_position, int32_t *by_row, int32_t *common, tessera_move *moves) {
  size_t moved = 0;
  int16v differs = 0;
  int32_t first = label[0][0];
  for (size_t v = 0; v < block_vectors; v++) {
    int16v old;
    memcpy(&old, by_position + v * 16, sizeof old);
    differs |= label[v] != first;
    uint32_t bits = lane_bits(label[v] != old);
    if (!bits) continue;
    memcpy(by_position + v * 16, &label[v], sizeof old);
    if (used < v * 16 + 16) bits &= used <= v * 16 ? 0 : ((uint32_t)1 << (used - v * 16)) - 1;
    int32_t source[16], target[16];
    memcpy(source, &old, sizeof old);
    memcpy(target, &label[v], sizeof old);
    for (; bits; bits &= bits - 1) {
      size_t i = (size_t)__builtin_ctz(bits);
      int32_t row = rows[v * 16 + i];
      moves[moved++] = (tessera_move){.row = row, .source = source[i], .target = target[i]};
      by_row[row] = target[i];
    }
  }
  *common = lane_bits(differs) ? TESSERA_BLOCK_MIXED : first;
  return moved;
}
