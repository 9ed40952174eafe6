/// decide_SUFFIX: D of the candidates that a filter leaves. Define SCALAR and SUFFIX.

/// The two smallest D of each row of a block, and whose the smallest is; ties to the lowest index.
typedef struct {
  double first[64], second[64];
  int32_t winner[64];
} NAME(nearest_two);

/// What is known of so many rows before any D.
TESSERA_INLINE void NAME(begin_nearest)(NAME(nearest_two) *nearest, int count) {
  for (int i = 0; i < count; i++) {
    nearest->first[i] = nearest->second[i] = __builtin_inf();
    nearest->winner[i] = INT32_MAX;
  }
}

/// D of pairs of a row and a centroid, four at a time: their chains of additions overlap.
TESSERA_INLINE void NAME(decide)(const SCALAR *points, size_t row_stride, const int32_t *rows,
                                 const tessera_exact_centroids *c, const int32_t *ids, const int32_t *pairs,
                                 size_t count, NAME(nearest_two) *nearest) {
  size_t d = c->dimensions;
  for (size_t start = 0; start < count; start += 4) {
    const SCALAR *x[4];
    const double *y[4];
    int32_t lane[4], id[4];
    double squares[4];
    TESSERA_UNROLL
    for (size_t i = 0; i < 4; i++) {
      int32_t pair = pairs[start + i < count ? start + i : count - 1];
      lane[i] = pair & 63;
      id[i] = ids ? ids[pair >> 6] : pair >> 6;
      x[i] = points + (size_t)rows[lane[i]] * row_stride;
      // Padding comes up where nothing could be proved; it never wins.
      y[i] = c->elements + (size_t)((size_t)id[i] < c->count ? id[i] : 0) * d;
    }
    NAME(distances_of_pairs)(x, y, d, squares);
    for (size_t i = 0; i < 4 && start + i < count; i++) {
      if ((size_t)id[i] >= c->count) continue;
      double square = squares[i], first = nearest->first[lane[i]], second = nearest->second[lane[i]];
      bool nearer = square < first || (square == first && id[i] < nearest->winner[lane[i]]);
      double loser = nearer ? first : square;
      nearest->second[lane[i]] = loser < second ? loser : second;
      nearest->first[lane[i]] = nearer ? square : first;
      nearest->winner[lane[i]] = nearer ? id[i] : nearest->winner[lane[i]];
    }
  }
}
