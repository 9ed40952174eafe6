/// centred_squares_SUFFIX: sum of w |x - shift|^2 in fixed point, from pairs of doubles: the same bits from every table.
/// Define SCALAR and SUFFIX.

/// Adds (x - shift)^2: the difference is a pair (t, e), its square t^2 + 2 t e but for e^2 < 2^-106 t^2.
TESSERA_INLINE pair8 NAME(add_square)(pair8 sum, double8v x, double8v shift) {
  pair8 t = two_sum8(x, -shift);
  pair8 square = two_product8(t.high, t.high);
  pair8 s = two_sum8(sum.high, square.high);
  return renormalized8(s.high, s.low + (sum.low + (square.low + 2 * (t.high * t.low))));
}

/// Eight rows, one in each lane; fewer leave zeros.
TESSERA_INLINE pair8 NAME(squares_of_rows)(const SCALAR *x, size_t rows, const double *shift, size_t d) {
  pair8 sums = {0, 0};
  for (size_t j = 0; j < d; j++) {
    double8v column = shift[j];
    for (size_t i = 0; i < rows; i++) column[i] = (double)x[i * d + j];
    sums = NAME(add_square)(sums, column, (double8v)shift[j]);
  }
  return sums;
}

/// One row, columns in lanes.
TESSERA_INLINE pair8 NAME(square_of_row)(const SCALAR *x, const double *shift, size_t d) {
  pair8 sums = {0, 0};
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
  return halves_added8(sums);
}

static void NAME(centred_squares)(const SCALAR *points, size_t count, size_t d, const double *shift,
                                  const double *weights, int32_t exponent, uint64_t *low, int64_t *high) {
  ulong8v sums_low = 0;
  long8v sums_high = 0, exponents = (int64_t)exponent;
  uint64_t rest_low = 0;
  int64_t rest_high = 0;
  for (size_t row = 0; row < count; row += 8) {
    size_t used = count - row < 8 ? count - row : 8;
    pair8 squares = {0, 0};
    if (d < 8) {
      squares = used == 8 ? NAME(squares_of_rows)(points + row * d, 8, shift, d)
                          : NAME(squares_of_rows)(points + row * d, used, shift, d);
    } else {
      for (size_t i = 0; i < used; i++) {
        if (weights && weights[row + i] == 0) continue;
        pair8 square = NAME(square_of_row)(points + (row + i) * d, shift, d);
        squares.high[i] = square.high[0];
        squares.low[i] = square.low[0];
      }
    }
    if (weights) {
      double8v weight;
      load_partial8(&weight, weights + row, used);
      squares = multiply8(squares, (pair8){weight, (double8v)0});
    }
    add_terms_with_rest(squares.high, exponents, &sums_low, &sums_high, &rest_low, &rest_high);
    add_terms_with_rest(squares.low, exponents, &sums_low, &sums_high, &rest_low, &rest_high);
  }
  planes_total(sums_low, sums_high, rest_low, rest_high, low, high);
}
