/// frozen_base and excess: the frozen loss around the means. One instruction set, all scalars.

static void frozen_base(const uint64_t *low, const int64_t *high, const double *factors, const double *shift,
                        const double *means, size_t d, double weight_high, double weight_low, double *slopes,
                        double *out_high, double *out_low) {
  pair8 weight = {(double8v)weight_high, (double8v)weight_low}, gain = {0, 0};
  for (size_t j = 0; j < d; j += 8) {
    size_t used = d - j < 8 ? d - j : 8;
    double8v centre, mean;
    load_partial8(&centre, shift + j, used);
    load_partial8(&mean, means + j, used);
    pair8 sum = coordinate_sums(low + j, high + j, factors + j, used);
    pair8 rest = add8(multiply8(weight, (pair8){mean, (double8v)0}), negated8(sum));
    double8v slope = rest.high * 2;
    memcpy(slopes + j, &slope, used * 8);
    gain = add8(gain, gain_terms(sum, weight, centre, mean));
  }
  gain = halves_added8(gain);
  *out_high = gain.high[0];
  *out_low = gain.low[0];
}

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
