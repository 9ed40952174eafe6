/// Sums of rows and columns, for T, in Double.

#define SUM_LANES 8

typedef T NAMED(sum_terms) __attribute__((ext_vector_type(SUM_LANES)));
typedef WHOLE NAMED(sum_masks) __attribute__((ext_vector_type(SUM_LANES)));

/// Which terms, and whether a side moves on along a row: constants where they are looked at.
#define KIND(terms, left_step, right_step) ((int)(terms) * 4 + ((left_step) != 0) * 2 + ((right_step) != 0))

TESSERA_INLINE double NAMED(sum_term)(int kind, const T *x, const T *y, size_t i) {
  const T a = x[kind & 2 ? i : 0], b = y[kind & 1 ? i : 0];
  switch (kind / 4) {
    case tessera_plain: return (double)a;
    case tessera_scaled: return (double)(a == 0 ? 0 : a * b);
    default: return (double)a * (double)a;
  }
}

TESSERA_INLINE double8 NAMED(eight_sum_terms)(int kind, const T *x, const T *y, size_t i) {
  NAMED(sum_terms) a = x[0], b = y[0];
  if (kind & 2) memcpy(&a, x + i, sizeof a);
  if (kind & 1) memcpy(&b, y + i, sizeof b);
  const double8 wide = __builtin_convertvector(a, double8);
  switch (kind / 4) {
    case tessera_plain: return wide;
    case tessera_scaled: {
      const NAMED(sum_terms) product = a * b;
      const NAMED(sum_masks) bits = (NAMED(sum_masks))product & (a != 0);
      return __builtin_convertvector((NAMED(sum_terms))bits, double8);
    }
    default: return wide * wide;
  }
}

/// Thirty-two sums side by side.
TESSERA_INLINE double NAMED(row_sum)(int kind, const T *x, const T *y, size_t n) {
  double8 a = 0, b = 0, c = 0, d = 0;
  double rest = 0;
  size_t i = 0;
  if (n < SUM_LANES) {
    for (; i < n; i++) rest += NAMED(sum_term)(kind, x, y, i);
    return rest;
  }
  for (; i + 4 * SUM_LANES <= n; i += 4 * SUM_LANES) {
    a += NAMED(eight_sum_terms)(kind, x, y, i);
    b += NAMED(eight_sum_terms)(kind, x, y, i + SUM_LANES);
    c += NAMED(eight_sum_terms)(kind, x, y, i + 2 * SUM_LANES);
    d += NAMED(eight_sum_terms)(kind, x, y, i + 3 * SUM_LANES);
  }
  for (; i + SUM_LANES <= n; i += SUM_LANES) a += NAMED(eight_sum_terms)(kind, x, y, i);
  const double8 eight = (a + c) + (b + d);
  for (; i < n; i++) rest += NAMED(sum_term)(kind, x, y, i);
  const double four[4] = {eight[0] + eight[4], eight[1] + eight[5], eight[2] + eight[6], eight[3] + eight[7]};
  return ((four[0] + four[2]) + (four[1] + four[3])) + rest;
}

TESSERA_INLINE void NAMED(take_sum)(double sum, size_t place, T *rounded, double *wide) {
  if (wide != NULL)
    wide[place] += sum;
  else
    rounded[place] = (T)sum;
}

#define WIDE_TILE 2048

/// Many rows to one row of sums, so many columns at a time that their sums stay in the first cache and that memory is read
/// in long rows; four rows meet before they are added, so that sums are loaded and stored once for them.
TESSERA_INLINE void NAMED(column_sums)(int kind, const T *x, const T *y, T *rounded, double *wide,
                                       const tessera_sums *s) {
  double sums[WIDE_TILE];
  for (size_t start = 0; start < s->columns; start += WIDE_TILE) {
    const size_t left = s->columns - start, n = left < WIDE_TILE ? left : WIDE_TILE;
    const T *p = kind & 2 ? x + start : x, *q = kind & 1 ? y + start : y;
    const ptrdiff_t u = s->left_row, v = s->right_row;
    size_t row = 0;
    for (size_t i = 0; i < n; i++) sums[i] = 0;
    for (; row + 4 <= s->rows; row += 4, p += 4 * u, q += 4 * v)
      for (size_t i = 0; i < n; i++)
        sums[i] += (NAMED(sum_term)(kind, p, q, i) + NAMED(sum_term)(kind, p + u, q + v, i)) +
                   (NAMED(sum_term)(kind, p + 2 * u, q + 2 * v, i) + NAMED(sum_term)(kind, p + 3 * u, q + 3 * v, i));
    for (; row < s->rows; row++, p += u, q += v)
      for (size_t i = 0; i < n; i++) sums[i] += NAMED(sum_term)(kind, p, q, i);
    for (size_t i = 0; i < n; i++) NAMED(take_sum)(sums[i], start + i, rounded, wide);
  }
}

/// Short rows that lie one after the other: so many of them side by side are one long row.
#define SHORT_ROW 16
#define FOLDED 16

TESSERA_INLINE void NAMED(short_column_sums)(int kind, const T *x, const T *y, T *rounded, double *wide,
                                             const tessera_sums *s) {
  double sums[SHORT_ROW * FOLDED] = {0};
  const size_t n = s->columns, size = n * FOLDED, rows = s->rows / FOLDED;
  tessera_sums folded = *s;
  folded.rows = rows;
  folded.columns = size;
  folded.left_row *= FOLDED;
  folded.right_row *= FOLDED;
  NAMED(column_sums)(kind, x, y, NULL, sums, &folded);
  for (size_t i = 0; i < n; i++) {
    double sum = 0;
    for (size_t j = 0; j < FOLDED; j++) sum += sums[j * n + i];
    for (size_t row = rows * FOLDED; row < s->rows; row++)
      sum += NAMED(sum_term)(kind, x + (ptrdiff_t)row * s->left_row, y + (ptrdiff_t)row * s->right_row, i);
    NAMED(take_sum)(sum, i, rounded, wide);
  }
}

TESSERA_INLINE void NAMED(add_up_in)(int kind, const T *x, const T *y, T *rounded, double *wide,
                                     const tessera_sums *s) {
  if (s->out_step != 0 && s->out_row == 0) {
    const ptrdiff_t n = (ptrdiff_t)s->columns;
    const int left_flows = kind & 2 ? s->left_row == n : s->left_row == 0;
    const int right_flows = kind / 4 != tessera_scaled || (kind & 1 ? s->right_row == n : s->right_row == 0);
    if (n <= SHORT_ROW && s->rows >= 2 * FOLDED && left_flows && right_flows)
      NAMED(short_column_sums)(kind, x, y, rounded, wide, s);
    else
      NAMED(column_sums)(kind, x, y, rounded, wide, s);
    return;
  }
  double total = 0;
  for (size_t row = 0; row < s->rows; row++) {
    const T *p = x + (ptrdiff_t)row * s->left_row, *q = y + (ptrdiff_t)row * s->right_row;
    const size_t place = row * (size_t)s->out_row;
    if (s->out_step != 0)
      for (size_t i = 0; i < s->columns; i++)
        NAMED(take_sum)(NAMED(sum_term)(kind, p, q, i), place + i, rounded, wide);
    else if (s->out_row != 0)
      NAMED(take_sum)(NAMED(row_sum)(kind, p, q, s->columns), place, rounded, wide);
    else
      total += NAMED(row_sum)(kind, p, q, s->columns);
  }
  if (s->out_row == 0) NAMED(take_sum)(total, 0, rounded, wide);
}

static void NAMED(add_up)(tessera_terms terms, const T *left, const T *right, T *rounded, double *wide,
                          const tessera_sums *s) {
#define CASE(kind) \
  case kind: NAMED(add_up_in)(kind, left, right, rounded, wide, s); break;
  // Terms that look at one side alone: the other one is of no matter.
  switch (KIND(terms, s->left_step, terms == tessera_scaled ? s->right_step : 0)) {
    CASE(KIND(tessera_plain, 0, 0))
    CASE(KIND(tessera_plain, 1, 0))
    CASE(KIND(tessera_scaled, 0, 0))
    CASE(KIND(tessera_scaled, 0, 1))
    CASE(KIND(tessera_scaled, 1, 0))
    CASE(KIND(tessera_scaled, 1, 1))
    CASE(KIND(tessera_squares, 0, 0))
    CASE(KIND(tessera_squares, 1, 0))
  }
#undef CASE
}

static void NAMED(accumulate)(const T *restrict x, T *restrict sums, size_t count) {
  for (size_t i = 0; i < count; i++) sums[i] += x[i];
}

static void NAMED(weighted_differences)(const T *restrict weights, const T *restrict from, const T *restrict to,
                                        T *restrict out, size_t n, size_t k, size_t d, double *restrict sums) {
  for (size_t i = 0; i < k * d; i++) sums[i] = 0;
  // As many centroids as keep their sums in the second cache.
  const size_t tile = d < 16384 ? 16384 / d : 1;
  for (size_t start = 0; start < k; start += tile) {
    const size_t end = k - start < tile ? k : start + tile;
    for (size_t i = 0; i < n; i++)
      for (size_t j = start; j < end; j++) {
        const T weight = weights[i * k + j];
        // Most weights are 0 where each row has one centroid; a weight of 0 leaves nothing, whatever it meets.
        if (weight == 0) continue;
        const T *restrict a = from + i * d, *restrict b = to + j * d;
        double *restrict total = sums + j * d;
        for (size_t c = 0; c < d; c++) total[c] += (double)(weight * (b[c] - a[c]));
      }
  }
  for (size_t i = 0; i < k * d; i++) out[i] = (T)sums[i];
}

#undef WIDE_TILE
#undef SHORT_ROW
#undef FOLDED
#undef KIND
#undef SUM_LANES
