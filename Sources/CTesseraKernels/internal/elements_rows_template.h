/// Along the middle of [outer, extent, inner], for T.

/// So many columns side by side, or elements of a row, stay in the first cache.
#define COLUMNS 256
#define LANES 16
/// Four vectors of 512 bits or eight of 256: a comparison waits for the one before in its lane.
#define WIDE_LANES (256 / sizeof(T))

#define BETTER(a, b) ((greatest ? (a) > (b) : (a) < (b)) | ((a) != (a)))

/// The extreme of a row: NaN wins. Lanes of a fixed number, so that it is the same zero everywhere.
TESSERA_INLINE T NAMED(extreme)(bool greatest, const T *restrict x, size_t n) {
  if (n < WIDE_LANES) {
    T record = x[0];
    for (size_t i = 1; i < n; i++) record = BETTER(x[i], record) ? x[i] : record;
    return record;
  }
  T best[WIDE_LANES];
  for (size_t lane = 0; lane < WIDE_LANES; lane++) best[lane] = x[lane];
  for (size_t i = WIDE_LANES; i < n; i += WIDE_LANES) {
    // The last lanes may see some elements again.
    const T *restrict next = x + (i + WIDE_LANES <= n ? i : n - WIDE_LANES);
    for (size_t lane = 0; lane < WIDE_LANES; lane++) {
      const T a = next[lane], b = best[lane];
      best[lane] = BETTER(a, b) ? a : b;
    }
  }
  for (size_t half = WIDE_LANES / 2; half > 0; half /= 2)
    for (size_t lane = 0; lane < half; lane++)
      best[lane] = BETTER(best[lane + half], best[lane]) ? best[lane + half] : best[lane];
  return best[0];
}

TESSERA_INLINE void NAMED(extremes_in)(bool greatest, const T *restrict x, T *restrict out, size_t outer,
                                       size_t extent, size_t inner) {
  if (inner == 1) {
    for (size_t block = 0; block < outer; block++) out[block] = NAMED(extreme)(greatest, x + block * extent, extent);
    return;
  }
  for (size_t block = 0; block < outer; block++) {
    T *restrict best = out + block * inner;
    memcpy(best, x + block * extent * inner, inner * sizeof(T));
    for (size_t j = 1; j < extent; j++) {
      const T *restrict slice = x + (block * extent + j) * inner;
      for (size_t i = 0; i < inner; i++) {
        const T a = slice[i], b = best[i];
        best[i] = BETTER(a, b) ? a : b;
      }
    }
  }
}

static void NAMED(extremes)(bool greatest, const T *restrict x, T *restrict out, size_t outer, size_t extent,
                            size_t inner) {
  if (greatest)
    NAMED(extremes_in)(true, x, out, outer, extent, inner);
  else
    NAMED(extremes_in)(false, x, out, outer, extent, inner);
}

/// Block by block: only where its extreme beats the record is a block searched.
TESSERA_INLINE size_t NAMED(position_of_extreme)(bool greatest, const T *restrict x, size_t n) {
  T record = x[0];
  size_t best = 0;
  if (record != record) return 0;
  if (n < WIDE_LANES) {
    // The first NaN stays.
    for (size_t i = 1; i < n; i++)
      if (BETTER(x[i], record) & (record == record)) {
        record = x[i];
        best = i;
      }
    return best;
  }
  for (size_t start = 0; start < n; start += COLUMNS) {
    const size_t size = n - start < COLUMNS ? n - start : COLUMNS;
    const T extreme = NAMED(extreme)(greatest, x + start, size);
    if (extreme != extreme) {
      while (x[start] == x[start]) start++;
      return start;
    }
    if (!BETTER(extreme, record)) continue;
    record = extreme;
    best = start;
    while (x[best] != extreme) best++;
  }
  return best;
}

TESSERA_INLINE void NAMED(positions_in)(bool greatest, const T *restrict x, ptrdiff_t *restrict out, size_t outer,
                                        size_t extent, size_t inner) {
  if (inner == 1) {
    for (size_t block = 0; block < outer; block++)
      out[block] = (ptrdiff_t)NAMED(position_of_extreme)(greatest, x + block * extent, extent);
    return;
  }
  for (size_t block = 0; block < outer; block++)
    for (size_t start = 0; start < inner; start += COLUMNS) {
      const size_t size = inner - start < COLUMNS ? inner - start : COLUMNS;
      const T *restrict slice = x + block * extent * inner + start;
      T best[COLUMNS];
      int32_t where[COLUMNS];
      memcpy(best, slice, size * sizeof(T));
      for (size_t i = 0; i < size; i++) where[i] = 0;
      for (size_t j = 1; j < extent; j++) {
        slice += inner;
        for (size_t i = 0; i < size; i++) {
          const T a = slice[i], b = best[i];
          // The first NaN stays.
          const int wins = BETTER(a, b) & (b == b);
          best[i] = wins ? a : b;
          where[i] = wins ? (int32_t)j : where[i];
        }
      }
      for (size_t i = 0; i < size; i++) out[block * inner + start + i] = where[i];
    }
}

/// - Precondition: with more than one column, an extent below 2^31.
static void NAMED(positions_of_extremes)(bool greatest, const T *restrict x, ptrdiff_t *restrict out, size_t outer,
                                         size_t extent, size_t inner) {
  if (greatest)
    NAMED(positions_in)(true, x, out, outer, extent, inner);
  else
    NAMED(positions_in)(false, x, out, outer, extent, inner);
}

static void NAMED(cumulative_sums)(const T *restrict x, T *restrict out, size_t outer, size_t extent, size_t inner,
                                   bool reversed) {
  for (size_t block = 0; block < outer; block++)
    for (size_t start = 0; start < inner; start += COLUMNS) {
      const size_t size = inner - start < COLUMNS ? inner - start : COLUMNS;
      const ptrdiff_t step = reversed ? -(ptrdiff_t)inner : (ptrdiff_t)inner;
      size_t place = (block * extent + (reversed ? extent - 1 : 0)) * inner + start;
      if (size == 1) {
        double sum = 0;
        for (size_t j = 0; j < extent; j++, place += (size_t)step) {
          sum += x[place];
          out[place] = (T)sum;
        }
        continue;
      }
      double sums[COLUMNS];
      for (size_t i = 0; i < size; i++) sums[i] = 0;
      for (size_t j = 0; j < extent; j++, place += (size_t)step)
        for (size_t i = 0; i < size; i++) {
          sums[i] += x[place + i];
          out[place + i] = (T)sums[i];
        }
    }
}

#define SIGN(difference) ((difference) > 0 ? (T)1 : (difference) < 0 ? (T)-1 : (T)0)

static void NAMED(block_distances)(const T *restrict points, const T *restrict centroids, T *restrict out, size_t n,
                                   size_t k, size_t d) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < k; j++) {
      const T *restrict p = points + i * d, *restrict q = centroids + j * d;
      double sums[LANES] = {0};
      size_t c = 0;
      for (; c + LANES <= d; c += LANES)
        for (size_t lane = 0; lane < LANES; lane++) sums[lane] += (double)__builtin_elementwise_abs(p[c + lane] - q[c + lane]);
      for (size_t lane = 0; c + lane < d; lane++) sums[lane] += (double)__builtin_elementwise_abs(p[c + lane] - q[c + lane]);
      for (size_t half = LANES / 2; half > 0; half /= 2)
        for (size_t lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
      out[i * k + j] = (T)sums[0];
    }
}

static void NAMED(signed_sums)(const T *restrict weights, const T *restrict points, const T *restrict centroids,
                               T *restrict out, size_t n, size_t k, size_t d) {
  for (size_t i = 0; i < n; i++)
    for (size_t start = 0; start < d; start += COLUMNS) {
      const size_t size = d - start < COLUMNS ? d - start : COLUMNS;
      const T *restrict p = points + i * d + start;
      double sums[COLUMNS];
      for (size_t c = 0; c < size; c++) sums[c] = 0;
      for (size_t j = 0; j < k; j++) {
        const T weight = weights[i * k + j];
        // A weight of 0 leaves nothing, whatever it meets.
        if (weight == 0) continue;
        const T *restrict q = centroids + j * d + start;
        for (size_t c = 0; c < size; c++) {
          const T difference = p[c] - q[c];
          sums[c] += (double)(weight * SIGN(difference));
        }
      }
      for (size_t c = 0; c < size; c++) out[i * d + start + c] = (T)sums[c];
    }
}

static void NAMED(signed_products)(const T *restrict factors, const T *restrict points, const T *restrict centroids,
                                   T *restrict out, size_t n, size_t k, size_t d) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < k; j++) {
      const T *restrict f = factors + i * d, *restrict p = points + i * d, *restrict q = centroids + j * d;
      double sums[LANES] = {0};
      for (size_t c = 0; c < d; c++) {
        const T difference = p[c] - q[c];
        sums[c % LANES] += (double)(f[c] == 0 ? 0 : f[c] * SIGN(difference));
      }
      for (size_t half = LANES / 2; half > 0; half /= 2)
        for (size_t lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
      out[i * k + j] = (T)sums[0];
    }
}

#undef SIGN
#undef BETTER
#undef LANES
#undef WIDE_LANES
#undef COLUMNS
