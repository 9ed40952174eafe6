/// narrow_assign_SUFFIX: labels and bounds of rows by the eight-bit filter and, where it is not enough, by the canonical
/// distance. Define SCALAR and SUFFIX.

/// Sixteen distances from squares in Double, as Float.
TESSERA_INLINE float16v NAME(roots)(const double *squares, double factor) {
  double8v low, high;
  memcpy(&low, squares, sizeof low);
  memcpy(&high, squares + 8, sizeof high);
  float16v roots;
  roots.lo = __builtin_convertvector(__builtin_elementwise_sqrt(low) * factor, float8v);
  roots.hi = __builtin_convertvector(__builtin_elementwise_sqrt(high) * factor, float8v);
  return roots;
}

/// Labels and bounds of the open lanes by D.
///
/// outside: at most the distance to what D was not computed of.
TESSERA_INLINE void NAME(conclude)(const tessera_exact_centroids *exact, const NAME(nearest_two) *nearest,
                                   const float16v *outside, const unsigned *open_lanes, int groups, int32_t *label,
                                   float *upper, float *lower, double *squares, tessera_narrow_work *work) {
  for (int g = 0; g < groups; g++) {
    unsigned lanes = open_lanes[g];
    if (!lanes) continue;
    size_t at = (size_t)g * 16;
    work->rows += (size_t)__builtin_popcount(lanes);
    float16v far = NAME(roots)(nearest->first + at, exact->above) * (1 + 0x1p-22f);
    float16v near = NAME(roots)(nearest->second + at, exact->below) * (1 - 0x1p-22f);
    near = __builtin_elementwise_min(near, outside[g]);
    int16v winner;
    memcpy(&winner, nearest->winner + at, sizeof winner);
    // No D is a number where a mapped file has changed: a label is an index all the same.
    winner = __builtin_elementwise_min(winner, (int16v)((int32_t)exact->count - 1));
    _mm512_mask_storeu_epi32(label + at, (__mmask16)lanes, (__m512i)winner);
    _mm512_mask_storeu_ps(upper + at, (__mmask16)lanes, (__m512)far);
    _mm512_mask_storeu_ps(lower + at, (__mmask16)lanes, (__m512)near);
    for (; squares && lanes; lanes &= lanes - 1) {
      size_t position = at + (size_t)__builtin_ctz(lanes);
      squares[2 * position] = nearest->first[position];
      squares[2 * position + 1] = nearest->second[position];
    }
  }
}

TESSERA_INLINE void NAME(narrow_block)(const SCALAR *points, size_t row_stride, const tessera_narrow_rows *narrow,
                                       const tessera_narrow_centroids *c, const tessera_exact_centroids *exact,
                                       const int32_t *rows, size_t count, int groups, const narrow_buffers *b,
                                       bool challenge, int32_t *label, float *upper, float *lower,
                                       double *squares, tessera_narrow_work *work) {
  size_t words = TESSERA_NARROW_WORDS(exact->dimensions), d = exact->dimensions;
  float16v inverse[narrow_groups], norm[narrow_groups], error[narrow_groups], scale[narrow_groups];
  float16v refined[narrow_groups];
  float16v thresholds[narrow_groups];
  for (int g = 0; g < groups; g++) {
    const int32_t *codes[16];
    int32_t list[16];
    for (size_t i = 0; i < 16; i++) {
      size_t position = (size_t)g * 16 + i;
      list[i] = rows[position < count ? position : count - 1];
      codes[i] = (const int32_t *)(const void *)(narrow->codes + (size_t)list[i] * words * 4);
    }
    __m512i index = _mm512_loadu_si512(list);
    norm[g] = (float16v)_mm512_i32gather_ps(index, narrow->norms, 4);
    scale[g] = (float16v)_mm512_i32gather_ps(index, narrow->scales, 4);
    float16v row_error = (float16v)_mm512_i32gather_ps(index, narrow->errors, 4);
    error[g] = score_errors(&c->error, norm[g], row_error);
    refined[g] = score_errors(&c->refined, norm[g], row_error);
    inverse[g] = 1 / scale[g];
    scale[g] *= c->unit;
    transpose_words(codes, words, (size_t)groups * 16, b->x + g * 16);
  }
  top_two top[narrow_groups];
  narrow_scores(c, words, groups, b->x, inverse, b->scores, top);

  unsigned open_lanes[narrow_groups], open_count = 0;
  for (int g = 0; g < groups; g++) {
    size_t at = (size_t)g * 16;
    if (at >= count) {
      thresholds[g] = (float16v)-__builtin_inff();
      open_lanes[g] = 0;
      continue;
    }
    __mmask16 live = count - at >= 16 ? (__mmask16)0xffff : (__mmask16)((1u << (count - at)) - 1);
    float16v reach = error[g] / scale[g] * (1 + 0x1p-20f), rival, near;
    if (challenge) {
      float16v known, bound;
      int16v own, winner = top[g].index;
      memcpy(&known, upper + at, sizeof known);
      memcpy(&own, label + at, sizeof own);
      memcpy(&bound, lower + at, sizeof bound);
      if (c->ids) winner = (int16v)_mm512_i32gather_epi32((__m512i)winner, c->ids, 4);
      // The score that a centroid at the known distance would have.
      float16v score = (known * known * (1 + 0x1p-20f) - norm[g] * norm[g] * (1 - 0x1p-19f)) / (2 * scale[g]);
      thresholds[g] = score + __builtin_elementwise_abs(score) * 0x1p-20f + reach;
      rival = winner == own ? top[g].second : top[g].first;
      near = __builtin_elementwise_min(lower_distance(norm[g], rival * scale[g] - error[g]), bound);
    } else {
      thresholds[g] = (squares ? top[g].second : top[g].first) + 2 * reach;
      rival = top[g].second;
      near = lower_distance(norm[g], rival * scale[g] - error[g]);
      float16v far = upper_distance(norm[g], top[g].first * scale[g] + error[g]);
      memcpy(label + at, &top[g].index, sizeof top[g].index);
      memcpy(upper + at, &far, sizeof far);
    }
    // Not above: NaN leaves a row open.
    __mmask16 lanes = _mm512_mask_cmp_ps_mask(live, (__m512)rival, (__m512)thresholds[g], _CMP_NGT_UQ);
    _mm512_mask_storeu_ps(lower + at, (__mmask16)(live & ~lanes), (__m512)near);
    for (unsigned rest = lanes; rest; rest &= rest - 1)
      __builtin_prefetch(points + (size_t)rows[at + (size_t)__builtin_ctz(rest)] * row_stride);
    thresholds[g] = (float16v)_mm512_mask_mov_ps(_mm512_set1_ps(-__builtin_inff()), lanes, (__m512)thresholds[g]);
    open_lanes[g] = lanes;
    open_count += (unsigned)__builtin_popcount(lanes);
  }
  if (!open_count) return;

  NAME(nearest_two) nearest;
  NAME(begin_nearest)(&nearest, groups * 16);
  if (challenge) {
    for (int g = 0; g < groups; g++)
      for (unsigned lanes = open_lanes[g]; lanes; lanes &= lanes - 1) {
        size_t position = (size_t)g * 16 + (size_t)__builtin_ctz(lanes);
        const SCALAR *x = points + (size_t)rows[position] * row_stride;
        nearest.winner[position] = label[position];
        NAME(distances)(x, exact->elements, d, &label[position], 1, &nearest.first[position]);
      }
  }
  size_t found = collect(b->scores, c->count, groups, thresholds, b->pairs, 0), kept = found;
  if (challenge) {
    kept = 0;
    for (size_t i = 0; i < found; i++) {
      int32_t pair = b->pairs[i], id = c->ids ? c->ids[pair >> 6] : pair >> 6;
      b->pairs[kept] = pair;
      kept += id != label[pair & 63];
    }
  }
  float16v outside[narrow_groups];
  for (int g = 0; g < groups; g++) {
    outside[g] = lower_distance(norm[g], thresholds[g] * scale[g] - error[g]);
    if (challenge) {
      float16v bound;
      memcpy(&bound, lower + (size_t)g * 16, sizeof bound);
      outside[g] = __builtin_elementwise_min(outside[g], bound);
    }
  }
  // Where many are left, a sharper look at them is cheaper than D.
  if (!challenge && !squares && d >= 24 && kept > 3 * (size_t)open_count) {
    float16v reach[narrow_groups];
    for (int g = 0; g < groups; g++) reach[g] = refined[g] / scale[g] * (1 + 0x1p-20f);
    kept = refine(narrow, c, rows, words, groups, b->scores, reach, thresholds, b->pairs, kept, b->sharp);
    for (int g = 0; g < groups; g++)
      outside[g] = __builtin_elementwise_min(
          outside[g], lower_distance(norm[g], thresholds[g] * scale[g] - refined[g]));
  }
  NAME(decide)(points, row_stride, rows, exact, c->ids, b->pairs, kept, &nearest);
  work->candidates += kept;
  NAME(conclude)(exact, &nearest, outside, open_lanes, groups, label, upper, lower, squares, work);
}

static void NAME(narrow_assign)(const void *elements, size_t row_stride, const tessera_narrow_rows *narrow,
                                const tessera_narrow_centroids *c, const tessera_exact_centroids *exact,
                                const int32_t *rows, size_t count, void *scratch, bool challenge, int32_t *label,
                                float *upper, float *lower, double *squares, tessera_narrow_work *work) {
  const SCALAR *points = elements;
  narrow_buffers b = narrow_layout(scratch, c->count, exact->dimensions);
  size_t groups = narrow_group_count(c->count), step = groups * 16;
  for (size_t start = 0; start < count; start += step) {
    size_t used = count - start < step ? count - start : step;
#define BLOCK(GROUPS)                                                                                             \
  NAME(narrow_block)(points, row_stride, narrow, c, exact, rows + start, used, GROUPS, &b, challenge, label + start, \
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
