/// Scans and products along the middle of [outer, extent, inner], for T, in Double.

/// Runs a loop for rows side by side, or for columns: `lanes` of them, each `lane` elements from the next, with elements
/// `step` apart; `start` is the first.
#define EACH_LANES(axis, loop)                                                                                \
  if ((axis).inner == 1) {                                                                                    \
    const size_t step = 1, lane = (axis).extent;                                                              \
    size_t row = 0;                                                                                           \
    for (; row + TESSERA_SCAN_ROWS <= (axis).outer; row += TESSERA_SCAN_ROWS) {                               \
      const size_t start = row * (axis).extent, lanes = TESSERA_SCAN_ROWS;                                    \
      loop;                                                                                                   \
    }                                                                                                         \
    for (; row < (axis).outer; row++) {                                                                       \
      const size_t start = row * (axis).extent, lanes = 1;                                                    \
      loop;                                                                                                   \
    }                                                                                                         \
  } else {                                                                                                    \
    const size_t step = (axis).inner, lane = 1;                                                               \
    for (size_t block = 0; block < (axis).outer; block++)                                                     \
      for (size_t column = 0; column < (axis).inner; column += TESSERA_SCAN_COLUMNS) {                        \
        const size_t left = (axis).inner - column, start = block * (axis).extent * (axis).inner + column;     \
        const size_t lanes = left < TESSERA_SCAN_COLUMNS ? left : TESSERA_SCAN_COLUMNS;                       \
        loop;                                                                                                 \
      }                                                                                                       \
  }

/// 0 leaves nothing, whatever it meets: cotangents are 0 where nobody asks.
#define TIMES(zero, x) ((zero) == 0 ? 0 : (zero) * (x))

TESSERA_INLINE double NAMED(row_product)(const T *restrict x, size_t n) {
  double8 a = 1, b = 1, c = 1, d = 1;
  size_t i = 0;
  for (; i + 32 <= n; i += 32) {
    NAMED(sum_terms) x8[4];
    memcpy(x8, x + i, sizeof x8);
    a *= __builtin_convertvector(x8[0], double8);
    b *= __builtin_convertvector(x8[1], double8);
    c *= __builtin_convertvector(x8[2], double8);
    d *= __builtin_convertvector(x8[3], double8);
  }
  double product = 1;
  for (; i < n; i++) product *= (double)x[i];
  const double8 eight = (a * c) * (b * d);
  const double four[4] = {eight[0] * eight[4], eight[1] * eight[5], eight[2] * eight[6], eight[3] * eight[7]};
  return ((four[0] * four[2]) * (four[1] * four[3])) * product;
}

static void NAMED(products)(const T *restrict x, T *restrict out, tessera_axis axis) {
  if (axis.inner == 1) {
    for (size_t row = 0; row < axis.outer; row++) out[row] = (T)NAMED(row_product)(x + row * axis.extent, axis.extent);
    return;
  }
  double products[TESSERA_SUM_TILE];
  for (size_t block = 0; block < axis.outer; block++)
    for (size_t start = 0; start < axis.inner; start += TESSERA_SUM_TILE) {
      const size_t left = axis.inner - start, n = left < TESSERA_SUM_TILE ? left : TESSERA_SUM_TILE;
      for (size_t i = 0; i < n; i++) products[i] = 1;
      for (size_t j = 0; j < axis.extent; j++) {
        const T *restrict slice = x + (block * axis.extent + j) * axis.inner + start;
        for (size_t i = 0; i < n; i++) products[i] *= (double)slice[i];
      }
      for (size_t i = 0; i < n; i++) out[block * axis.inner + start + i] = (T)products[i];
    }
}

/// Writes the product of all elements before each.
TESSERA_INLINE void NAMED(products_before)(const T *restrict x, double *restrict before, size_t extent, size_t step,
                                           size_t lane, size_t lanes) {
  double product[TESSERA_SCAN_COLUMNS];
  for (size_t l = 0; l < lanes; l++) product[l] = 1;
  for (size_t j = 0; j < extent; j++)
    for (size_t l = 0; l < lanes; l++) {
      before[j * lanes + l] = product[l];
      product[l] *= (double)x[j * step + l * lane];
    }
}

/// The product of all before, times that of all after: no division, hence exact beside zeros.
TESSERA_INLINE void NAMED(products_pullback_in)(const T *restrict y, const T *restrict x, T *restrict out,
                                                double *restrict before, size_t extent, size_t step, size_t lane,
                                                size_t lanes) {
  NAMED(products_before)(x, before, extent, step, lane, lanes);
  double rest[TESSERA_SCAN_COLUMNS];
  for (size_t l = 0; l < lanes; l++) rest[l] = 1;
  for (size_t j = extent; j-- > 0;)
    for (size_t l = 0; l < lanes; l++) {
      const double cotangent = (double)y[l], others = before[j * lanes + l] * rest[l];
      out[j * step + l * lane] = (T)TIMES(cotangent, others);
      rest[l] *= (double)x[j * step + l * lane];
    }
}

static void NAMED(products_pullback)(const T *restrict y, const T *restrict x, T *restrict out, tessera_axis axis,
                                     double *restrict scratch) {
  // One cotangent per row, or per column.
  EACH_LANES(axis, NAMED(products_pullback_in)(
                       y + (axis.inner == 1 ? start / axis.extent : start / (axis.extent * axis.inner) * axis.inner +
                                                                        start % axis.inner),
                       x + start, out + start, scratch, axis.extent, step, lane, lanes))
}

TESSERA_INLINE void NAMED(cumulative_products_in)(const T *restrict x, T *restrict out, size_t extent, size_t step,
                                                  size_t lane, size_t lanes) {
  double product[TESSERA_SCAN_COLUMNS];
  for (size_t l = 0; l < lanes; l++) product[l] = 1;
  for (size_t j = 0; j < extent; j++)
    for (size_t l = 0; l < lanes; l++) {
      product[l] *= (double)x[j * step + l * lane];
      out[j * step + l * lane] = (T)product[l];
    }
}

static void NAMED(cumulative_products)(const T *restrict x, T *restrict out, tessera_axis axis) {
  EACH_LANES(axis, NAMED(cumulative_products_in)(x + start, out + start, axis.extent, step, lane, lanes))
}

/// What reaches an element from the end is r[j] = y[j] + x[j + 1] r[j + 1]; its cotangent that times all factors before.
TESSERA_INLINE void NAMED(cumulative_products_pullback_in)(const T *restrict y, const T *restrict x, T *restrict out,
                                                           double *restrict before, size_t extent, size_t step,
                                                           size_t lane, size_t lanes) {
  NAMED(products_before)(x, before, extent, step, lane, lanes);
  double rest[TESSERA_SCAN_COLUMNS];
  for (size_t l = 0; l < lanes; l++) rest[l] = 0;
  for (size_t j = extent; j-- > 0;)
    for (size_t l = 0; l < lanes; l++) {
      const size_t place = j * step + l * lane;
      const double here = (double)y[place] + rest[l], factor = (double)x[place];
      out[place] = (T)TIMES(here, before[j * lanes + l]);
      rest[l] = TIMES(here, factor);
    }
}

static void NAMED(cumulative_products_pullback)(const T *restrict y, const T *restrict x, T *restrict out,
                                                tessera_axis axis, double *restrict scratch) {
  EACH_LANES(axis, NAMED(cumulative_products_pullback_in)(y + start, x + start, out + start, scratch, axis.extent,
                                                          step, lane, lanes))
}

/// Adds e^x to a sum of powers in units of the greatest: `sum` times e^`most`.
///
/// - Parameters: `own`, `before`: the shares of x, and of all before it, in the sum.
TESSERA_INLINE void NAMED(add_power)(double x, double *most, double *sum, double *own, double *before) {
  double term = 1, carried = *sum;
  if (x > *most) {
    carried *= exp(*most - x);
    *most = x;
  } else if (x != *most) {
    term = exp(x - *most);
  } else if (x == -INFINITY) {
    // Nothing but minus infinity: a sum of 0, but for a NaN before.
    term = 0;
  }
  *sum = carried + term;
  *own = *sum == 0 ? 0 : term / *sum;
  *before = *sum == 0 ? 0 : carried / *sum;
}

TESSERA_INLINE void NAMED(cumulative_log_sums_in)(const T *restrict x, T *restrict out, size_t extent, size_t step,
                                                  size_t lane, size_t lanes) {
  double most[TESSERA_SCAN_COLUMNS], sum[TESSERA_SCAN_COLUMNS], own, before;
  for (size_t l = 0; l < lanes; l++) {
    most[l] = -INFINITY;
    sum[l] = 0;
  }
  for (size_t j = 0; j < extent; j++)
    for (size_t l = 0; l < lanes; l++) {
      NAMED(add_power)((double)x[j * step + l * lane], most + l, sum + l, &own, &before);
      out[j * step + l * lane] = (T)(sum[l] == 0 ? -INFINITY : most[l] + log(sum[l]));
    }
}

static void NAMED(cumulative_log_sums)(const T *restrict x, T *restrict out, tessera_axis axis) {
  EACH_LANES(axis, NAMED(cumulative_log_sums_in)(x + start, out + start, axis.extent, step, lane, lanes))
}

/// What reaches an element from the end is r[j] = y[j] + before[j + 1] r[j + 1]; its cotangent that times its own share.
TESSERA_INLINE void NAMED(cumulative_log_sums_pullback_in)(const T *restrict y, const T *restrict x, T *restrict out,
                                                           double *restrict shares, size_t extent, size_t step,
                                                           size_t lane, size_t lanes) {
  double most[TESSERA_SCAN_COLUMNS], sum[TESSERA_SCAN_COLUMNS], rest[TESSERA_SCAN_COLUMNS];
  for (size_t l = 0; l < lanes; l++) {
    most[l] = -INFINITY;
    sum[l] = rest[l] = 0;
  }
  for (size_t j = 0; j < extent; j++)
    for (size_t l = 0; l < lanes; l++) {
      double *share = shares + 2 * (j * lanes + l);
      NAMED(add_power)((double)x[j * step + l * lane], most + l, sum + l, share, share + 1);
    }
  for (size_t j = extent; j-- > 0;)
    for (size_t l = 0; l < lanes; l++) {
      const double *share = shares + 2 * (j * lanes + l);
      const size_t place = j * step + l * lane;
      const double here = (double)y[place] + rest[l];
      out[place] = (T)TIMES(here, share[0]);
      rest[l] = TIMES(here, share[1]);
    }
}

static void NAMED(cumulative_log_sums_pullback)(const T *restrict y, const T *restrict x, T *restrict out,
                                                tessera_axis axis, double *restrict scratch) {
  EACH_LANES(axis, NAMED(cumulative_log_sums_pullback_in)(y + start, x + start, out + start, scratch, axis.extent, step,
                                                          lane, lanes))
}

/// Whether an element takes the record's place.
#define REPLACES(value, record) \
  (((value) != (value)) | (((record) == (record)) & (greatest ? (value) >= (record) : (value) <= (record))))

TESSERA_INLINE void NAMED(records_in)(bool greatest, const T *restrict x, T *restrict out,
                                      ptrdiff_t *restrict positions, tessera_axis axis) {
  const size_t inner = axis.inner;
  for (size_t block = 0; block < axis.outer; block++) {
    const size_t start = block * axis.extent * inner;
    if (inner == 1) {
      if (axis.extent == 0) continue;
      T record = x[start];
      ptrdiff_t where = 0;
      for (size_t j = 0; j < axis.extent; j++) {
        const T value = x[start + j];
        // Records are rare among many elements: a branch, for which nothing has to wait.
        if (__builtin_expect(REPLACES(value, record), 0)) {
          record = value;
          where = (ptrdiff_t)j;
        }
        out[start + j] = record;
        positions[start + j] = where;
      }
      continue;
    }
    for (size_t j = 0; j < axis.extent; j++) {
      const T *restrict slice = x + start + j * inner;
      T *restrict records = out + start + j * inner;
      ptrdiff_t *restrict places = positions + start + j * inner;
      if (j == 0) {
        memcpy(records, slice, inner * sizeof(T));
        for (size_t i = 0; i < inner; i++) places[i] = 0;
        continue;
      }
      const T *old = records - inner;
      const ptrdiff_t *old_places = places - inner;
      for (size_t i = 0; i < inner; i++) {
        const T value = slice[i], record = old[i];
        const int replaces = REPLACES(value, record);
        records[i] = replaces ? value : record;
        places[i] = replaces ? (ptrdiff_t)j : old_places[i];
      }
    }
  }
}

static void NAMED(records)(bool greatest, const T *restrict x, T *restrict out, ptrdiff_t *restrict positions,
                           tessera_axis axis) {
  if (greatest)
    NAMED(records_in)(true, x, out, positions, axis);
  else
    NAMED(records_in)(false, x, out, positions, axis);
}

#undef REPLACES
#undef TIMES
#undef EACH_LANES
