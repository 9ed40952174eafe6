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

/// Up to eight terms, in two's complement, in or out of the sums of one cluster.
TESSERA_INLINE void NAME(move_terms)(ulong8v term_low, long8v term_high, bool leaves, size_t used, uint64_t *low,
                                     int64_t *high) {
  if (used == 8) {
    ulong8v away = leaves ? ~(ulong8v)0 : (ulong8v)0;
    NAME(add_to)(term_low, (ulong8v)term_high, away, low, high);
    return;
  }
  for (size_t i = 0; i < used; i++) {
    unsigned __int128 term = (unsigned __int128)(uint64_t)term_high[i] << 64 | term_low[i];
    unsigned __int128 sum = (unsigned __int128)(uint64_t)high[i] << 64 | low[i];
    sum = leaves ? sum - term : sum + term;
    low[i] = (uint64_t)sum;
    high[i] = (int64_t)(uint64_t)(sum >> 64);
  }
}

/// Adds weight times one row, exact but for the quantum, to the sums at `target` and takes it out of those at `source`, each
/// where there is one: the products and what rounded them.
TESSERA_INLINE void NAME(move_weighted)(const SCALAR *x, size_t d, double weight, const int32_t *exponents,
                                        int64_t source, int64_t target, uint64_t *low, int64_t *high) {
  for (size_t j = 0; j < d; j += 8) {
    size_t used = d - j < 8 ? d - j : 8;
    double8v values = 0;
    int8v narrow = 0;
    if (used == 8) {
      NAME(load8)(x + j, &values);
      memcpy(&narrow, exponents + j, sizeof narrow);
    } else {
      for (size_t i = 0; i < used; i++) {
        values[i] = (double)x[j + i];
        narrow[i] = exponents[j + i];
      }
    }
    long8v quanta = __builtin_convertvector(narrow, long8v);
    pair8 terms = two_product8(values, (double8v)weight);
    ulong8v term_low = 0;
    long8v term_high = 0;
    add_rounded_terms(terms.high, quanta, &term_low, &term_high);
    add_rounded_terms(terms.low, quanta, &term_low, &term_high);
    if (target >= 0) NAME(move_terms)(term_low, term_high, false, used, low + target + j, high + target + j);
    if (source >= 0) NAME(move_terms)(term_low, term_high, true, used, low + source + j, high + source + j);
  }
}

/// The same for a weight of 1.
TESSERA_INLINE void NAME(move_row)(const SCALAR *x, size_t d, const int32_t *exponents, int64_t source, int64_t target,
                                   uint64_t *low, int64_t *high) {
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    double8v terms;
    int8v narrow;
    ulong8v term_low, term_high;
    NAME(load8)(x + j, &terms);
    memcpy(&narrow, exponents + j, sizeof narrow);
    long8v fine = split_terms(terms, __builtin_convertvector(narrow, long8v), &term_low, &term_high);
    ulong8v negative = (ulong8v)((long8v)terms >> 63);
    if (target >= 0) NAME(add_to)(term_low, term_high, negative, low + target + j, high + target + j);
    if (source >= 0) NAME(add_to)(term_low, term_high, ~negative, low + source + j, high + source + j);
    if (!__builtin_reduce_or(fine)) continue;
    for (size_t i = j; i < j + 8; i++) {
      if (!fine[i - j]) continue;
      double term = (double)x[i];
      if (target >= 0) add_term(term, 1, exponents[i], low + target + i, high + target + i);
      if (source >= 0) add_term(term, -1, exponents[i], low + source + i, high + source + i);
    }
  }
  for (; j < d; j++) {
    double term = (double)x[j];
    if (target >= 0) add_term(term, 1, exponents[j], low + target + j, high + target + j);
    if (source >= 0) add_term(term, -1, exponents[j], low + source + j, high + source + j);
  }
}

static void NAME(apply)(const void *elements, size_t row_stride, size_t d, const double *weights,
                        const int32_t *exponents, const tessera_move *moves, size_t count, uint64_t *low,
                        int64_t *high) {
  const SCALAR *points = elements;
  enum { ahead = 12 };
  for (size_t i = 0; i < count; i++) {
    if (i + ahead < count)
      for (size_t j = 0; j < d && j < 128; j += 64 / sizeof(SCALAR))
        __builtin_prefetch(points + (size_t)moves[i + ahead].row * row_stride + j);
    size_t row = (size_t)moves[i].row;
    int64_t source = moves[i].source, target = moves[i].target;
    source = source < 0 ? -1 : source * (int64_t)d;
    target = target < 0 ? -1 : target * (int64_t)d;
    if (weights)
      NAME(move_weighted)(points + row * row_stride, d, weights[row], exponents, source, target, low, high);
    else
      NAME(move_row)(points + row * row_stride, d, exponents, source, target, low, high);
  }
}

static void NAME(accumulate)(const void *elements, size_t row_stride, size_t d, const double *weights,
                             const int32_t *exponents, const int32_t *rows, size_t count, int sign, uint64_t *low,
                             int64_t *high) {
  const SCALAR *points = elements;
  for (size_t i = 0; i < count; i++) {
    if (i + 4 < count)
      for (size_t j = 0; j < d && j < 128; j += 64 / sizeof(SCALAR))
        __builtin_prefetch(points + (size_t)rows[i + 4] * row_stride + j);
    size_t row = (size_t)rows[i];
    int64_t source = sign < 0 ? 0 : -1, target = sign < 0 ? -1 : 0;
    if (weights)
      NAME(move_weighted)(points + row * row_stride, d, weights[row], exponents, source, target, low, high);
    else
      NAME(move_row)(points + row * row_stride, d, exponents, source, target, low, high);
  }
}
