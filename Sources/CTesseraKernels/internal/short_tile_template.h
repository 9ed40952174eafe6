/// Scores of rows and panels of centroids, and the two smallest of each row.

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

/// The codes of `rows` rows of a list of `count`, whose last is repeated.
TESSERA_INLINE void short_codes(const short_buffers *b, const int32_t *list, size_t count, size_t rows,
                                const int32_t **x) {
  for (size_t r = 0; r < rows; r++) x[r] = b->codes + (size_t)list[r < count ? r : count - 1] * b->stride;
}

/// The two smallest scores of sixteen rows in a group; `mask` covers the bits of a slot.
static __attribute__((noinline)) void short_group(const tessera_short_centroids *c, size_t group, size_t words,
                                                  const int32_t *const *x, int32_t mask, smallest_two *out) {
  size_t panel = (group << c->group_shift) / short_panel, end = short_group_end(c, group);
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
  // What is left when no whole tile is: on AVX2 one panel, else up to three.
#if SHORT_PANELS > 2
#define JOIN_REST(IS_FIRST)                        \
  switch (end - panel) {                           \
    case 3: JOIN_PANELS(3, IS_FIRST); break;       \
    case 2: JOIN_PANELS(2, IS_FIRST); break;       \
    case 1: JOIN_PANELS(1, IS_FIRST); break;       \
    default: break;                                \
  }
#else
#define JOIN_REST(IS_FIRST) \
  if (panel < end) JOIN_PANELS(1, IS_FIRST)
#endif
  if (end - panel >= SHORT_PANELS) {
    JOIN_PANELS(SHORT_PANELS, true);
    for (panel += SHORT_PANELS; panel + SHORT_PANELS <= end; panel += SHORT_PANELS) JOIN_PANELS(SHORT_PANELS, false);
    JOIN_REST(false);
  } else {
    JOIN_REST(true);
  }
#undef JOIN_REST
#undef JOIN_PANELS
  *out = two_of_twos(top);
}

/// The two smallest scores of the rows first ..< first + count, where all centroids are one group.
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
