/// Which centroids a single row's scores leave: centroids in lanes, 64 at a time.

enum { row_block = TESSERA_ROW_BLOCK, row_vectors = TESSERA_ROW_BLOCK / 16, row_most_candidates = 256 };

/// Centroids whose score is at most the smallest so far + `slack`, in increasing order.
typedef struct {
  float best, slack;
  size_t count;
  int32_t index[row_most_candidates + row_block];
  float score[row_most_candidates + row_block];
} row_shortlist;

/// Adds what may win of the centroids first ..< first + row_block.
TESSERA_INLINE void shortlist_add(row_shortlist *list, const float16v *scores, size_t first) {
  float16v least = scores[0];
  TESSERA_UNROLL
  for (int i = 1; i < row_vectors; i++) least = scores[i] < least ? scores[i] : least;
  if (!__builtin_reduce_or(least <= (float16v)(list->best + list->slack))) return;
  float smallest = __builtin_reduce_min(least);
  list->best = smallest < list->best ? smallest : list->best;
  float limit = list->best + list->slack;
  for (size_t i = 0; i < row_vectors; i++) {
    if (!__builtin_reduce_or(scores[i] <= (float16v)limit)) continue;
    float lanes[16];
    memcpy(lanes, &scores[i], sizeof lanes);
    for (size_t lane = 0; lane < 16; lane++) {
      list->index[list->count] = (int32_t)(first + i * 16 + lane);
      list->score[list->count] = lanes[lane];
      list->count += lanes[lane] <= limit;
    }
  }
}

/// Drops those that a later, smaller score has ruled out.
TESSERA_INLINE void shortlist_prune(row_shortlist *list) {
  float limit = list->best + list->slack;
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++) {
    list->index[kept] = list->index[i];
    list->score[kept] = list->score[i];
    kept += list->score[i] <= limit;
  }
  list->count = kept;
}

/// Scores |c|^2 / 2 - x.c in Float.
TESSERA_INLINE void row_scores(const tessera_row_centroids *c, size_t first, const float *x, float16v *scores) {
  const float *panel = c->panels + first * c->exact.dimensions;
  memcpy(scores, c->half_norms + first, row_block * sizeof(float));
  for (size_t j = 0; j < c->exact.dimensions; j++) {
    float16v value = (float16v)x[j];
    TESSERA_UNROLL
    for (size_t i = 0; i < row_vectors; i++) {
      float16v y;
      memcpy(&y, panel + (j * row_vectors + i) * 16, sizeof y);
      scores[i] = FMA(value, y, scores[i]);
    }
  }
}

#ifdef HAS_NARROW
/// The same in units of the row's scale times the centroids' unit, from eight-bit codes.
TESSERA_INLINE void row_code_scores(const tessera_row_centroids *c, size_t first, const int32_t *x, float inverse,
                                    float16v *scores) {
  size_t words = TESSERA_NARROW_WORDS(c->exact.dimensions);
  const int8_t *codes = c->codes + first * words * 4;
  __m512i sums[row_vectors];
  TESSERA_UNROLL
  for (size_t i = 0; i < row_vectors; i++) sums[i] = _mm512_loadu_si512(c->offsets + first + i * 16);
  for (size_t w = 0; w < words; w++) {
    __m512i word = _mm512_set1_epi32(x[w]);
    TESSERA_UNROLL
    for (size_t i = 0; i < row_vectors; i++)
      sums[i] = _mm512_dpbusd_epi32(sums[i], word, _mm512_loadu_si512(codes + (w * row_vectors + i) * 64));
  }
  TESSERA_UNROLL
  for (size_t i = 0; i < row_vectors; i++) {
    float16v half;
    memcpy(&half, c->half_norms + first + i * 16, sizeof half);
    scores[i] = FMA(half, (float16v)inverse, -(float16v)_mm512_cvtepi32_ps(sums[i]));
  }
}
#endif
