/// Eight-bit copies of centroids for the filter, in panels.

static void narrow_centroids(const double *centroids, const int32_t *ids, size_t first, size_t count, size_t d,
                             const double *shift, float unit, int32_t *panels, int32_t *offsets,
                             int8_t *residuals, int32_t *residual_offsets, int8_t *codes,
                             tessera_narrow_centroid *lost) {
  size_t words = TESSERA_NARROW_WORDS(d);
  double inverse = 1 / (double)unit;
  const double magic = 0x1.8p52;
  for (size_t n = first; n < first + count; n++) {
    const double *centroid = centroids + (ids ? (size_t)ids[n] : n) * d;
    int32_t *target = panels + n / TESSERA_NARROW_PANEL * words * TESSERA_NARROW_PANEL + n % TESSERA_NARROW_PANEL;
    double8v square = 0, code_square = 0, error = 0, total = 0, rest_total = 0, rest_error = 0;
    for (size_t j = 0; j < d; j += 8) {
      size_t used = d - j < 8 ? d - j : 8;
      double8v value, centre;
      load_partial8(&value, centroid + j, used);
      load_partial8(&centre, shift + j, used);
      double8v t = value - centre, whole = (t * inverse + magic) - magic, code = whole * unit, rest = t - code;
      square += t * t;
      code_square += code * code;
      error += rest * rest;
      total += whole;
      double8v rest_whole = (rest * (inverse * 254) + magic) - magic;
      double8v left = rest - rest_whole * ((double)unit / 254);
      rest_total += rest_whole;
      rest_error += left * left;
      char8v rest_codes = __builtin_convertvector(rest_whole, char8v);
      memcpy(residuals + n * words * 4 + j, &rest_codes, words * 4 - j < 8 ? words * 4 - j : 8);
      char8v narrow = __builtin_convertvector(whole, char8v);
      if (codes) memcpy(codes + n * words * 4 + j, &narrow, words * 4 - j < 8 ? words * 4 - j : 8);
      for (size_t w = 0; w * 4 < used; w++)
        memcpy(target + (j / 4 + w) * TESSERA_NARROW_PANEL, (const char *)&narrow + w * 4, 4);
    }
    offsets[n] = (int32_t)(-128 * __builtin_reduce_add(__builtin_convertvector(total, int8v)));
    residual_offsets[n] = (int32_t)(-128 * __builtin_reduce_add(__builtin_convertvector(rest_total, int8v)));
    lost[n] = (tessera_narrow_centroid){tree_f64(&square), tree_f64(&code_square), tree_f64(&error),
                                        tree_f64(&rest_error)};
  }
}
