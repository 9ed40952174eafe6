/// The terms of all components for a block of rows, and their shares. BLOCK rows, of which `groups` times eight are looked at,
/// lie one beside the other: z[d][BLOCK].

/// q of a block for one component, and y = z - mean where the factors are full.
MIXTURE_INLINE void squares_of_diagonal(const mixture_components *c, const double *mean, const double *factors,
                                        const double *z, size_t groups, double *out) {
  for (size_t g = 0; g < groups; g += ROW_GROUPS) {
    lanes q[ROW_GROUPS];
    for (size_t t = 0; t < ROW_GROUPS; t++) q[t] = 0;
    for (size_t i = 0; i < c->d; i++) {
      const lanes *x = (const lanes *)(z + i * BLOCK) + g;
      const double m = mean[i], f = factors[i];
      for (size_t t = 0; t < ROW_GROUPS; t++) {
        const lanes u = (x[t] - m) * f;
        q[t] += u * u;
      }
    }
    for (size_t t = 0; t < ROW_GROUPS; t++) ((lanes *)out)[g + t] = q[t];
  }
}

MIXTURE_INLINE void differences(const double *mean, const double *z, size_t d, size_t groups, double *y) {
  for (size_t i = 0; i < d; i++) {
    const lanes *from = (const lanes *)(z + i * BLOCK);
    lanes *to = (lanes *)(y + i * BLOCK);
    for (size_t g = 0; g < groups; g++) to[g] = from[g] - mean[i];
  }
}

/// |W y|^2, four rows of W at a time.
MIXTURE_INLINE void squares_of_full(const double *factors, const double *y, size_t d, size_t groups, double *out) {
  for (size_t g = 0; g < groups; g++) ((lanes *)out)[g] = 0;
  for (size_t first = 0; first < d; first += 4) {
    const size_t used = d - first < 4 ? d - first : 4;
    const double *w[4];
    for (size_t t = 0; t < 4; t++) {
      const size_t row = first + (t < used ? t : used - 1);
      w[t] = factors + row * (row + 1) / 2;
    }
    for (size_t g = 0; g < groups; g += TILE_GROUPS) {
      lanes sums[4][TILE_GROUPS];
      for (size_t t = 0; t < 4; t++)
        for (size_t s = 0; s < TILE_GROUPS; s++) sums[t][s] = 0;
      for (size_t i = 0; i < first; i++) {
        const lanes *x = (const lanes *)(y + i * BLOCK) + g;
        for (size_t t = 0; t < 4; t++)
          for (size_t s = 0; s < TILE_GROUPS; s++) sums[t][s] += x[s] * w[t][i];
      }
      for (size_t s = 0; s < TILE_GROUPS; s++) {
        lanes q = ((lanes *)out)[g + s];
#pragma clang loop unroll(full)
        for (size_t t = 0; t < 4; t++) {
          if (t < used) {
            lanes sum = sums[t][s];
#pragma clang loop unroll(full)
            for (size_t i = 0; i <= t; i++) sum += ((const lanes *)(y + (first + i) * BLOCK))[g + s] * w[t][first + i];
            q += sum * sum;
          }
        }
        ((lanes *)out)[g + s] = q;
      }
    }
  }
}

/// terms[k][BLOCK]: offset - sharpness q. Squares beyond 1e300 count as that.
MIXTURE_INLINE void terms_of_block(const mixture_components *c, const double *z, size_t groups, double *y,
                                   double *terms) {
  for (size_t j = 0; j < c->k; j++) {
    const double *mean = c->means + j * c->d, *factors = c->factors + j * c->factor_stride;
    double *q = terms + j * BLOCK;
    if (c->is_full) {
      differences(mean, z, c->d, groups, y);
      squares_of_full(factors, y, c->d, groups, q);
    } else {
      squares_of_diagonal(c, mean, factors, z, groups, q);
    }
    const lanes most = (lanes)1e300;
    for (size_t g = 0; g < groups; g++) {
      const lanes value = ((lanes *)q)[g];
      ((lanes *)q)[g] = c->offsets[j] - CHOOSE(value < most, value, most) * c->sharpness;
    }
  }
}

/// The largest term of each row, and the lowest index that has it.
MIXTURE_INLINE lanes largest(const double *terms, size_t k, size_t group, words *label) {
  lanes most = ((const lanes *)terms)[group];
  words best = (words)0;
  for (size_t j = 1; j < k; j++) {
    const lanes term = ((const lanes *)(terms + j * BLOCK))[group];
    const words isMore = term > most;
    most = CHOOSE(isMore, term, most);
    best = (isMore & (words)(int64_t)j) | (~isMore & best);
  }
  *label = best;
  return most;
}

/// Terms become shares; returns the logarithm of their sum of exponentials.
MIXTURE_INLINE lanes shares_of_exponentials(double *terms, size_t k, size_t group, lanes most) {
  lanes sum = 0;
  for (size_t j = 0; j < k; j++) {
    lanes *term = (lanes *)(terms + j * BLOCK) + group;
    *term = exp_of(*term - most);
    sum += *term;
  }
  const lanes inverse = 1 / sum;
  for (size_t j = 0; j < k; j++) ((lanes *)(terms + j * BLOCK))[group] *= inverse;
  return most + log_of(sum);
}

/// x^p for x in 0 ... 1.
MIXTURE_INLINE lanes power_of(lanes x, double p) {
  const lanes least = (lanes)0x1p-1000;
  const words isSmall = x < least;
  const lanes power = exp_of(log_of(CHOOSE(isSmall, least, x)) * p);
  return AS_LANES(AS_WORDS(power) & ~isSmall);
}

/// Terms, which are squares negated, become shares; returns the sum of squares times shares^fuzzifier, and leaves these powers
/// in `powers`.
MIXTURE_INLINE lanes shares_of_powers(const mixture_components *c, double *terms, double *powers, size_t group,
                                      lanes most) {
  const lanes least = -most;
  const words isZero = least == (lanes)0;
  lanes sum = 0;
  for (size_t j = 0; j < c->k; j++) {
    const lanes square = -((const lanes *)(terms + j * BLOCK))[group];
    const words isOwn = square == (lanes)0;
    const lanes ratio = least / CHOOSE(isOwn, (lanes)1, square);
    lanes share = c->power == 1 ? ratio : power_of(ratio, c->power);
    // A row that lies on means belongs to these alone.
    share = CHOOSE(isZero, CHOOSE(isOwn, (lanes)1, (lanes)0), share);
    ((lanes *)(powers + j * BLOCK))[group] = share;
    sum += share;
  }
  const lanes inverse = 1 / sum;
  lanes objective = 0;
  for (size_t j = 0; j < c->k; j++) {
    lanes *term = (lanes *)(terms + j * BLOCK) + group, *power = (lanes *)(powers + j * BLOCK) + group;
    const lanes square = -*term, share = *power * inverse;
    *power = c->fuzzifier == 2 ? share * share : power_of(share, c->fuzzifier);
    objective += *power * square;
    *term = share;
  }
  return objective;
}
