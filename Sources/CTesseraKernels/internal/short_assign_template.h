/// short_assign_SUFFIX: labels and bounds of rows by the sixteen-bit filter and, where it is not enough, by the
/// canonical distance. Define SCALAR and SUFFIX.

TESSERA_INLINE void NAME(short_block)(const SCALAR *points, size_t row_stride, const tessera_short_centroids *c,
                                      const tessera_exact_centroids *exact, const int32_t *rows, size_t start,
                                      size_t count, size_t ahead, int32_t mask, const short_buffers *b,
                                      bool challenge, bool both, float gap, int32_t *label, float *upper,
                                      float *lower, short_open *open) {
  size_t words = short_words(exact->dimensions);
  NAME(short_encode)(points, row_stride, rows + start, count, ahead, c, exact->dimensions, words, b);
  int16v squares[short_groups];
  short_squares(b->x, words, squares);
  short_top top[short_groups];
  short_scores(c, words, b->x, mask, top);
  float16v reach = (float16v)c->reach, unit = (float16v)c->unit;
  for (size_t g = 0; g * 16 < count; g++) {
    size_t at = start + g * 16;
    __mmask16 live = count - g * 16 >= 16 ? (__mmask16)0xffff : (__mmask16)((1u << (count - g * 16)) - 1);
    // Sums in 32 bits wrap, and end in 0 ..< 2^32: rounded up, too large by what the index may hide.
    uint16v first_square = (uint16v)squares[g] + 2 * (uint16v)(top[g].first | mask) + 1;
    uint16v second_square = (uint16v)squares[g] + 2 * (uint16v)(top[g].second | mask) + 1;
    float hidden = 2 * (float)mask + 3;
    float16v far = (float16v)_mm512_cvtepu32_ps((__m512i)first_square);
    float16v near = (float16v)_mm512_cvtepu32_ps((__m512i)second_square);
    // Padding: farther than any centroid can be.
    near = (top[g].second | mask) == INT32_MAX ? (float16v)0x1p40f : near;
    float16v last = __builtin_elementwise_sqrt(near + 2);
    far = __builtin_elementwise_sqrt(far) * (1 + 0x1p-22f);
    near = __builtin_elementwise_sqrt(at_least_zero(near * (1 - 0x1p-22f) - hidden));
    int16v index = top[g].first & mask;
    __mmask16 sure;
    float16v limit;
    if (challenge) {
      float16v known, bound;
      int16v own;
      memcpy(&known, upper + at, sizeof known);
      memcpy(&own, label + at, sizeof own);
      memcpy(&bound, lower + at, sizeof bound);
      int16v winner = c->ids ? (int16v)_mm512_i32gather_epi32((__m512i)index, c->ids, 4) : index;
      float16v rival = __builtin_elementwise_sqrt(
          at_least_zero((float16v)_mm512_cvtepu32_ps((__m512i)first_square) * (1 - 0x1p-22f) - hidden));
      near = winner == own ? near : rival;
      near = at_least_zero(near * (1 - 0x1p-22f) - reach) * unit * (1 - 0x1p-22f);
      sure = (__mmask16)_mm512_cmp_ps_mask((__m512)(known * gap + TESSERA_TINY), (__m512)near, _CMP_LT_OQ);
      limit = known / unit * (1 + 0x1p-20f) + reach;
      near = __builtin_elementwise_min(near, bound);
    } else {
      // The largest distance in codes that a candidate may have.
      limit = both ? last : far;
      limit = limit * (1 + 0x1p-20f) + 2 * reach;
      far = (far + reach) * unit * (1 + 0x1p-20f);
      near = at_least_zero(near * (1 - 0x1p-22f) - reach) * unit * (1 - 0x1p-20f);
      sure = both ? 0 : (__mmask16)_mm512_cmp_ps_mask((__m512)(far * gap + TESSERA_TINY), (__m512)near, _CMP_LT_OQ);
      _mm512_mask_storeu_epi32(label + at, live, (__m512i)index);
      _mm512_mask_storeu_ps(upper + at, live, (__m512)far);
    }
    // Codes of longer rows may have been cut off.
    __mmask16 fits = _mm512_cmplt_epi32_mask((__m512i)squares[g], _mm512_set1_epi32(TESSERA_SHORT_LIMIT));
    sure &= fits;
    _mm512_mask_storeu_ps(lower + at, live & sure, (__m512)near);
    __mmask16 left = live & ~sure;
    if (!left) continue;
    float16v own_square = (float16v)_mm512_cvtepi32_ps((__m512i)squares[g]);
    float16v scores = (limit * limit * (1 + 0x1p-20f) - own_square * (1 - 0x1p-20f)) / 2;
    // Beyond the range of integers everything is a candidate.
    int16v threshold = (int16v)_mm512_mask_mov_epi32(
        _mm512_set1_epi32(INT32_MAX),
        (__mmask16)(fits & _mm512_cmp_ps_mask((__m512)scores, _mm512_set1_ps(0x1p30f), _CMP_LT_OQ)),
        _mm512_cvttps_epi32((__m512)(scores + 2)));
    float16v outside = at_least_zero(limit - reach) * unit * (1 - 0x1p-20f);
    outside = (float16v)_mm512_maskz_mov_ps(fits, (__m512)outside);
    int16v positions = LANE_NUMBERS + (int32_t)at;
    _mm512_storeu_si512(open->positions + open->count, _mm512_maskz_compress_epi32(left, (__m512i)positions));
    _mm512_storeu_si512(open->thresholds + open->count, _mm512_maskz_compress_epi32(left, (__m512i)threshold));
    _mm512_storeu_ps(open->outside + open->count, _mm512_maskz_compress_ps(left, (__m512)outside));
    open->count += (size_t)__builtin_popcount(left);
  }
}

/// Up to 64 open rows: D of their candidates.
static void NAME(short_decide)(const SCALAR *points, size_t row_stride, const tessera_short_centroids *c,
                               const tessera_exact_centroids *exact, const int32_t *rows, const short_open *open,
                               size_t start, size_t count, const short_buffers *b, bool challenge, int32_t *label,
                               float *upper, float *lower, double *squares, tessera_narrow_work *work) {
  size_t words = short_words(exact->dimensions);
  int32_t list[short_rows];
  int16v thresholds[short_groups];
  NAME(nearest_two) nearest;
  for (size_t g = 0; g < short_groups; g++) thresholds[g] = (int16v)INT32_MIN;
  memcpy(thresholds, open->thresholds + start, count * 4);
  for (size_t i = 0; i < count; i++) {
    int32_t position = open->positions[start + i];
    list[i] = rows[position];
    nearest.first[i] = nearest.second[i] = __builtin_inf();
    nearest.winner[i] = INT32_MAX;
    if (!challenge) continue;
    nearest.winner[i] = label[position];
    NAME(distances)(points + (size_t)list[i] * row_stride, exact->elements, exact->dimensions, &label[position], 1,
                    &nearest.first[i]);
  }
  NAME(short_encode)(points, row_stride, list, count, 0, c, exact->dimensions, words, b);
  size_t found = short_collect(c, words, b->x, thresholds, b->pairs), kept = 0;
  for (size_t i = 0; i < found; i++) {
    size_t lane = (size_t)(b->pairs[i] & 63);
    int32_t pair = b->pairs[i], id = c->ids ? c->ids[pair >> 6] : pair >> 6;
    b->pairs[kept] = pair;
    // Lanes beyond the last row repeat it, and where its codes were cut off no threshold keeps wrapped scores out.
    kept += lane < count && !(challenge && id == label[open->positions[start + lane]]);
  }
  NAME(decide)(points, row_stride, list, exact, c->ids, b->pairs, kept, &nearest);
  work->rows += count;
  work->candidates += kept;
  for (size_t i = 0; i < count; i++) {
    int32_t position = open->positions[start + i];
    float near = (float)(__builtin_sqrt(nearest.second[i]) * exact->below) * (1 - 0x1p-22f);
    float bound = open->outside[start + i];
    if (challenge && lower[position] < bound) bound = lower[position];
    label[position] = nearest.winner[i];
    upper[position] = (float)(__builtin_sqrt(nearest.first[i]) * exact->above) * (1 + 0x1p-22f);
    lower[position] = near < bound ? near : bound;
    if (!squares) continue;
    squares[2 * position] = nearest.first[i];
    squares[2 * position + 1] = nearest.second[i];
  }
}

static void NAME(short_assign)(const SCALAR *points, size_t row_stride, const tessera_short_centroids *c,
                               const tessera_exact_centroids *exact, const int32_t *rows, size_t count, void *scratch,
                               float gap, bool challenge, int32_t *label, float *upper, float *lower,
                               double *squares, tessera_narrow_work *work) {
  short_buffers b = short_layout(scratch, exact->dimensions);
  int32_t mask = 1;
  while ((size_t)mask < c->count) mask = 2 * mask + 1;
  int32_t positions[2 * short_rows + 16], thresholds[2 * short_rows + 16];
  float outside[2 * short_rows + 16];
  short_open open = {positions, thresholds, outside, 0};
  for (size_t start = 0; start < count; start += short_rows) {
    size_t used = count - start < short_rows ? count - start : short_rows;
    size_t next = count - start - used;
    NAME(short_block)(points, row_stride, c, exact, rows, start, used, next < short_rows ? next : short_rows, mask, &b,
                      challenge, squares != NULL, gap, label, upper, lower, &open);
    size_t done = 0;
    while (open.count - done >= short_rows || (next == 0 && done < open.count)) {
      size_t left = open.count - done < short_rows ? open.count - done : short_rows;
      NAME(short_decide)(points, row_stride, c, exact, rows, &open, done, left, &b, challenge, label, upper, lower,
                         squares, work);
      done += left;
    }
    if (!done) continue;
    open.count -= done;
    memmove(positions, positions + done, open.count * 4);
    memmove(thresholds, thresholds + done, open.count * 4);
    memmove(outside, outside + done, open.count * 4);
  }
}
