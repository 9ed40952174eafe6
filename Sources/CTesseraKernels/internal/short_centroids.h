/// Sixteen-bit copies of the centroids order[first ..< first + count] in panels.
static void short_centroids(const double *centroids, const int32_t *order, size_t first, size_t count, size_t d,
                            const float *shift, float inverse, int32_t *panels, int32_t *half_squares,
                            double *error_squares) {
  size_t words = short_words(d);
  double unit = 1 / (double)inverse;
  for (size_t n = first; n < first + count; n++) {
    const double *centroid = centroids + (size_t)order[n] * d;
    int32_t *target = panels + n / short_panel * words * short_panel + n % short_panel;
    int64_t square = 0;
    double error = 0;
    for (size_t w = 0; w < words; w++) {
      int32_t codes[2] = {0, 0};
      for (size_t i = 0; i < 2 && 2 * w + i < d; i++) {
        double t = centroid[2 * w + i] - (double)shift[2 * w + i], whole = __builtin_rint(t * (double)inverse);
        double rest = t - whole * unit;
        codes[i] = (int32_t)whole;
        square += (int64_t)codes[i] * codes[i];
        error += rest * rest;
      }
      target[w * short_panel] = (int32_t)(((uint32_t)-codes[0] & 0xffff) | (uint32_t)-codes[1] << 16);
    }
    half_squares[n] = (int32_t)(square / 2);
    error_squares[n] = error;
  }
}
