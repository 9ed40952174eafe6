/// centred_squares_SUFFIX: sum of w |x - shift|^2 in fixed point, from pairs of doubles: the same bits from every table.
/// Define SCALAR and SUFFIX.

/// Adds (x - shift)^2: the difference is a pair (t, e), its square t^2 + 2 t e but for e^2 < 2^-106 t^2.
TESSERA_INLINE pair8 NAME(add_square)(pair8 sum, double8v x, double8v shift) {
  pair8 t = two_sum8(x, -shift);
  pair8 square = square8(t.high);
  pair8 s = two_sum8(sum.high, square.high);
  return renormalized8(s.high, s.low + (sum.low + (square.low + 2 * (t.high * t.low))));
}

/// Adds one row, columns in lanes.
TESSERA_INLINE pair8 NAME(add_row)(pair8 sums, const SCALAR *x, const double *shift, size_t d) {
  double8v row, centre;
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    NAME(load8)(x + j, &row);
    memcpy(&centre, shift + j, sizeof centre);
    sums = NAME(add_square)(sums, row, centre);
  }
  if (j < d) {
    row = centre = 0;
    for (size_t i = 0; j + i < d; i++) {
      row[i] = (double)x[j + i];
      centre[i] = shift[j + i];
    }
    sums = NAME(add_square)(sums, row, centre);
  }
  return sums;
}

/// Adds up to 64 rows to four sums, whose chains overlap.
TESSERA_INLINE void NAME(add_rows)(const SCALAR *x, size_t rows, const double *shift, size_t d, pair8 sums[4]) {
  size_t row = 0;
  if (d >= 8) {
    for (; row + 4 <= rows; row += 4)
      for (size_t i = 0; i < 4; i++) sums[i] = NAME(add_row)(sums[i], x + (row + i) * d, shift, d);
  } else {
    // Eight rows are d vectors, whatever column a lane belongs to.
    double8v centres[8];
    for (size_t i = 0; i < 8 * d; i++) centres[i / 8][i % 8] = shift[i % d];
    for (; row + 8 <= rows; row += 8)
      for (size_t v = 0; v < d; v++) {
        double8v values;
        NAME(load8)(x + row * d + v * 8, &values);
        sums[v & 3] = NAME(add_square)(sums[v & 3], values, centres[v]);
      }
  }
  for (; row < rows; row++) sums[row & 3] = NAME(add_row)(sums[row & 3], x + row * d, shift, d);
}

TESSERA_INLINE void NAME(centred_squares_all)(const SCALAR *points, size_t count, size_t d, const double *shift,
                                              const double *weights, int32_t exponent, uint64_t *low,
                                              int64_t *high) {
  ulong8v sums_low = 0;
  long8v sums_high = 0, exponents = (int64_t)exponent;
  for (size_t row = 0; !weights && row < count; row += 64) {
    pair8 sums[4] = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    NAME(add_rows)(points + row * d, count - row < 64 ? count - row : 64, shift, d, sums);
    for (size_t i = 0; i < 4; i++) {
      add_rounded_terms(sums[i].high, exponents, &sums_low, &sums_high);
      add_rounded_terms(sums[i].low, exponents, &sums_low, &sums_high);
    }
  }
  for (size_t row = 0; weights && row < count; row += 8) {
    size_t used = count - row < 8 ? count - row : 8;
    pair8 squares = {0, 0};
    for (size_t i = 0; i < used; i++) {
      if (weights[row + i] == 0) continue;
      pair8 square = halves_added8(NAME(add_row)((pair8){0, 0}, points + (row + i) * d, shift, d));
      squares.high[i] = square.high[0];
      squares.low[i] = square.low[0];
    }
    double8v weight;
    load_partial8(&weight, weights + row, used);
    squares = multiply8(squares, (pair8){weight, (double8v)0});
    add_rounded_terms(squares.high, exponents, &sums_low, &sums_high);
    add_rounded_terms(squares.low, exponents, &sums_low, &sums_high);
  }
  planes_total(sums_low, sums_high, low, high);
}

/// Few dimensions are compiled one by one: the loops over them vanish.
static void NAME(centred_squares)(const void *elements, size_t count, size_t d, const double *shift,
                                  const double *weights, int32_t exponent, uint64_t *low, int64_t *high) {
  const SCALAR *points = elements;
#define CASE(D) \
  case D: NAME(centred_squares_all)(points, count, D, shift, weights, exponent, low, high); return;
  switch (d) {
    CASE(1) CASE(2) CASE(3) CASE(4)
    default: NAME(centred_squares_all)(points, count, d, shift, weights, exponent, low, high);
  }
#undef CASE
}
