/// narrow_assign_SUFFIX: labels and bounds of rows by the eight-bit filter and, where it is not enough, by the canonical
/// distance. Define SCALAR and SUFFIX.

/// The nearest of the listed centroids by D; the list grows by index, so that ties go to the lowest.
TESSERA_INLINE void NAME(decide)(const SCALAR *x, const tessera_exact_centroids *c, const int32_t *list, size_t count,
                                 double *distances, int32_t *label, double *first, double *second) {
  NAME(distances)(x, c->elements, c->dimensions, list, count, distances);
  for (size_t i = 0; i < count; i++) {
    double square = distances[i];
    if (square < *first || (square == *first && list[i] < *label)) {
      *second = *first;
      *first = square;
      *label = list[i];
    } else if (square < *second) {
      *second = square;
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
    error[g] = score_errors(&c->error, norm[g], (float16v)_mm512_i32gather_ps(index, narrow->errors, 4));
    inverse[g] = 1 / scale[g];
    scale[g] *= c->unit;
    transpose_words(codes, words, (size_t)groups * 16, b->x + g * 16);
  }
  top_two top[narrow_groups];
  narrow_scores(c, words, groups, b->x, inverse, b->scores, top);

  unsigned open_lanes[narrow_groups], any = 0;
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
    any |= lanes;
  }
  if (!any) return;

  memset(b->lengths, 0, (size_t)groups * 64);
  collect(b->scores, c->count, groups, thresholds, b->lists, b->lengths);
  for (int g = 0; g < groups; g++) {
    float16v outside = lower_distance(norm[g], thresholds[g] * scale[g] - error[g]);
    float outsides[16];
    memcpy(outsides, &outside, sizeof outside);
    for (unsigned lanes = open_lanes[g]; lanes; lanes &= lanes - 1) {
      size_t lane = (size_t)__builtin_ctz(lanes), position = (size_t)g * 16 + lane;
      int32_t *list = b->lists + position * c->count;
      size_t found = (size_t)b->lengths[position], kept = 0;
      const SCALAR *x = points + (size_t)rows[position] * row_stride;
      int32_t winner = INT32_MAX;
      double first = __builtin_inf(), second = __builtin_inf();
      if (challenge) {
        winner = label[position];
        NAME(distances)(x, exact->elements, d, &winner, 1, &first);
      }
      for (size_t i = 0; i < found; i++) {
        int32_t id = c->ids ? c->ids[list[i]] : list[i];
        list[kept] = id;
        kept += !(challenge && id == label[position]) && (size_t)id < exact->count;
      }
      NAME(decide)(x, exact, list, kept, b->distances, &winner, &first, &second);
      work->rows++;
      work->candidates += kept;
      label[position] = winner;
      if (squares) {
        squares[2 * position] = first;
        squares[2 * position + 1] = second;
      }
      upper[position] = (float)(__builtin_sqrt(first) * exact->above) * (1 + 0x1p-22f);
      float near = (float)(__builtin_sqrt(second) * exact->below) * (1 - 0x1p-22f);
      near = near < outsides[lane] ? near : outsides[lane];
      lower[position] = challenge && lower[position] < near ? lower[position] : near;
    }
  }
}

static void NAME(narrow_assign)(const SCALAR *points, size_t row_stride, const tessera_narrow_rows *narrow,
                                const tessera_narrow_centroids *c, const tessera_exact_centroids *exact,
                                const int32_t *rows, size_t count, void *scratch, bool challenge, int32_t *label,
                                float *upper, float *lower, double *squares, tessera_narrow_work *work) {
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
