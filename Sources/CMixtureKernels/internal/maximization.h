/// Sums of a block: each element's terms are added lane by lane, group after group, whatever the tiles are.

MIXTURE_INLINE void add_lanes(double *target, lanes sum) { *(lanes *)target += sum; }

/// r, and r y; for diagonals r y^2 where `second`.
MIXTURE_INLINE void add_first(const double *shares, const double *mean, const double *z, size_t d, size_t groups,
                              bool second, double *record) {
  const lanes *r = (const lanes *)shares;
  lanes mass = 0;
  for (size_t g = 0; g < groups; g++) mass += r[g];
  add_lanes(record, mass);
  for (size_t first = 0; first < d; first += TILE_COLUMNS) {
    lanes sums[TILE_COLUMNS], squares[TILE_COLUMNS];
    const lanes *x[TILE_COLUMNS];
    double m[TILE_COLUMNS];
    for (size_t t = 0; t < TILE_COLUMNS; t++) {
      const size_t i = first + t < d ? first + t : d - 1;
      x[t] = (const lanes *)(z + i * BLOCK);
      m[t] = mean[i];
      sums[t] = squares[t] = 0;
    }
    if (second) {
      for (size_t g = 0; g < groups; g++)
        for (size_t t = 0; t < TILE_COLUMNS; t++) {
          const lanes y = x[t][g] - m[t], product = r[g] * y;
          sums[t] += product;
          squares[t] += product * y;
        }
    } else {
      for (size_t g = 0; g < groups; g++)
        for (size_t t = 0; t < TILE_COLUMNS; t++) sums[t] += r[g] * (x[t][g] - m[t]);
    }
    for (size_t t = 0; t < TILE_COLUMNS && first + t < d; t++) {
      add_lanes(record + (1 + first + t) * 8, sums[t]);
      if (second) add_lanes(record + (1 + d + first + t) * 8, squares[t]);
    }
  }
}

/// r y_i y_j for j <= i.
MIXTURE_INLINE void add_products(const double *shares, const double *y, size_t d, size_t groups, double *triangle) {
  const lanes *r = (const lanes *)shares;
  for (size_t row = 0; row < d; row += TILE_LINES) {
    const lanes *a[TILE_LINES];
    for (size_t s = 0; s < TILE_LINES; s++) a[s] = (const lanes *)(y + (row + s < d ? row + s : d - 1) * BLOCK);
    const size_t end = row + TILE_LINES < d ? row + TILE_LINES : d;
    for (size_t column = 0; column < end; column += 4) {
      const lanes *b[4];
      lanes sums[TILE_LINES][4];
      for (size_t t = 0; t < 4; t++) b[t] = (const lanes *)(y + (column + t < end ? column + t : end - 1) * BLOCK);
      for (size_t s = 0; s < TILE_LINES; s++)
        for (size_t t = 0; t < 4; t++) sums[s][t] = 0;
      for (size_t g = 0; g < groups; g++)
        for (size_t s = 0; s < TILE_LINES; s++) {
          const lanes product = r[g] * a[s][g];
          for (size_t t = 0; t < 4; t++) sums[s][t] += product * b[t][g];
        }
#pragma clang loop unroll(full)
      for (size_t s = 0; s < TILE_LINES; s++)
#pragma clang loop unroll(full)
        for (size_t t = 0; t < 4; t++) {
          const size_t i = row + s, j = column + t;
          if (i < d && j <= i) add_lanes(triangle + (i * (i + 1) / 2 + j) * 8, sums[s][t]);
        }
    }
  }
}

static void reduce(double *sums, size_t count, double *records) {
  for (size_t i = 0; i < count; i++) {
    records[i] += sum_of(((lanes *)sums)[i]);
    ((lanes *)sums)[i] = 0;
  }
}

/// Whether no row of the block has a share: adding zeros changes nothing.
MIXTURE_INLINE bool are_zero(const double *shares, size_t groups) {
  words bits = (words)0;
  for (size_t g = 0; g < groups; g++) bits |= AS_WORDS(((const lanes *)shares)[g]);
  return ((bits[0] | bits[1]) | (bits[2] | bits[3]) | (bits[4] | bits[5]) | (bits[6] | bits[7])) == 0;
}

MIXTURE_INLINE void add_block(const mixture_components *c, const double *shares, const double *z, size_t groups,
                              double *y, const mixture_sums *sums) {
  const size_t size = 1 + c->d + sums->second;
  for (size_t j = 0; j < c->k; j++) {
    const double *r = shares + j * BLOCK, *mean = c->means + j * c->d;
    if (are_zero(r, groups)) continue;
    double *record = sums->keeps_lanes ? sums->lanes + j * size * 8 : sums->lanes;
    const bool products = sums->has_products;
    add_first(r, mean, z, c->d, groups, !products && sums->second > 0, record);
    if (products) {
      differences(mean, z, c->d, groups, y);
      add_products(r, y, c->d, groups, record + (1 + c->d) * 8);
    }
    if (!sums->keeps_lanes) reduce(record, size, sums->records + j * size);
  }
}
