/// divide and descend: one cluster's mean and its step down the gradient.

static void divide(const double *sums, double mass, size_t d, double *means) {
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    double8v sum;
    memcpy(&sum, sums + j, sizeof sum);
    sum /= mass;
    memcpy(means + j, &sum, sizeof sum);
  }
  for (; j < d; j++) means[j] = sums[j] / mass;
}

static double descend(const double *means, double factor, double rate, size_t d, const double *from, double *to) {
  double8v total = 0;
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    double8v mean, old;
    memcpy(&mean, means + j, sizeof mean);
    memcpy(&old, from + j, sizeof old);
    double8v next = old - rate * (factor * (old - mean));
    memcpy(to + j, &next, sizeof next);
    double8v t = next - old;
    total += t * t;
  }
  double8v rest = 0;
  for (size_t lane = 0; j + lane < d; lane++) {
    double old = from[j + lane];
    to[j + lane] = old - rate * (factor * (old - means[j + lane]));
    rest[lane] = to[j + lane] - old;
  }
  total += rest * rest;
  return tree_f64(&total);
}
