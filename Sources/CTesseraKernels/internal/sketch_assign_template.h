/// sketch_assign_SUFFIX: labels and bounds of rows by sketches, then by the eight-bit filter for what they leave, then by D.
/// Define SCALAR and SUFFIX.

/// What a block of rows is in one of the spaces: of sketches, or of all dimensions.
typedef struct {
  float16v norm[narrow_groups], scale[narrow_groups], inverse[narrow_groups], error[narrow_groups];
  float16v reach[narrow_groups];
} NAME(sketch_space);

TESSERA_INLINE void NAME(sketch_load)(const tessera_narrow_rows *narrow, const tessera_narrow_centroids *c,
                                      const int32_t *list, int g, NAME(sketch_space) *space) {
  __m512i index = _mm512_loadu_si512(list);
  space->norm[g] = (float16v)_mm512_i32gather_ps(index, narrow->norms, 4);
  float16v scale = (float16v)_mm512_i32gather_ps(index, narrow->scales, 4);
  space->error[g] = score_errors(&c->error, space->norm[g], (float16v)_mm512_i32gather_ps(index, narrow->errors, 4));
  space->inverse[g] = 1 / scale;
  space->scale[g] = scale * c->unit;
  space->reach[g] = space->error[g] / space->scale[g] * (1 + 0x1p-20f);
}

/// The eight-bit score of a centroid in all dimensions.
TESSERA_INLINE float NAME(sketch_score)(const tessera_narrow_rows *narrow, const tessera_narrow_centroids *c,
                                        const int32_t *rows, size_t bytes, const float *inverse, size_t lane, size_t n) {
  int32_t product = code_product(narrow->codes + (size_t)rows[lane] * bytes, c->codes + n * bytes, bytes);
  return __builtin_fmaf(c->half_norms[n], inverse[lane], -(float)(product + c->offsets[n]));
}

/// The scores of pairs of a centroid and a row, the two smallest of each row, and whose the smallest is.
TESSERA_INLINE void NAME(sketch_scores)(const tessera_narrow_rows *narrow, const tessera_narrow_centroids *c,
                                        const int32_t *rows, size_t bytes, const float *inverse, const int32_t *pairs,
                                        size_t count, float *scores, float *best, float *second, int32_t *winner) {
  for (int i = 0; i < 64; i++) {
    best[i] = second[i] = __builtin_inff();
    winner[i] = 0;
  }
  for (size_t i = 0; i < count; i++) {
    size_t n = (size_t)(pairs[i] >> 6), lane = (size_t)(pairs[i] & 63);
    float score = NAME(sketch_score)(narrow, c, rows, bytes, inverse, lane, n);
    scores[i] = score;
    bool nearer = score < best[lane];
    float loser = nearer ? best[lane] : score;
    second[lane] = loser < second[lane] ? loser : second[lane];
    best[lane] = nearer ? score : best[lane];
    winner[lane] = nearer ? (int32_t)n : winner[lane];
  }
}

TESSERA_INLINE void NAME(sketch_block)(const SCALAR *points, size_t row_stride, const tessera_narrow_rows *narrow,
                                       const tessera_narrow_centroids *c, const tessera_sketch *sketch,
                                       const tessera_exact_centroids *exact, const int32_t *rows, size_t count,
                                       int groups, const narrow_buffers *b, int32_t *label, float *upper, float *lower,
                                       double *squares, tessera_narrow_work *work) {
  size_t words = TESSERA_NARROW_WORDS(sketch->dimensions), bytes = TESSERA_NARROW_WORDS(exact->dimensions) * 4;
  NAME(sketch_space) low, full;
  int32_t list[64];
  float16v slack[narrow_groups], sharper[narrow_groups];
  for (size_t i = 0; i < (size_t)groups * 16; i++) list[i] = rows[i < count ? i : count - 1];
  for (int g = 0; g < groups; g++) {
    const int32_t *codes[16];
    for (size_t i = 0; i < 16; i++)
      codes[i] = (const int32_t *)(const void *)(sketch->rows.codes + (size_t)list[(size_t)g * 16 + i] * words * 4);
    NAME(sketch_load)(&sketch->rows, &sketch->centroids, list + g * 16, g, &low);
    NAME(sketch_load)(narrow, c, list + g * 16, g, &full);
    float16v row_errors = (float16v)_mm512_i32gather_ps(_mm512_loadu_si512(list + g * 16), narrow->errors, 4);
    sharper[g] = score_errors(&c->refined, full.norm[g], row_errors);
    slack[g] = (float16v)_mm512_i32gather_ps(_mm512_loadu_si512(list + g * 16), sketch->slacks, 4) + sketch->slack;
    slack[g] *= 1 + 0x1p-20f;
    transpose_words(codes, words, (size_t)groups * 16, b->x + g * 16);
  }
  top_two top[narrow_groups];
  narrow_scores(&sketch->centroids, words, groups, b->x, low.inverse, b->scores, top);

  // The centroids whose sketches are nearest bound the distance to the nearest (with squares: to the second): what is farther
  // by its sketch is none of these.
  const float *inverse = (const float *)full.inverse;
  float16v thresholds[narrow_groups], least[narrow_groups];
  for (int g = 0; g < groups; g++) {
    int16v live = LANE_NUMBERS + g * 16 < (int32_t)count;
    thresholds[g] = live ? (squares ? top[g].second : top[g].first) : (float16v)-__builtin_inff();
  }
  size_t found = collect(b->scores, sketch->centroids.count, groups, thresholds, b->pairs, 0);
  float best[64], second[64];
  int32_t winner[64];
  NAME(sketch_scores)(narrow, c, list, bytes, inverse, b->pairs, found, b->sharp, best, second, winner);
  for (int g = 0; g < groups; g++) {
    float16v bound;
    memcpy(&bound, (squares ? second : best) + g * 16, sizeof bound);
    float16v known = upper_distance(full.norm[g], bound * full.scale[g] + full.error[g]) * sketch->growth + slack[g];
    known *= 1 + 0x1p-20f;
    float16v score =
        (known * known * (1 + 0x1p-20f) - low.norm[g] * low.norm[g] * (1 - 0x1p-19f)) / (2 * low.scale[g]);
    score += __builtin_elementwise_abs(score) * 0x1p-20f + low.reach[g];
    int16v live = LANE_NUMBERS + g * 16 < (int32_t)count;
    thresholds[g] = live ? score : (float16v)-__builtin_inff();
    least[g] = (float16v)__builtin_inff();
  }
  found = collect_and_least(b->scores, sketch->centroids.count, groups, thresholds, least, b->pairs);
  work->survivors += found;
  NAME(sketch_scores)(narrow, c, list, bytes, inverse, b->pairs, found, b->sharp, best, second, winner);

  float16v outside[narrow_groups];
  float limits[64];
  unsigned open_lanes[narrow_groups], open_count = 0;
  for (int g = 0; g < groups; g++) {
    size_t at = (size_t)g * 16;
    float16v first, next;
    memcpy(&first, best + at, sizeof first);
    memcpy(&next, second + at, sizeof next);
    float16v limit = (squares ? next : first) + 2 * full.reach[g];
    memcpy(limits + at, &limit, sizeof limit);
    open_lanes[g] = 0;
    if (at >= count) continue;
    __mmask16 live = count - at >= 16 ? (__mmask16)0xffff : (__mmask16)((1u << (count - at)) - 1);
    float16v ruled = lower_distance(low.norm[g], least[g] * low.scale[g] - low.error[g]) - slack[g];
    ruled = at_least_zero(ruled) / sketch->growth * (1 - 0x1p-20f);
    float16v near = __builtin_elementwise_min(ruled, lower_distance(full.norm[g], next * full.scale[g] - full.error[g]));
    float16v far = upper_distance(full.norm[g], first * full.scale[g] + full.error[g]);
    // Not above: NaN leaves a row open.
    __mmask16 lanes = squares ? live : _mm512_mask_cmp_ps_mask(live, (__m512)next, (__m512)limit, _CMP_NGT_UQ);
    outside[g] =
        __builtin_elementwise_min(ruled, lower_distance(full.norm[g], limit * full.scale[g] - full.error[g]));
    memcpy(label + at, winner + at, 64);
    memcpy(upper + at, &far, sizeof far);
    memcpy(lower + at, &near, sizeof near);
    open_lanes[g] = lanes;
    open_count += (unsigned)__builtin_popcount(lanes);
  }
  if (!open_count) return;
  size_t kept = 0;
  for (size_t i = 0; i < found; i++) {
    size_t lane = (size_t)(b->pairs[i] & 63);
    b->pairs[kept] = b->pairs[i];
    b->sharp[kept] = b->sharp[i];
    kept += !(b->sharp[i] > limits[lane]) && (open_lanes[lane >> 4] >> (lane & 15) & 1);
  }
  // Where many are left, a sharper look at them is cheaper than D.
  if (!squares && kept > 3 * (size_t)open_count) {
    float16v reach[narrow_groups];
    for (int g = 0; g < groups; g++) reach[g] = sharper[g] / full.scale[g] * (1 + 0x1p-20f);
    kept = refine(narrow, c, list, bytes / 4, groups, NULL, reach, thresholds, b->pairs, kept, b->sharp);
    for (int g = 0; g < groups; g++)
      outside[g] = __builtin_elementwise_min(
          outside[g], lower_distance(full.norm[g], thresholds[g] * full.scale[g] - sharper[g]));
  }
  NAME(nearest_two) nearest;
  NAME(begin_nearest)(&nearest, groups * 16);
  NAME(decide)(points, row_stride, rows, exact, NULL, b->pairs, kept, &nearest);
  work->candidates += kept;
  NAME(conclude)(exact, &nearest, outside, open_lanes, groups, label, upper, lower, squares, work);
}

static void NAME(sketch_assign)(const void *elements, size_t row_stride, const tessera_narrow_rows *narrow,
                                const tessera_narrow_centroids *c, const tessera_sketch *sketch,
                                const tessera_exact_centroids *exact, const int32_t *rows, size_t count, void *scratch,
                                int32_t *label, float *upper, float *lower, double *squares,
                                tessera_narrow_work *work) {
  const SCALAR *points = elements;
  narrow_buffers b = narrow_layout(scratch, c->count, exact->dimensions);
  size_t groups = narrow_group_count(c->count), step = groups * 16;
  for (size_t start = 0; start < count; start += step) {
    size_t used = count - start < step ? count - start : step;
#define BLOCK(GROUPS)                                                                                        \
  NAME(sketch_block)(points, row_stride, narrow, c, sketch, exact, rows + start, used, GROUPS, &b, label + start, \
                     upper + start, lower + start, squares ? squares + 2 * start : NULL, work)
    if (groups == 4)
      BLOCK(4);
    else if (groups == 2)
      BLOCK(2);
    else
      BLOCK(1);
#undef BLOCK
  }
}
