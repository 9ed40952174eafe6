/// What elements [outer, count, inner] become where they meet along the middle of [outer, extent, inner], for T.

/// Runs a statement for each element `e`, in order, with the target `t` where it goes.
#define EACH_ELEMENT(places, statement)                                                             \
  {                                                                                                 \
    const size_t inner = (places)->targets.inner, count = (places)->count;                          \
    for (size_t block = 0; block < (places)->targets.outer; block++) {                              \
      const size_t first = block * (places)->targets.extent * inner;                                \
      for (size_t j = 0; j < count; j++)                                                            \
        for (size_t i = 0; i < inner; i++) {                                                        \
          const size_t e = (block * count + j) * inner + i;                                         \
          const size_t t = first + (size_t)INDEX(places, e, j) * inner + i;                         \
          statement                                                                                 \
        }                                                                                           \
    }                                                                                               \
  }
#define INDEX(places, e, j) ((places)->are_slices ? (places)->indices[j] : (places)->indices[e])

/// What sums begin with: a base or, where that is NULL, 0. (Of a choice per element the compiler makes loads under a mask, and
/// such a load from where nothing is costs hundreds of cycles.)
static inline void NAMED(begin_sums)(double *restrict sums, const T *restrict base, size_t n) {
  if (base == NULL) {
    memset(sums, 0, n * sizeof *sums);
    return;
  }
  for (size_t i = 0; i < n; i++) sums[i] = (double)base[i];
}

/// Slice by slice: what meets at one target is added up before the next.
static void NAMED(put_slices)(const T *restrict x, const T *restrict base, T *restrict out,
                              const tessera_places *places) {
  const size_t inner = places->targets.inner, extent = places->targets.extent;
  double sums[TESSERA_SUM_TILE];
  for (size_t block = 0; block < places->targets.outer; block++) {
    const ptrdiff_t *next = places->order;
    for (size_t target = 0; target < extent; target++) {
      const size_t first = (block * extent + target) * inner, size = (size_t)places->sizes[target];
      const ptrdiff_t *sources = next;
      next += size;
      if (size == 0) {
        if (base != NULL)
          memcpy(out + first, base + first, inner * sizeof(T));
        else
          memset(out + first, 0, inner * sizeof(T));
        continue;
      }
      for (size_t start = 0; start < inner; start += TESSERA_SUM_TILE) {
        const size_t left = inner - start, n = left < TESSERA_SUM_TILE ? left : TESSERA_SUM_TILE;
        NAMED(begin_sums)(sums, base != NULL ? base + first + start : NULL, n);
        for (size_t source = 0; source < size; source++) {
          const T *restrict slice = x + (block * places->count + (size_t)sources[source]) * inner + start;
          for (size_t i = 0; i < n; i++) sums[i] += (double)slice[i];
        }
        for (size_t i = 0; i < n; i++) out[first + start + i] = (T)sums[i];
      }
    }
  }
}

/// Element by element, into sums for all targets of some columns.
static void NAMED(put)(const T *restrict x, const T *restrict base, T *restrict out, const tessera_places *places,
                       double *restrict sums, size_t columns) {
  const size_t inner = places->targets.inner, extent = places->targets.extent, count = places->count;
  if (places->order != NULL) {
    NAMED(put_slices)(x, base, out, places);
    return;
  }
  if (count == 1) {
    // Nothing meets.
    const size_t size = places->targets.outer * extent * inner;
    if (base != NULL)
      memcpy(out, base, size * sizeof(T));
    else
      memset(out, 0, size * sizeof(T));
    EACH_ELEMENT(places, out[t] += x[e];)
    return;
  }
  for (size_t block = 0; block < places->targets.outer; block++)
    for (size_t start = 0; start < inner; start += columns) {
      const size_t n = inner - start < columns ? inner - start : columns;
      const size_t target = block * extent * inner + start, source = block * count * inner + start;
      for (size_t j = 0; j < extent; j++)
        NAMED(begin_sums)(sums + j * n, base != NULL ? base + target + j * inner : NULL, n);
      const ptrdiff_t *restrict indices = places->indices + (places->are_slices ? 0 : source);
      if (inner == 1)
        for (size_t j = 0; j < count; j++) sums[indices[j]] += (double)x[source + j];
      else
        for (size_t j = 0; j < count; j++)
          for (size_t i = 0; i < n; i++) {
            const size_t index = (size_t)(places->are_slices ? indices[j] : indices[j * inner + i]);
            sums[index * n + i] += (double)x[source + j * inner + i];
          }
      for (size_t j = 0; j < extent; j++)
        for (size_t i = 0; i < n; i++) out[target + j * inner + i] = (T)sums[j * n + i];
    }
}

static void NAMED(put_extremes)(bool greatest, const T *restrict x, T *restrict out, const tessera_places *places) {
  if (greatest)
    EACH_ELEMENT(places, {
      const T best = out[t];
      out[t] = ((best > x[e]) | (best != best)) ? best : x[e];
    })
  else
    EACH_ELEMENT(places, {
      const T best = out[t];
      out[t] = ((best < x[e]) | (best != best)) ? best : x[e];
    })
}

static void NAMED(count_equals)(const T *restrict x, const T *restrict values, int32_t *restrict counts,
                                const tessera_places *places) {
  EACH_ELEMENT(places, counts[t] += x[e] == values[t];)
}

static void NAMED(equal_shares)(const T *restrict x, const T *restrict values, const int32_t *restrict counts,
                                T *restrict out, const tessera_places *places) {
  EACH_ELEMENT(places, {
    const T value = values[t];
    out[e] = value != value ? value : x[e] == value ? 1 / (T)counts[t] : 0;
  })
}

static void NAMED(put_products)(const T *restrict x, double *restrict products, const tessera_places *places) {
  EACH_ELEMENT(places, products[t] *= (double)x[e];)
}

/// The product of all before, times that of all after: no division, hence exact beside zeros.
static void NAMED(put_product_slopes)(const T *restrict x, T *restrict out, double *restrict products,
                                      double *restrict rest, const tessera_places *places, double *restrict before) {
  EACH_ELEMENT(places, {
    before[e] = products[t];
    products[t] *= (double)x[e];
  })
  const size_t inner = places->targets.inner, count = places->count;
  for (size_t block = places->targets.outer; block-- > 0;) {
    const size_t first = block * places->targets.extent * inner;
    for (size_t j = count; j-- > 0;)
      for (size_t i = 0; i < inner; i++) {
        const size_t e = (block * count + j) * inner + i;
        const size_t t = first + (size_t)INDEX(places, e, j) * inner + i;
        out[e] = (T)(before[e] * rest[t]);
        rest[t] *= (double)x[e];
      }
  }
}

#undef INDEX
#undef EACH_ELEMENT
