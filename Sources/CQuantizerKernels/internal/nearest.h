/// The nearest codes of one level alone.

/// Of the codes whose scores do not rule them out, the nearest by the canonical distance.
static __attribute__((noinline)) int32_t nearest_of(const quantizer_levels *levels, const double *x,
                                                    const float *products, float bar) {
  const size_t d = levels->d, k = levels->sizes[0];
  size_t best = 0;
  double least = __builtin_inf();
  for (size_t code = 0; code < k; code++) {
    if (levels->half_norms[code] - products[code] > bar) continue;
    const double square = canonical(x, levels->codes + code * d, d);
    if (square < least) least = square, best = code;
  }
  return (int32_t)best;
}

/// The nearest code of the only level where its score proves it; else -1, and `left` is the highest score that is left.
///
/// - Parameter norm: at least the row's distance from the shift.
QUANTIZER_INLINE int32_t proved_code(const quantizer_levels *levels, double norm, const float *products, float *left) {
  const size_t d = levels->d, vectors = levels->column_count / QUANTIZER_PANEL;
  // Lane by lane the two smallest scores, and where the smallest is.
  float16v least = (float16v)__builtin_inff(), second = least;
  int16v place = 0;
  for (size_t v = 0; v < vectors; v++) {
    const float16v score =
        load_floats(levels->half_norms + v * QUANTIZER_PANEL) - load_floats(products + v * QUANTIZER_PANEL);
    const int16v isLess = score < least;
    const float16v other = isLess ? least : score;
    second = LESSER(other, second);
    place = isLess ? (int16v)(int32_t)v : place;
    least = isLess ? score : least;
  }
  const double error = score_error(d, 0, norm, 0, levels->reaches[0], 0);
  *left = __builtin_inff();
  if (!(error < 0x1p60)) return -1;
  const float bar = score_bar(__builtin_reduce_min(least), error);
  *left = bar;
  const unsigned lanes = bits_of(least <= (float16v)bar);
  if (lanes != 0 && (lanes & (lanes - 1)) == 0 && bits_of(second <= (float16v)bar) == 0) {
    const int lane = __builtin_ctz(lanes);
    return place[lane] * QUANTIZER_PANEL + lane;
  }
  return -1;
}

/// The nearest codes of rows of one level: most by their scores alone, the others by the canonical distance of the row in Double.
#define NEAREST(SUFFIX, T)                                                                                               \
  static void nearest_##SUFFIX(const quantizer_levels *levels, const T *points, size_t stride, size_t count,             \
                               const double *scale, void *memory, int32_t *out) {                                        \
    const size_t d = levels->d, columns = levels->column_count;                                                          \
    beam_room room;                                                                                                      \
    room_in(levels, 1, memory, &room);                                                                                   \
    double norms[QUANTIZER_ROWS];                                                                                        \
    for (size_t start = 0; start < count; start += QUANTIZER_ROWS) {                                                     \
      const size_t used = count - start < QUANTIZER_ROWS ? count - start : QUANTIZER_ROWS;                               \
      for (size_t r = 0; r < used; r++)                                                                                  \
        norms[r] = pack_##SUFFIX(points + (start + r) * stride, levels->shift, scale, d, room.packed + r * d);           \
      memset(room.packed + used * d, 0, (QUANTIZER_ROWS - used) * d * sizeof(float));                                    \
      products_of(room.packed, (used + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS, d, levels->panels,                        \
                  columns / QUANTIZER_PANEL, room.products);                                                             \
      for (size_t r = 0; r < used; r++) {                                                                                \
        const float *products = room.products + r * columns;                                                             \
        float left;                                                                                                      \
        int32_t code = proved_code(levels, norms[r], products, &left);                                                   \
        if (code < 0) {                                                                                                  \
          double *wide = room.residuals[0];                                                                              \
          for (size_t j = 0; j < d; j++)                                                                                 \
            wide[j] = (double)points[(start + r) * stride + j] * scale[0] * scale[1];                                    \
          code = nearest_of(levels, wide, products, left);                                                               \
        }                                                                                                                \
        out[start + r] = code;                                                                                           \
      }                                                                                                                  \
    }                                                                                                                    \
  }

NEAREST(f32, float)
NEAREST(f64, double)
