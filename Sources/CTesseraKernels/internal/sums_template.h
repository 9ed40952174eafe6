/// accumulate_SUFFIX: fixed-point sums in two planes of 64 bits, eight columns at a time. Define SCALAR and SUFFIX.

static void NAME(accumulate)(const SCALAR *x, size_t d, double weight, int sign, const int32_t *exponents,
                             uint64_t *low, int64_t *high) {
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    double8v terms;
    int8v narrow;
    ulong8v sums_low;
    long8v sums_high;
    NAME(load8)(x + j, &terms);
    memcpy(&narrow, exponents + j, sizeof narrow);
    memcpy(&sums_low, low + j, sizeof sums_low);
    memcpy(&sums_high, high + j, sizeof sums_high);
    long8v fine =
        add_terms(terms * weight, __builtin_convertvector(narrow, long8v), sign, &sums_low, &sums_high);
    memcpy(low + j, &sums_low, sizeof sums_low);
    memcpy(high + j, &sums_high, sizeof sums_high);
    if (__builtin_reduce_or(fine))
      for (size_t i = 0; i < 8; i++)
        if (fine[i]) add_term(weight * (double)x[j + i], sign, exponents[j + i], low + j + i, high + j + i);
  }
  for (; j < d; j++) add_term(weight * (double)x[j], sign, exponents[j], low + j, high + j);
}
