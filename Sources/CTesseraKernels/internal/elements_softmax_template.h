/// Softmax and what belongs to it, along the middle of [outer, extent, inner], for T: sums in Double, without overflow.

/// So many elements of a row, or columns side by side, stay in the first cache.
#define PART 256
#define COLUMNS 1024
#define LANES 16

/// What a line is shifted by before its exponentials are taken: its greatest element, 0 where that is not finite.
TESSERA_INLINE T NAMED(shift)(T greatest) { return greatest - greatest == 0 ? greatest : 0; }

/// A NaN does not become the greatest, but reaches the sum.
TESSERA_INLINE T NAMED(shift_of_row)(const T *restrict x, size_t n) {
  T best[LANES];
  for (size_t lane = 0; lane < LANES; lane++) best[lane] = -INFINITY;
  size_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++) best[lane] = x[i + lane] > best[lane] ? x[i + lane] : best[lane];
  for (size_t lane = 0; i + lane < n; lane++) best[lane] = x[i + lane] > best[lane] ? x[i + lane] : best[lane];
  for (size_t half = LANES / 2; half > 0; half /= 2)
    for (size_t lane = 0; lane < half; lane++) best[lane] = best[lane + half] > best[lane] ? best[lane + half] : best[lane];
  return NAMED(shift)(best[0]);
}

/// Adds elements of a row to sums in lanes, from the first on.
TESSERA_INLINE void NAMED(add_to_lanes)(double *restrict sums, const T *restrict x, size_t n) {
  size_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++) sums[lane] += (double)x[i + lane];
  for (size_t lane = 0; i + lane < n; lane++) sums[lane] += (double)x[i + lane];
}

TESSERA_INLINE double NAMED(lane_total)(double *restrict sums) {
  for (size_t half = LANES / 2; half > 0; half /= 2)
    for (size_t lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
  return sums[0];
}

/// The exponentials of a row, written where `out` is, and their sum.
TESSERA_INLINE double NAMED(powers_of_row)(const T *restrict x, T shift, T *restrict out, size_t n) {
  T powers[PART];
  double sums[LANES] = {0};
  for (size_t start = 0; start < n; start += PART) {
    const size_t size = n - start < PART ? n - start : PART;
    T *restrict written = out ? out + start : powers;
    NAMED(exponentials)(x + start, shift, 0, written, size);
    NAMED(add_to_lanes)(sums, written, size);
  }
  return NAMED(lane_total)(sums);
}

/// Columns side by side: what they are shifted by.
TESSERA_INLINE void NAMED(shifts_of_columns)(const T *restrict x, size_t extent, size_t inner, T *restrict shifts,
                                             size_t size) {
  for (size_t i = 0; i < size; i++) shifts[i] = -INFINITY;
  for (size_t j = 0; j < extent; j++) {
    const T *restrict slice = x + j * inner;
    for (size_t i = 0; i < size; i++) shifts[i] = slice[i] > shifts[i] ? slice[i] : shifts[i];
  }
  for (size_t i = 0; i < size; i++) shifts[i] = NAMED(shift)(shifts[i]);
}

/// The same: their exponentials, written where `out` is, and sums.
TESSERA_INLINE void NAMED(powers_of_columns)(const T *restrict x, size_t extent, size_t inner, const T *restrict shifts,
                                             T *restrict out, double *restrict sums, size_t size) {
  T powers[COLUMNS];
  for (size_t i = 0; i < size; i++) sums[i] = 0;
  for (size_t j = 0; j < extent; j++) {
    const T *restrict slice = x + j * inner;
    T *restrict written = out ? out + j * inner : powers;
    INTERLEAVED
    for (size_t i = 0; i < size; i++) written[i] = OF(exp, slice[i] - shifts[i]);
    for (size_t i = 0; i < size; i++) sums[i] += (double)written[i];
  }
}

static void NAMED(log_sums)(const T *restrict x, T *restrict shifts, T *restrict sums_out, size_t outer, size_t extent,
                            size_t inner) {
  for (size_t block = 0; block < outer; block++) {
    if (inner == 1) {
      const T *restrict row = x + block * extent;
      const T shift = NAMED(shift_of_row)(row, extent);
      shifts[block] = shift;
      sums_out[block] = (T)log(NAMED(powers_of_row)(row, shift, 0, extent));
      continue;
    }
    for (size_t start = 0; start < inner; start += COLUMNS) {
      const size_t size = inner - start < COLUMNS ? inner - start : COLUMNS, place = block * inner + start;
      const T *restrict columns = x + block * extent * inner + start;
      double sums[COLUMNS];
      NAMED(shifts_of_columns)(columns, extent, inner, shifts + place, size);
      NAMED(powers_of_columns)(columns, extent, inner, shifts + place, 0, sums, size);
      for (size_t i = 0; i < size; i++) sums_out[place + i] = (T)log(sums[i]);
    }
  }
}

/// What the exponentials of a line are multiplied by: NaN where all are 0, or one is infinite.
TESSERA_INLINE T NAMED(share)(double sum) { return sum > 0 && sum < (double)INFINITY ? (T)(1 / sum) : (T)NAN; }

/// What a line's elements lose besides the shift: NaN where one is infinite, since infinity less infinity is.
TESSERA_INLINE T NAMED(log_share)(double sum) { return sum < (double)INFINITY ? (T)log(sum) : (T)NAN; }

static bool NAMED(softmax)(const T *restrict x, T *restrict out, size_t outer, size_t extent, size_t inner,
                           bool logarithm) {
  int odd_ones = 0;
  for (size_t block = 0; block < outer; block++) {
    if (inner == 1) {
      const T *restrict row = x + block * extent;
      T *restrict o = out + block * extent;
      const T shift = NAMED(shift_of_row)(row, extent);
      const double sum = NAMED(powers_of_row)(row, shift, logarithm ? 0 : o, extent);
      odd_ones |= (sum == 0) | (sum == (double)INFINITY);
      if (logarithm) {
        const T rest = NAMED(log_share)(sum);
        for (size_t j = 0; j < extent; j++) o[j] = (row[j] - shift) - rest;
      } else {
        const T share = NAMED(share)(sum);
        for (size_t j = 0; j < extent; j++) o[j] *= share;
      }
      continue;
    }
    for (size_t start = 0; start < inner; start += COLUMNS) {
      const size_t size = inner - start < COLUMNS ? inner - start : COLUMNS;
      const T *restrict columns = x + block * extent * inner + start;
      T *restrict o = out + block * extent * inner + start;
      T shifts[COLUMNS], rests[COLUMNS];
      double sums[COLUMNS];
      NAMED(shifts_of_columns)(columns, extent, inner, shifts, size);
      NAMED(powers_of_columns)(columns, extent, inner, shifts, logarithm ? 0 : o, sums, size);
      for (size_t i = 0; i < size; i++) odd_ones |= (sums[i] == 0) | (sums[i] == (double)INFINITY);
      for (size_t i = 0; i < size; i++) rests[i] = logarithm ? NAMED(log_share)(sums[i]) : NAMED(share)(sums[i]);
      for (size_t j = 0; j < extent; j++) {
        const T *restrict slice = columns + j * inner;
        T *restrict written = o + j * inner;
        if (logarithm)
          for (size_t i = 0; i < size; i++) written[i] = (slice[i] - shifts[i]) - rests[i];
        else
          for (size_t i = 0; i < size; i++) written[i] *= rests[i];
      }
    }
  }
  return !odd_ones;
}

/// What a cotangent becomes: of a softmax (y - sum) p, of its logarithm y - sum p. What is 0 stays 0, whatever it meets.
TESSERA_INLINE T NAMED(pulled_back)(T y, T p, T sum, bool logarithm) {
  const T difference = y - sum;
  return logarithm ? y - (sum == 0 ? 0 : sum * p) : difference == 0 ? 0 : difference * p;
}

TESSERA_INLINE double NAMED(pulled_back_term)(T y, T p, bool logarithm) {
  return logarithm ? (double)y : y == 0 ? 0 : (double)y * (double)p;
}

TESSERA_INLINE void NAMED(pull_back_row)(const T *restrict y, const T *restrict p, T *restrict o, size_t n,
                                         bool logarithm) {
  double sums[LANES] = {0};
  size_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      sums[lane] += NAMED(pulled_back_term)(y[i + lane], p[i + lane], logarithm);
  for (size_t lane = 0; i + lane < n; lane++) sums[lane] += NAMED(pulled_back_term)(y[i + lane], p[i + lane], logarithm);
  const T sum = (T)NAMED(lane_total)(sums);
  if (logarithm) NAMED(exponentials)(p, 0, 0, o, n);
  const T *shares = logarithm ? o : p;
  for (size_t j = 0; j < n; j++) o[j] = NAMED(pulled_back)(y[j], shares[j], sum, logarithm);
}

TESSERA_INLINE void NAMED(pull_back_columns)(const T *restrict y, const T *restrict p, T *restrict o, size_t extent,
                                             size_t inner, size_t size, bool logarithm) {
  double sums[COLUMNS];
  T totals[COLUMNS];
  for (size_t i = 0; i < size; i++) sums[i] = 0;
  for (size_t j = 0; j < extent; j++)
    for (size_t i = 0; i < size; i++)
      sums[i] += NAMED(pulled_back_term)(y[j * inner + i], p[j * inner + i], logarithm);
  for (size_t i = 0; i < size; i++) totals[i] = (T)sums[i];
  for (size_t j = 0; j < extent; j++) {
    T *restrict written = o + j * inner;
    if (logarithm) NAMED(exponentials)(p + j * inner, 0, 0, written, size);
    const T *shares = logarithm ? written : p + j * inner;
    for (size_t i = 0; i < size; i++)
      written[i] = NAMED(pulled_back)(y[j * inner + i], shares[i], totals[i], logarithm);
  }
}

TESSERA_INLINE void NAMED(pull_back)(const T *restrict y, const T *restrict p, T *restrict out, size_t outer,
                                     size_t extent, size_t inner, bool logarithm) {
  for (size_t block = 0; block < outer; block++) {
    const size_t place = block * extent * inner;
    if (inner == 1) {
      NAMED(pull_back_row)(y + place, p + place, out + place, extent, logarithm);
      continue;
    }
    for (size_t start = 0; start < inner; start += COLUMNS)
      NAMED(pull_back_columns)(y + place + start, p + place + start, out + place + start, extent, inner,
                               inner - start < COLUMNS ? inner - start : COLUMNS, logarithm);
  }
}

static void NAMED(softmax_pullback)(const T *restrict cotangent, const T *restrict values, T *restrict out,
                                    size_t outer, size_t extent, size_t inner, bool logarithm) {
  if (logarithm)
    NAMED(pull_back)(cotangent, values, out, outer, extent, inner, true);
  else
    NAMED(pull_back)(cotangent, values, out, outer, extent, inner, false);
}

#undef PART
#undef COLUMNS
#undef LANES
