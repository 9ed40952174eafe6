/// lanes_SUFFIX: nearest centroids in few dimensions, rows side by side in the lanes. Define SCALAR, SUFFIX, LANE_GROUPS and
/// LANE_WIDTH.

enum { NAME(lane_rows) = 16 * LANE_GROUPS };

/// The named rows, centred, one dimension after the other, and their squared norms by d roundings in Float; rows beyond
/// `count` repeat the last.
TESSERA_INLINE void NAME(gather_lanes)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t count,
                                       size_t d, const float *shift, float *x, float16v squares[LANE_GROUPS]) {
  bool is_narrow = sizeof(SCALAR) == 4;
  // Gathered by the compiler, it would be several times slower.
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t i = 0; i < NAME(lane_rows); i++) {
    const SCALAR *point = points + (size_t)rows[i < count ? i : count - 1] * row_stride;
    for (size_t j = 0; j < d; j++)
      x[j * NAME(lane_rows) + i] = is_narrow ? (float)point[j] : (float)((double)point[j] - (double)shift[j]);
  }
  TESSERA_UNROLL
  for (int g = 0; g < LANE_GROUPS; g++) squares[g] = 0;
  for (size_t j = 0; j < d; j++) {
    float16v centre = (float16v)(is_narrow ? shift[j] : 0);
    TESSERA_UNROLL
    for (int g = 0; g < LANE_GROUPS; g++) {
      float16v t;
      memcpy(&t, x + j * NAME(lane_rows) + (size_t)g * 16, sizeof t);
      t -= centre;
      squares[g] = FMA(t, t, squares[g]);
      memcpy(x + j * NAME(lane_rows) + (size_t)g * 16, &t, sizeof t);
    }
  }
}

TESSERA_INLINE void NAME(lane_scores)(const float *x, const float *centroids, const float *half_norms, size_t padded,
                                      size_t d, top_two top[LANE_GROUPS]) {
  TESSERA_UNROLL
  for (int g = 0; g < LANE_GROUPS; g++) top[g] = no_scores();
  for (size_t c = 0; c < padded; c += LANE_WIDTH) {
    float16v scores[LANE_WIDTH][LANE_GROUPS];
    TESSERA_UNROLL
    for (int n = 0; n < LANE_WIDTH; n++)
      TESSERA_UNROLL
      for (int g = 0; g < LANE_GROUPS; g++) scores[n][g] = (float16v)half_norms[c + (size_t)n];
    for (size_t j = 0; j < d; j++) {
      float16v row[LANE_GROUPS];
      TESSERA_UNROLL
      for (int g = 0; g < LANE_GROUPS; g++) memcpy(&row[g], x + j * NAME(lane_rows) + (size_t)g * 16, sizeof row[g]);
      TESSERA_UNROLL
      for (int n = 0; n < LANE_WIDTH; n++) {
        float16v value = (float16v)centroids[(c + (size_t)n) * d + j];
        TESSERA_UNROLL
        for (int g = 0; g < LANE_GROUPS; g++) scores[n][g] = FMA(row[g], value, scores[n][g]);
      }
    }
    TESSERA_UNROLL
    for (int n = 0; n < LANE_WIDTH; n++)
      TESSERA_UNROLL
      for (int g = 0; g < LANE_GROUPS; g++) add_score(&top[g], scores[n][g], (int32_t)c + n);
  }
}

TESSERA_INLINE size_t NAME(lanes_all)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t count,
                                      const tessera_lane_centroids *c, size_t k, size_t d, int32_t *label,
                                      float *upper, float *lower, int32_t *open) {
  float x[TESSERA_LANE_DIMENSIONS * NAME(lane_rows)];
  size_t opened = 0, padded = (k + TESSERA_LANE_PANEL - 1) / TESSERA_LANE_PANEL * TESSERA_LANE_PANEL;
  // Squared norms are off by d + 2 roundings of Float, those of the rows included. For what else is rounded here, and for
  // what underflows, the scores' error has room: see `ErrorBounds.laneScore`.
  float doubt = (float)(d + 2) * 0x1p-24f;
  for (size_t start = 0; start < count; start += NAME(lane_rows)) {
    size_t used = count - start < NAME(lane_rows) ? count - start : NAME(lane_rows);
    float16v squares[LANE_GROUPS];
    NAME(gather_lanes)(points, row_stride, rows + start, used, d, c->shift, x, squares);
    top_two top[LANE_GROUPS];
    NAME(lane_scores)(x, c->elements, c->half_norms, padded, d, top);
    for (size_t g = 0; g * 16 < used; g++) {
      size_t at = start + g * 16, live = count - at < 16 ? count - at : 16;
      float16v norm = __builtin_elementwise_sqrt(squares[g] * (1 + doubt));
      float16v error = score_errors(&c->error, norm, (float16v)0);
      float16v far = squares[g] * (1 + doubt) + 2 * (top[g].first + error);
      float16v near = squares[g] * (1 - doubt) + 2 * (top[g].second - error);
      far = __builtin_elementwise_sqrt(at_least_zero(far));
      near = __builtin_elementwise_sqrt(at_least_zero(near));
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
static size_t NAME(lanes)(const void *elements, size_t row_stride, const int32_t *rows, size_t count,
                          const tessera_lane_centroids *c, size_t k, size_t d, int32_t *label, float *upper,
                          float *lower, int32_t *open) {
  const SCALAR *points = elements;
#define CASE(D) \
  case D: return NAME(lanes_all)(points, row_stride, rows, count, c, k, D, label, upper, lower, open);
  switch (d) {
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(8) CASE(16) CASE(32)
    default: return NAME(lanes_all)(points, row_stride, rows, count, c, k, d, label, upper, lower, open);
  }
#undef CASE
}
