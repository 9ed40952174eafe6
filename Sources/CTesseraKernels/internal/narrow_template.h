/// The eight-bit filter with vpdpbusd: rows side by side in the lanes, four dimensions to a lane's word.
///
/// A score in a row's units is u = half_norm / (scale unit) - codes . codes, so that |c|^2 / 2 - x.c = scale unit u but for
/// the error that the row's and the centroids' coding makes. The products are exact in 32 bits.
#include <immintrin.h>

enum { narrow_width = TESSERA_NARROW_PANEL, narrow_groups = 4 };

/// How many groups of sixteen rows share a pass: as many as keep their scores within the second-level cache.
static size_t narrow_group_count(size_t k) { return k <= 1024 ? 4 : k <= 2560 ? 2 : 1; }

typedef struct {
  int32_t *x;         // [words][groups][16] codes
  float16v *scores;   // [count][groups]
  int32_t *pairs;     // [groups * 16 * (count + 1)] of a centroid and a row: 64 n + row
  float *sharp;       // likewise
} narrow_buffers;

static size_t padded_narrow(size_t k) { return (k + narrow_width - 1) / narrow_width * narrow_width; }

static size_t narrow_bytes(size_t k, size_t d) {
  size_t groups = narrow_group_count(k), padded = padded_narrow(k);
  return (TESSERA_NARROW_WORDS(d) + 3 * padded + 2) * groups * 64 + 128;
}

/// What any number of centroids up to k needs: fewer may share a pass among more rows.
static size_t narrow_scratch_bytes(size_t k, size_t d) {
  size_t most = narrow_bytes(k, d);
  const size_t steps[] = {1024, 2560};
  for (int i = 0; i < 2; i++)
    if (k > steps[i] && narrow_bytes(steps[i], d) > most) most = narrow_bytes(steps[i], d);
  return most;
}

static narrow_buffers narrow_layout(void *scratch, size_t k, size_t d) {
  size_t groups = narrow_group_count(k), padded = padded_narrow(k);
  char *at = (char *)(((uintptr_t)scratch + 63) & ~(uintptr_t)63);
  narrow_buffers b;
  b.x = (int32_t *)at;
  at += TESSERA_NARROW_WORDS(d) * groups * 64;
  b.scores = (float16v *)at;
  at += padded * groups * 64;
  b.pairs = (int32_t *)at;
  at += (padded + 1) * groups * 64;
  b.sharp = (float *)at;
  return b;
}

/// Sixteen rows' words w ... w + 15 from row-major to lanes.
TESSERA_INLINE void transpose_words16(const int32_t *const *rows, size_t w, size_t stride, int32_t *out) {
  __m512i r[16], t[16];
  for (int i = 0; i < 16; i++) r[i] = _mm512_loadu_si512(rows[i] + w);
  for (int i = 0; i < 8; i++) {
    t[2 * i] = _mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
    t[2 * i + 1] = _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
  }
  for (int i = 0; i < 4; i++) {
    r[4 * i] = _mm512_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
    r[4 * i + 1] = _mm512_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
    r[4 * i + 2] = _mm512_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
    r[4 * i + 3] = _mm512_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
  }
  for (int c = 0; c < 4; c++) {
    __m512i even_low = _mm512_shuffle_i32x4(r[c], r[4 + c], 0x88), odd_low = _mm512_shuffle_i32x4(r[c], r[4 + c], 0xdd);
    __m512i even_high = _mm512_shuffle_i32x4(r[8 + c], r[12 + c], 0x88),
            odd_high = _mm512_shuffle_i32x4(r[8 + c], r[12 + c], 0xdd);
    t[c] = _mm512_shuffle_i32x4(even_low, even_high, 0x88);
    t[8 + c] = _mm512_shuffle_i32x4(even_low, even_high, 0xdd);
    t[4 + c] = _mm512_shuffle_i32x4(odd_low, odd_high, 0x88);
    t[12 + c] = _mm512_shuffle_i32x4(odd_low, odd_high, 0xdd);
  }
  for (size_t i = 0; i < 16; i++) _mm512_store_si512(out + (w + i) * stride, t[i]);
}

/// The same for up to four words.
TESSERA_INLINE void transpose_words4(const int32_t *const *rows, size_t w, size_t words, size_t stride, int32_t *out) {
  __mmask8 mask = (__mmask8)((1u << words) - 1);
  __m512i r[4];
  for (int i = 0; i < 4; i++) {
    r[i] = _mm512_castsi128_si512(_mm_maskz_loadu_epi32(mask, rows[i] + w));
    r[i] = _mm512_inserti32x4(r[i], _mm_maskz_loadu_epi32(mask, rows[4 + i] + w), 1);
    r[i] = _mm512_inserti32x4(r[i], _mm_maskz_loadu_epi32(mask, rows[8 + i] + w), 2);
    r[i] = _mm512_inserti32x4(r[i], _mm_maskz_loadu_epi32(mask, rows[12 + i] + w), 3);
  }
  __m512i t0 = _mm512_unpacklo_epi32(r[0], r[1]), t1 = _mm512_unpackhi_epi32(r[0], r[1]);
  __m512i t2 = _mm512_unpacklo_epi32(r[2], r[3]), t3 = _mm512_unpackhi_epi32(r[2], r[3]);
  r[0] = _mm512_unpacklo_epi64(t0, t2);
  r[1] = _mm512_unpackhi_epi64(t0, t2);
  r[2] = _mm512_unpacklo_epi64(t1, t3);
  r[3] = _mm512_unpackhi_epi64(t1, t3);
  for (size_t i = 0; i < words; i++) _mm512_store_si512(out + (w + i) * stride, r[i]);
}

TESSERA_INLINE void transpose_words(const int32_t *const *rows, size_t words, size_t stride, int32_t *out) {
  size_t w = 0;
  for (; w + 16 <= words; w += 16) transpose_words16(rows, w, stride, out);
  for (; w < words; w += 4) transpose_words4(rows, w, words - w < 4 ? words - w : 4, stride, out);
}

/// Scores of all centroids for `groups` groups of rows, and the two smallest of each row.
TESSERA_INLINE void narrow_scores(const tessera_narrow_centroids *c, size_t words, int groups, const int32_t *x,
                                  const float16v *inverse, float16v *scores, top_two *top) {
  TESSERA_UNROLL
  for (int g = 0; g < groups; g++) top[g] = no_scores();
  for (size_t p = 0; p < c->count; p += narrow_width) {
    __m512i sums[narrow_groups][narrow_width];
    TESSERA_UNROLL
    for (int n = 0; n < narrow_width; n++) {
      __m512i offset = _mm512_set1_epi32(c->offsets[p + (size_t)n]);
      TESSERA_UNROLL
      for (int g = 0; g < groups; g++) sums[g][n] = offset;
    }
    const int32_t *panel = c->panels + p * words;
    for (size_t w = 0; w < words; w++) {
      __m512i rows[narrow_groups];
      TESSERA_UNROLL
      for (int g = 0; g < groups; g++) rows[g] = _mm512_load_si512(x + (w * (size_t)groups + (size_t)g) * 16);
      TESSERA_UNROLL
      for (int n = 0; n < narrow_width; n++) {
        __m512i codes = _mm512_set1_epi32(panel[w * narrow_width + (size_t)n]);
        TESSERA_UNROLL
        for (int g = 0; g < groups; g++) sums[g][n] = _mm512_dpbusd_epi32(sums[g][n], rows[g], codes);
      }
    }
    TESSERA_UNROLL
    for (int n = 0; n < narrow_width; n++) {
      size_t index = p + (size_t)n;
      float16v half = (float16v)c->half_norms[index];
      TESSERA_UNROLL
      for (int g = 0; g < groups; g++) {
        float16v product = (float16v)_mm512_cvtepi32_ps(sums[g][n]);
        float16v score = FMA(half, inverse[g], -product);
        scores[index * (size_t)groups + (size_t)g] = score;
        add_score(&top[g], score, (int32_t)index);
      }
    }
  }
}

/// Appends the pairs of a row and a centroid whose score is at most the row's threshold; returns how many there are then.
TESSERA_INLINE size_t collect(const float16v *scores, size_t count, int groups, const float16v *thresholds,
                              int32_t *pairs, size_t found) {
  const __m512i lanes = (__m512i)LANE_NUMBERS;
  for (size_t n = 0; n < count; n++)
    for (int g = 0; g < groups; g++) {
      __mmask16 hits =
          _mm512_cmp_ps_mask((__m512)scores[n * (size_t)groups + (size_t)g], (__m512)thresholds[g], _CMP_LE_OQ);
      if (!hits) continue;
      __m512i codes = _mm512_add_epi32(lanes, _mm512_set1_epi32((int32_t)(n * 64) + g * 16));
      _mm512_storeu_si512(pairs + found, _mm512_maskz_compress_epi32(hits, codes));
      found += (size_t)__builtin_popcount(hits);
    }
  return found;
}

/// The same; `least` receives the smallest score of the pairs that are not appended.
TESSERA_INLINE size_t collect_and_least(const float16v *scores, size_t count, int groups, const float16v *thresholds,
                                        float16v *least, int32_t *pairs) {
  const __m512i lanes = (__m512i)LANE_NUMBERS;
  size_t found = 0;
  for (size_t n = 0; n < count; n++)
    for (int g = 0; g < groups; g++) {
      __m512 score = (__m512)scores[n * (size_t)groups + (size_t)g];
      // Not above: what is not a number is looked at.
      __mmask16 hits = _mm512_cmp_ps_mask(score, (__m512)thresholds[g], _CMP_NGT_UQ);
      least[g] = (float16v)_mm512_mask_min_ps((__m512)least[g], (__mmask16)~hits, (__m512)least[g], score);
      if (!hits) continue;
      __m512i codes = _mm512_add_epi32(lanes, _mm512_set1_epi32((int32_t)(n * 64) + g * 16));
      _mm512_storeu_si512(pairs + found, _mm512_maskz_compress_epi32(hits, codes));
      found += (size_t)__builtin_popcount(hits);
    }
  return found;
}

/// u8 row . s8 codes, exactly.
TESSERA_INLINE int32_t code_product(const uint8_t *row, const int8_t *residual, size_t bytes) {
  __m512i sum = _mm512_setzero_si512();
  size_t j = 0;
  for (; j + 64 <= bytes; j += 64)
    sum = _mm512_dpbusd_epi32(sum, _mm512_loadu_si512(row + j), _mm512_loadu_si512(residual + j));
  if (j < bytes) {
    __mmask64 mask = ((__mmask64)1 << (bytes - j)) - 1;
    sum = _mm512_dpbusd_epi32(sum, _mm512_maskz_loadu_epi8(mask, row + j), _mm512_maskz_loadu_epi8(mask, residual + j));
  }
  return _mm512_reduce_add_epi32(sum);
}

/// Sharpens the scores of pairs by the residuals of the centroids and drops those that can no longer win; returns how many
/// are left. `thresholds` become those of the sharper scores. Without `scores`, `sharp` holds those of the pairs.
TESSERA_INLINE size_t refine(const tessera_narrow_rows *narrow, const tessera_narrow_centroids *c, const int32_t *rows,
                             size_t words, int groups, const float16v *scores, const float16v *reach,
                             float16v *thresholds, int32_t *pairs, size_t count, float *sharp) {
  float best[64];
  for (int i = 0; i < groups * 16; i++) best[i] = __builtin_inff();
  for (size_t i = 0; i < count; i++) {
    size_t n = (size_t)(pairs[i] >> 6), lane = (size_t)(pairs[i] & 63);
    int32_t product = code_product(narrow->codes + (size_t)rows[lane] * words * 4, c->residuals + n * words * 4,
                                       words * 4);
    float score = scores ? ((const float *)(scores + n * (size_t)groups))[lane] : sharp[i];
    sharp[i] = score - (float)(product + c->residual_offsets[n]) * (1.0f / 254);
    best[lane] = sharp[i] < best[lane] ? sharp[i] : best[lane];
  }
  float limits[64];
  for (int g = 0; g < groups; g++) {
    float16v limit;
    memcpy(&limit, best + g * 16, sizeof limit);
    limit += 2 * reach[g];
    memcpy(limits + g * 16, &limit, sizeof limit);
    thresholds[g] = limit;
  }
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    pairs[kept] = pairs[i];
    kept += !(sharp[i] > limits[pairs[i] & 63]);
  }
  return kept;
}
