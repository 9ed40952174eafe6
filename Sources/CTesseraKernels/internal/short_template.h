/// The sixteen-bit filter with vpdpwssd: rows side by side in the lanes, two dimensions to a lane's word.
///
/// Rows x and centroids c are coded in one unit: x' = (x - shift) / unit, rounded, and so c'. The score
/// u = |c'|^2 / 2 - x'.c' is exact in 32 bits, since no code is longer than 2^15; |x' - c'|^2 = |x'|^2 + 2 u, and
/// |x - c| / unit lies within `reach` of its root.
#include <immintrin.h>

enum { short_groups = 4, short_rows = 16 * short_groups };

typedef struct {
  int32_t *codes;  // [64][words] of the rows, and room for 16 words more
  int32_t *x;      // [words][4][16]
  int32_t *pairs;  // [64 * (count + 1)] of a centroid and a row: 64 n + row
} short_buffers;

/// Words of two codes: of 32 dimensions, lanes of four words hold 4 of the first and 4 of the second half; a rest of up to
/// 16 dimensions stays in order.
static size_t short_words(size_t d) {
  size_t rest = d % 32;
  return d / 32 * 16 + (rest > 16 ? 16 : (rest + 1) / 2);
}

/// The first dimension of a word's two.
static size_t short_dimension(size_t word, size_t d) {
  size_t block = word / 16 * 32, place = word % 16;
  if (d - block <= 16) return block + 2 * place;
  return block + 16 * (place % 4 / 2) + 4 * (place / 4) + 2 * (place % 2);
}

static size_t short_scratch_bytes(size_t k, size_t d) {
  size_t words = short_words(d);
  return ((words + padded_narrow(k) + 1) * short_rows + words * short_rows + 16) * 4 + 256;
}

static short_buffers short_layout(void *scratch, size_t d) {
  size_t words = short_words(d);
  short_buffers b;
  b.x = (int32_t *)(((uintptr_t)scratch + 63) & ~(uintptr_t)63);
  b.codes = b.x + words * short_rows;
  b.pairs = b.codes + (words * short_rows + 16);
  return b;
}

/// The smallest and the second smallest scores of sixteen rows, each with the centroid's index in its low bits.
typedef struct {
  int16v first, second;
} short_top;

/// What the scores leave open: positions in the list of rows, the score that candidates have at most, and a bound of the
/// distances to all others.
typedef struct {
  int32_t *positions, *thresholds;
  float *outside;
  size_t count;
} short_open;

/// |x'|^2, saturated.
TESSERA_INLINE void short_squares(const int32_t *x, size_t words, int16v squares[short_groups]) {
  TESSERA_UNROLL
  for (int g = 0; g < short_groups; g++) squares[g] = 0;
  for (size_t w = 0; w < words; w++) {
    TESSERA_UNROLL
    for (int g = 0; g < short_groups; g++) {
      __m512i row = _mm512_load_si512(x + (w * short_groups + (size_t)g) * 16);
      squares[g] = (int16v)_mm512_dpwssds_epi32((__m512i)squares[g], row, row);
    }
  }
}

/// Scores of one panel of centroids.
TESSERA_INLINE void short_panel(const tessera_short_centroids *c, size_t p, size_t words, const int32_t *x,
                                int16v scores[TESSERA_NARROW_PANEL][short_groups]) {
  TESSERA_UNROLL
  for (int n = 0; n < TESSERA_NARROW_PANEL; n++)
    TESSERA_UNROLL
    for (int g = 0; g < short_groups; g++) scores[n][g] = (int16v)c->half_squares[p + (size_t)n];
  const int32_t *panel = c->panels + p * words;
  for (size_t w = 0; w < words; w++) {
    __m512i rows[short_groups];
    TESSERA_UNROLL
    for (int g = 0; g < short_groups; g++) rows[g] = _mm512_load_si512(x + (w * short_groups + (size_t)g) * 16);
    TESSERA_UNROLL
    for (int n = 0; n < TESSERA_NARROW_PANEL; n++) {
      __m512i codes = _mm512_set1_epi32(panel[w * TESSERA_NARROW_PANEL + (size_t)n]);
      TESSERA_UNROLL
      for (int g = 0; g < short_groups; g++)
        scores[n][g] = (int16v)_mm512_dpwssd_epi32((__m512i)scores[n][g], rows[g], codes);
    }
  }
}

/// The two smallest scores of each row; `mask` covers the bits of an index.
TESSERA_INLINE void short_scores(const tessera_short_centroids *c, size_t words, const int32_t *x, int32_t mask,
                                 short_top top[short_groups]) {
  TESSERA_UNROLL
  for (int g = 0; g < short_groups; g++) top[g] = (short_top){(int16v)INT32_MAX, (int16v)INT32_MAX};
  int16v index = 0, keep = (int16v)~mask;
  for (size_t p = 0; p < c->count; p += TESSERA_NARROW_PANEL) {
    int16v scores[TESSERA_NARROW_PANEL][short_groups];
    short_panel(c, p, words, x, scores);
    TESSERA_UNROLL
    for (int n = 0; n < TESSERA_NARROW_PANEL; n++) {
      TESSERA_UNROLL
      for (int g = 0; g < short_groups; g++) {
        int16v score = (scores[n][g] & keep) | index;
        int16v loser = __builtin_elementwise_max(top[g].first, score);
        top[g].second = __builtin_elementwise_min(top[g].second, loser);
        top[g].first = __builtin_elementwise_min(top[g].first, score);
      }
      index += 1;
    }
  }
}

/// The pairs of a row and a centroid whose score is at most the row's threshold; returns how many.
TESSERA_INLINE size_t short_collect(const tessera_short_centroids *c, size_t words, const int32_t *x,
                                    const int16v thresholds[short_groups], int32_t *pairs) {
  size_t found = 0;
  for (size_t p = 0; p < c->count; p += TESSERA_NARROW_PANEL) {
    int16v scores[TESSERA_NARROW_PANEL][short_groups];
    short_panel(c, p, words, x, scores);
    for (int n = 0; n < TESSERA_NARROW_PANEL; n++)
      for (int g = 0; g < short_groups; g++) {
        __mmask16 hits = _mm512_cmple_epi32_mask((__m512i)scores[n][g], (__m512i)thresholds[g]);
        if (!hits) continue;
        int16v codes = LANE_NUMBERS + ((int32_t)(p + (size_t)n) * short_rows + g * 16);
        _mm512_storeu_si512(pairs + found, _mm512_maskz_compress_epi32(hits, (__m512i)codes));
        found += (size_t)__builtin_popcount(hits);
      }
  }
  return found;
}

/// Sixteen-bit copies of centroids in panels.
static void short_centroids(const double *centroids, const int32_t *ids, size_t first, size_t count, size_t d,
                            const float *shift, float inverse, int32_t *panels, int32_t *half_squares,
                            double *error_squares) {
  size_t words = short_words(d);
  double unit = 1 / (double)inverse;
  for (size_t n = first; n < first + count; n++) {
    const double *centroid = centroids + (ids ? (size_t)ids[n] : n) * d;
    int32_t *target = panels + n / TESSERA_NARROW_PANEL * words * TESSERA_NARROW_PANEL + n % TESSERA_NARROW_PANEL;
    int64_t square = 0;
    double error = 0;
    for (size_t w = 0; w < words; w++) {
      int32_t codes[2] = {0, 0};
      size_t j = short_dimension(w, d);
      for (size_t i = 0; i < 2 && j + i < d; i++) {
        double t = centroid[j + i] - (double)shift[j + i], whole = __builtin_rint(t * (double)inverse);
        double rest = t - whole * unit;
        codes[i] = (int32_t)whole;
        square += (int64_t)codes[i] * codes[i];
        error += rest * rest;
      }
      target[w * TESSERA_NARROW_PANEL] = (int32_t)(((uint32_t)-codes[0] & 0xffff) | (uint32_t)-codes[1] << 16);
    }
    half_squares[n] = (int32_t)(square / 2);
    error_squares[n] = error;
  }
}
