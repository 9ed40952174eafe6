/// apply_SUFFIX: rows that enter and leave clusters, in fixed-point sums of two planes of 64 bits. Define SCALAR and SUFFIX.

/// Eight columns of the sums of one cluster.
TESSERA_INLINE void NAME(add_to)(ulong8v term_low, ulong8v term_high, ulong8v away, uint64_t *low, int64_t *high) {
  ulong8v sums_low;
  long8v sums_high;
  memcpy(&sums_low, low, sizeof sums_low);
  memcpy(&sums_high, high, sizeof sums_high);
  add_planes(term_low, term_high, away, &sums_low, &sums_high);
  memcpy(low, &sums_low, sizeof sums_low);
  memcpy(high, &sums_high, sizeof sums_high);
}

/// Adds one row to the sums at `target` and takes it out of those at `source`, each where there is one.
TESSERA_INLINE void NAME(move_row)(const SCALAR *x, size_t d, double weight, const int32_t *exponents, int64_t source,
                                   int64_t target, uint64_t *low, int64_t *high) {
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    double8v terms;
    int8v narrow;
    ulong8v term_low, term_high;
    NAME(load8)(x + j, &terms);
    terms *= weight;
    memcpy(&narrow, exponents + j, sizeof narrow);
    long8v fine = split_terms(terms, __builtin_convertvector(narrow, long8v), &term_low, &term_high);
    ulong8v negative = (ulong8v)((long8v)terms >> 63);
    if (target >= 0) NAME(add_to)(term_low, term_high, negative, low + target + j, high + target + j);
    if (source >= 0) NAME(add_to)(term_low, term_high, ~negative, low + source + j, high + source + j);
    if (!__builtin_reduce_or(fine)) continue;
    for (size_t i = j; i < j + 8; i++) {
      if (!fine[i - j]) continue;
      double term = weight * (double)x[i];
      if (target >= 0) add_term(term, 1, exponents[i], low + target + i, high + target + i);
      if (source >= 0) add_term(term, -1, exponents[i], low + source + i, high + source + i);
    }
  }
  for (; j < d; j++) {
    double term = weight * (double)x[j];
    if (target >= 0) add_term(term, 1, exponents[j], low + target + j, high + target + j);
    if (source >= 0) add_term(term, -1, exponents[j], low + source + j, high + source + j);
  }
}

static void NAME(apply)(const SCALAR *points, size_t d, const double *weights, const int32_t *exponents,
                        const tessera_move *moves, size_t count, uint64_t *low, int64_t *high) {
  enum { ahead = 12 };
  for (size_t i = 0; i < count; i++) {
    if (i + ahead < count)
      for (size_t j = 0; j < d && j < 128; j += 64 / sizeof(SCALAR))
        __builtin_prefetch(points + (size_t)moves[i + ahead].row * d + j);
    size_t row = (size_t)moves[i].row;
    int64_t source = moves[i].source, target = moves[i].target;
    NAME(move_row)(points + row * d, d, weights ? weights[row] : 1, exponents, source < 0 ? -1 : source * (int64_t)d,
                   target < 0 ? -1 : target * (int64_t)d, low, high);
  }
}

static void NAME(accumulate)(const SCALAR *points, size_t d, const double *weights, const int32_t *exponents,
                             const int32_t *rows, size_t count, int sign, uint64_t *low, int64_t *high) {
  for (size_t i = 0; i < count; i++) {
    if (i + 4 < count)
      for (size_t j = 0; j < d && j < 128; j += 64 / sizeof(SCALAR))
        __builtin_prefetch(points + (size_t)rows[i + 4] * d + j);
    size_t row = (size_t)rows[i];
    NAME(move_row)(points + row * d, d, weights ? weights[row] : 1, exponents, sign < 0 ? 0 : -1, sign < 0 ? -1 : 0,
                   low, high);
  }
}
