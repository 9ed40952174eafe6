/// sum_moves_SUFFIX: the sums of rows that change their cluster, in whole numbers of 64 bits. Define SCALAR and SUFFIX.

TESSERA_INLINE size_t NAME(sum_moves_all)(const SCALAR *points, size_t row_stride, size_t d, const double *factors,
                                          const tessera_move *moves, size_t count, int64_t *sums,
                                          tessera_move *rest) {
  enum { ahead = 16 };
  // Added to a number below 2^51 in magnitude, it leaves that number, as an integer, in the low bits.
  const double8v magic = (double8v)0x1.8p52;
  double8v factor = 0;
  memcpy(&factor, factors, d * sizeof(double));
  size_t left = 0;
  for (size_t i = 0; i < count; i++) {
    if (i + ahead < count) __builtin_prefetch(points + (size_t)moves[i + ahead].row * row_stride);
    tessera_move move = moves[i];
    const SCALAR *x = points + (size_t)move.row * row_stride;
    double8v terms = 0;
    for (size_t j = 0; j < d; j++) terms[j] = (double)x[j];
    terms *= factor;
    double8v moved = terms + magic;
    if (__builtin_reduce_or(moved - magic != terms)) {
      rest[left++] = move;
      continue;
    }
    long8v whole = (long8v)moved - (long8v)magic, sum;
    whole[7] = 1;
    int64_t *target = sums + (size_t)move.target * 8;
    memcpy(&sum, target, sizeof sum);
    sum += whole;
    memcpy(target, &sum, sizeof sum);
    if (move.source < 0) continue;
    int64_t *source = sums + (size_t)move.source * 8;
    memcpy(&sum, source, sizeof sum);
    sum -= whole;
    memcpy(source, &sum, sizeof sum);
  }
  return left;
}

static size_t NAME(sum_moves)(const void *elements, size_t row_stride, size_t d, const double *factors,
                              const tessera_move *moves, size_t count, int64_t *sums, tessera_move *rest) {
  const SCALAR *points = elements;
#define CASE(D) \
  case D: return NAME(sum_moves_all)(points, row_stride, D, factors, moves, count, sums, rest);
  switch (d) {
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
    default: return NAME(sum_moves_all)(points, row_stride, 7, factors, moves, count, sums, rest);
  }
#undef CASE
}
