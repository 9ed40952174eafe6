/// The nearest codes of one level alone: sixteen rows, one in each lane, beside one code after the other.
///
/// Define NEAREST_CODES: how many codes a tile has.

/// What is known of sixteen rows.
typedef struct nearest_rows {
  /// The two smallest scores, whose last four bits say which code of its panel it is.
  float16v least, second;
  /// The panel of the smallest.
  int16v panel;
} nearest_rows;

#define CODE_MASK (QUANTIZER_PANEL - 1)

/// Scores of all codes: |c|^2 / 2 - x . c, of which no one is written to memory.
///
/// - Parameter x: less the shift, negative, [d][16].
QUANTIZER_INLINE nearest_rows least_scores(const quantizer_levels *levels, const float *x) {
  const size_t d = levels->d, panels = levels->column_count / QUANTIZER_PANEL;
  nearest_rows rows = {(float16v)__builtin_inff(), (float16v)__builtin_inff(), 0};
  for (size_t p = 0; p < panels; p++) {
    const float16v before = rows.least;
    for (size_t first = 0; first < QUANTIZER_PANEL; first += NEAREST_CODES) {
      const float *c = levels->panels + p * d * QUANTIZER_PANEL + first;
      const float *half_norms = levels->half_norms + p * QUANTIZER_PANEL + first;
      float16v scores[NEAREST_CODES];
      QUANTIZER_UNROLL for (size_t i = 0; i < NEAREST_CODES; i++) scores[i] = (float16v)half_norms[i];
      for (size_t j = 0; j < d; j++) {
        const float16v column = load_floats(x + j * QUANTIZER_PANEL);
        QUANTIZER_UNROLL for (size_t i = 0; i < NEAREST_CODES; i++)
          scores[i] = FUSED(column, (float16v)c[j * QUANTIZER_PANEL + i], scores[i]);
      }
      QUANTIZER_UNROLL for (size_t i = 0; i < NEAREST_CODES; i++) {
        // Where there is no code the score is infinite, with a code's bits NaN: never less.
        const float16v score = (float16v)(((int16v)scores[i] & ~CODE_MASK) | (int16v)(int32_t)(first + i));
        const float16v other = GREATER(rows.least, score);
        rows.second = LESSER(other, rows.second);
        rows.least = LESSER(score, rows.least);
      }
    }
    rows.panel = rows.least < before ? (int16v)(int32_t)p : rows.panel;
  }
  return rows;
}

/// Of the codes whose scores do not rule them out, the nearest by the canonical distance.
///
/// - Parameters:
///   - x: one column of what least_scores takes.
///   - wide: the row on the scale of the codes.
static __attribute__((noinline)) int32_t nearest_of(const quantizer_levels *levels, const float *x, const double *wide,
                                                    float bar) {
  const size_t d = levels->d, k = levels->sizes[0];
  size_t best = 0;
  double least = __builtin_inf();
  for (size_t first = 0; first < k; first += QUANTIZER_PANEL) {
    float16v score = load_floats(levels->half_norms + first);
    for (size_t j = 0; j < d; j++)
      score = FUSED((float16v)x[j * QUANTIZER_PANEL], load_floats(levels->panels + first * d + j * QUANTIZER_PANEL), score);
    const int16v fails = score > (float16v)bar;
    if (__builtin_reduce_and(fails) != 0) continue;
    for (size_t i = 0; i < QUANTIZER_PANEL && first + i < k; i++) {
      if (fails[i]) continue;
      const double square = canonical(wide, levels->codes + (first + i) * d, d);
      if (square < least) least = square, best = first + i;
    }
  }
  return (int32_t)best;
}

/// The nearest codes of rows of one level: most by their scores alone, the others by the canonical distance of the row in Double.
#define NEAREST(SUFFIX, T)                                                                                               \
  static bool nearest_##SUFFIX(const quantizer_levels *levels, const T *points, size_t stride, size_t count,             \
                               const double *scale, void *memory, int32_t *out) {                                        \
    const size_t d = levels->d;                                                                                          \
    float *x = memory;                                                                                                   \
    double *wide = (double *)(x + d * QUANTIZER_PANEL);                                                                  \
    const row_errors errors = errors_of_rows(d, levels->reaches[0]);                                                     \
    float16v lost = 0;                                                                                                   \
    for (size_t start = 0; start < count; start += QUANTIZER_PANEL) {                                                    \
      const T *first = points + start * stride;                                                                          \
      const size_t used = count - start < QUANTIZER_PANEL ? count - start : QUANTIZER_PANEL;                             \
      const float16v squares = pack_columns_##SUFFIX(first, stride, used, levels->shift, scale, d, x);                   \
      const nearest_rows rows = least_scores(levels, x);                                                                 \
      const float16v bars = bars_of_rows(&errors, squares, rows.least);                                                  \
      const int16v codes = rows.panel * QUANTIZER_PANEL + ((int16v)rows.least & CODE_MASK);                              \
      lost += squares * 0;                                                                                               \
      int32_t found[QUANTIZER_PANEL];                                                                                    \
      memcpy(found, &codes, sizeof found);                                                                               \
      for (unsigned open = ~bits_of(rows.second > bars) & ((1u << used) - 1); open != 0; open &= open - 1) {             \
        const int r = __builtin_ctz(open);                                                                               \
        for (size_t j = 0; j < d; j++) wide[j] = (double)first[r * stride + j] * scale[0] * scale[1];                    \
        found[r] = nearest_of(levels, x + r, wide, bars[r]);                                                             \
      }                                                                                                                  \
      memcpy(out + start, found, used * sizeof(int32_t));                                                                \
    }                                                                                                                    \
    return bits_of(lost != 0) == 0;                                                                                      \
  }

NEAREST(f32, float)
NEAREST(f64, double)
