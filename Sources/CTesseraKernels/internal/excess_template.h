/// excess: what leaving the means adds to the frozen loss. One instruction set, all scalars.

static double excess(const double *centroid, const double *means, const double *slopes, double mass, size_t d) {
  double8v total = 0;
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    double8v position, mean, slope;
    memcpy(&position, centroid + j, sizeof position);
    memcpy(&mean, means + j, sizeof mean);
    memcpy(&slope, slopes + j, sizeof slope);
    double8v t = position - mean;
    total += t * (mass * t + slope);
  }
  double8v rest = 0, slope = 0;
  for (size_t lane = 0; j + lane < d; lane++) {
    rest[lane] = centroid[j + lane] - means[j + lane];
    slope[lane] = slopes[j + lane];
  }
  total += rest * (mass * rest + slope);
  return tree_f64(&total);
}
