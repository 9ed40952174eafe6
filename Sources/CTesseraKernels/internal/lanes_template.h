/// lanes_SUFFIX: nearest centroids in few dimensions, rows side by side in the lanes. Define SCALAR, SUFFIX, LANE_GROUPS.

enum { NAME(lane_rows) = 16 * LANE_GROUPS };

/// The named rows, centred and narrowed, one dimension after the other; rows beyond `count` repeat the last.
TESSERA_INLINE void NAME(gather_lanes)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t count,
                                       size_t d, const double *shift, float *x, float *norms) {
  for (size_t i = 0; i < NAME(lane_rows); i++) {
    const SCALAR *point = points + (size_t)rows[i < count ? i : count - 1] * row_stride;
    double square = 0;
    for (size_t j = 0; j < d; j++) {
      double t = (double)point[j] - shift[j];
      square += t * t;
      x[j * NAME(lane_rows) + i] = (float)t;
    }
    norms[i] = (float)square;
  }
  for (size_t i = 0; i < NAME(lane_rows); i += 16) {
    float16v squares;
    memcpy(&squares, norms + i, sizeof squares);
    squares = __builtin_elementwise_sqrt(squares) * (1 + 0x1p-22f) + 0x1p-70f;
    memcpy(norms + i, &squares, sizeof squares);
  }
}

TESSERA_INLINE void NAME(lane_scores)(const float *x, const float *centroids, const float *half_norms, size_t k,
                                      size_t d, top_two top[LANE_GROUPS]) {
  TESSERA_UNROLL
  for (int g = 0; g < LANE_GROUPS; g++) top[g] = no_scores();
  for (size_t c = 0; c < k; c++) {
    float16v scores[LANE_GROUPS];
    TESSERA_UNROLL
    for (int g = 0; g < LANE_GROUPS; g++) scores[g] = (float16v)half_norms[c];
    for (size_t j = 0; j < d; j++) {
      float16v value = (float16v)centroids[c * d + j];
      TESSERA_UNROLL
      for (int g = 0; g < LANE_GROUPS; g++) {
        float16v row;
        memcpy(&row, x + j * NAME(lane_rows) + (size_t)g * 16, sizeof row);
        scores[g] = FMA(row, value, scores[g]);
      }
    }
    TESSERA_UNROLL
    for (int g = 0; g < LANE_GROUPS; g++) add_score(&top[g], scores[g], (int32_t)c);
  }
}

TESSERA_INLINE size_t NAME(lanes_all)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t count,
                                      const tessera_lane_centroids *c, size_t k, size_t d, int32_t *label,
                                      float *upper, float *lower, int32_t *open) {
  float x[TESSERA_LANE_DIMENSIONS * NAME(lane_rows)], norms[NAME(lane_rows)];
  size_t opened = 0;
  for (size_t start = 0; start < count; start += NAME(lane_rows)) {
    size_t used = count - start < NAME(lane_rows) ? count - start : NAME(lane_rows);
    NAME(gather_lanes)(points, row_stride, rows + start, used, d, c->shift, x, norms);
    top_two top[LANE_GROUPS];
    NAME(lane_scores)(x, c->elements, c->half_norms, k, d, top);
    for (size_t g = 0; g * 16 < used; g++) {
      size_t at = start + g * 16, live = count - at < 16 ? count - at : 16;
      float16v norm;
      memcpy(&norm, norms + g * 16, sizeof norm);
      float16v error = score_errors(&c->error, norm, (float16v)0);
      float16v far = upper_distance(norm, top[g].first + error), near = lower_distance(norm, top[g].second - error);
      int16v unsure = !(top[g].second - top[g].first > 2 * error);
      memcpy(label + at, &top[g].index, sizeof top[g].index);
      memcpy(upper + at, &far, sizeof far);
      memcpy(lower + at, &near, sizeof near);
      if (!__builtin_reduce_or(unsure)) continue;
      for (size_t i = 0; i < live; i++) {
        open[opened] = (int32_t)(at + i);
        opened += unsure[i] & 1;
      }
    }
  }
  return opened;
}

/// Few dimensions are compiled one by one: the loops over them vanish.
static size_t NAME(lanes)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t count,
                          const tessera_lane_centroids *c, size_t k, size_t d, int32_t *label, float *upper,
                          float *lower, int32_t *open) {
#define CASE(D) \
  case D: return NAME(lanes_all)(points, row_stride, rows, count, c, k, D, label, upper, lower, open);
  switch (d) {
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
    default: return NAME(lanes_all)(points, row_stride, rows, count, c, k, d, label, upper, lower, open);
  }
#undef CASE
}
