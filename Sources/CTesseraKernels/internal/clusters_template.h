/// What is computed per centroid element from the sums: means and the frozen loss. One instruction set, all scalars.

enum { cluster_lanes = 8 };

static size_t means(const uint64_t *low, const int64_t *high, const double *factors, size_t d, double mass,
                    double *out, int32_t *open) {
  size_t opened = 0;
  double8v divisor = mass;
  for (size_t j = 0; j < d; j += cluster_lanes) {
    size_t used = d - j < cluster_lanes ? d - j : cluster_lanes;
    ulong8v sum_low;
    long8v sum_high;
    double8v factor;
    load_partial8(&sum_low, low + j, used);
    load_partial8(&sum_high, high + j, used);
    load_partial8(&factor, factors + j, used);
    pair8 sum = pair_of_sum8(sum_low, sum_high);
    double8v quotient = sum.high / divisor;
    pair8 product = two_product8(quotient, divisor);
    double8v rest = ((sum.high - product.high) - product.low + sum.low) / divisor;
    double8v doubt = __builtin_elementwise_abs(quotient) * 0x1p-98;
    double8v mean = quotient + rest;
    // Ziv's test: where the doubt does not matter, the quotient is the correctly rounded one.
    long8v sure = (quotient + (rest + doubt) == mean) & (quotient + (rest - doubt) == mean);
    double8v scaled = mean * factor, size = __builtin_elementwise_abs(scaled);
    long8v normal = ((size > 0x1p-1000) & (size < 0x1p1000)) | (mean == 0);
    memcpy(out + j, &scaled, used * 8);
    long8v good = sure & normal;
    for (size_t i = 0; i < used; i++)
      if (!good[i]) open[opened++] = (int32_t)(j + i);
  }
  return opened;
}

/// Eight coordinate sums of a cluster.
TESSERA_INLINE pair8 coordinate_sums(const uint64_t *low, const int64_t *high, const double *factors, size_t used) {
  ulong8v sum_low;
  long8v sum_high;
  double8v factor;
  load_partial8(&sum_low, low, used);
  load_partial8(&sum_high, high, used);
  load_partial8(&factor, factors, used);
  pair8 sum = pair_of_sum8(sum_low, sum_high);
  return (pair8){sum.high * factor, sum.low * factor};
}

/// o (2 (s - w m) - w o), where o is the offset of a position from the centre m.
TESSERA_INLINE pair8 gain_terms(pair8 sum, pair8 weight, double8v centre, double8v position) {
  pair8 offset = two_sum8(position, -centre);
  sum = add8(sum, negated8(multiply8(weight, (pair8){centre, (double8v)0})));
  pair8 twice = {sum.high * 2, sum.low * 2};
  return multiply8(offset, add8(twice, negated8(multiply8(weight, offset))));
}

static void frozen_gain(const uint64_t *low, const int64_t *high, const double *factors, const double *shift,
                        const double *centroid, size_t d, double weight_high, double weight_low, double *slopes,
                        double *out_high, double *out_low) {
  pair8 weight = {(double8v)weight_high, (double8v)weight_low}, gain = {0, 0};
  for (size_t j = 0; j < d; j += cluster_lanes) {
    size_t used = d - j < cluster_lanes ? d - j : cluster_lanes;
    double8v centre, position;
    load_partial8(&centre, shift + j, used);
    load_partial8(&position, centroid + j, used);
    pair8 sum = coordinate_sums(low + j, high + j, factors + j, used);
    if (slopes) {
      double8v slope = add8(multiply8(weight, (pair8){position, (double8v)0}), negated8(sum)).high * 2;
      memcpy(slopes + j, &slope, used * 8);
    }
    gain = add8(gain, gain_terms(sum, weight, centre, position));
  }
  gain = halves_added8(gain);
  *out_high = gain.high[0];
  *out_low = gain.low[0];
}

static void fixed_sum(const double *values, size_t count, int32_t exponent, uint64_t *low, int64_t *high) {
  ulong8v sums_low = 0;
  long8v sums_high = 0, exponents = (int64_t)exponent;
  for (size_t start = 0; start < count; start += cluster_lanes) {
    double8v terms;
    load_partial8(&terms, values + start, count - start < cluster_lanes ? count - start : cluster_lanes);
    add_rounded_terms(terms, exponents, &sums_low, &sums_high);
  }
  planes_total(sums_low, sums_high, low, high);
}
