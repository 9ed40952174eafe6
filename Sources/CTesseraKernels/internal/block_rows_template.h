/// block_codes_SUFFIX and block_rows_SUFFIX: rows in an order in space, and their blocks. Define SCALAR and SUFFIX.

static void NAME(block_codes)(const void *elements, size_t row_stride, size_t first, size_t count, size_t d,
                              const double *low, const float *scale, const uint16_t *tables, int table_bits,
                              uint16_t *codes) {
  const SCALAR *points = elements;
  int32_t most = (1 << table_bits) - 1;
  for (size_t i = first; i < first + count; i++) {
    const SCALAR *x = points + i * row_stride;
    uint16_t code = 0;
    for (size_t j = 0; j < d; j++) {
      float place = (float)((double)x[j] - low[j]) * scale[j];
      // Written so that nothing that a Float can be goes beyond the table.
      int32_t step = place > 0 ? (place < (float)most ? (int32_t)place : most) : 0;
      code |= tables[(j << table_bits) + (size_t)step];
    }
    codes[i] = code;
  }
}

/// The box from low to high, which are those of Float copies: x - shift may lie beyond by their rounding.
static void NAME(make_box)(const float *low, const float *high, size_t d, float *box) {
  double square = 0;
  for (size_t j = 0; j < d; j++) {
    float centre = low[j] + (high[j] - low[j]) / 2;
    float up = high[j] - centre, down = centre - low[j];
    float most = __builtin_fabsf(low[j]) > __builtin_fabsf(high[j]) ? __builtin_fabsf(low[j]) : __builtin_fabsf(high[j]);
    float radius = (up > down ? up : down) * (1 + 0x1p-21f) + most * 0x1p-21f + 0x1p-100f;
    box[j] = centre;
    box[d + j] = radius;
    double reach = (double)__builtin_fabsf(centre) + (double)radius;
    square += reach * reach;
  }
  box[2 * d] = (float)__builtin_sqrt(square) * (1 + 0x1p-20f) + 0x1p-70f;
}

TESSERA_INLINE void NAME(block_rows_all)(const SCALAR *points, size_t row_stride, size_t d, const float *shift,
                                         size_t group, const tessera_row_blocks *blocks) {
  size_t first = group * TESSERA_BLOCK_GROUP, total = (blocks->count + TESSERA_BLOCK_ROWS - 1) / TESSERA_BLOCK_ROWS;
  size_t end = first + TESSERA_BLOCK_GROUP < total ? first + TESSERA_BLOCK_GROUP : total;
  float group_low[TESSERA_BLOCK_DIMENSIONS], group_high[TESSERA_BLOCK_DIMENSIONS];
  for (size_t b = first; b < end; b++) {
    float *x = blocks->elements + b * d * TESSERA_BLOCK_ROWS;
    size_t used = blocks->count - b * TESSERA_BLOCK_ROWS;
    const int32_t *rows = blocks->rows + b * TESSERA_BLOCK_ROWS;
    // Gathered by the compiler, it would be several times slower.
#pragma clang loop vectorize(disable) unroll(disable)
    for (size_t i = 0; i < TESSERA_BLOCK_ROWS; i++) {
      const SCALAR *point = points + (size_t)rows[i < used ? i : used - 1] * row_stride;
      for (size_t j = 0; j < d; j++) x[j * TESSERA_BLOCK_ROWS + i] = (float)((double)point[j] - (double)shift[j]);
    }
    float low[TESSERA_BLOCK_DIMENSIONS], high[TESSERA_BLOCK_DIMENSIONS];
    for (size_t j = 0; j < d; j++) {
      float16v least = (float16v)__builtin_inff(), most = -(float16v)__builtin_inff();
      for (size_t v = 0; v < block_vectors; v++) {
        float16v row;
        memcpy(&row, x + j * TESSERA_BLOCK_ROWS + v * 16, sizeof row);
        least = row < least ? row : least;
        most = row > most ? row : most;
      }
      low[j] = smallest_lane(least);
      high[j] = largest_lane(most);
      group_low[j] = b > first && group_low[j] < low[j] ? group_low[j] : low[j];
      group_high[j] = b > first && group_high[j] > high[j] ? group_high[j] : high[j];
    }
    NAME(make_box)(low, high, d, blocks->boxes + b * (2 * d + 1));
  }
  NAME(make_box)(group_low, group_high, d, blocks->group_boxes + group * (2 * d + 1));
}

static void NAME(block_rows)(const void *elements, size_t row_stride, size_t d, const float *shift, size_t group,
                             const tessera_row_blocks *blocks) {
  const SCALAR *points = elements;
#define CASE(D) \
  case D: NAME(block_rows_all)(points, row_stride, D, shift, group, blocks); return;
  switch (d) {
    CASE(1) CASE(2) CASE(3) CASE(4)
    default: NAME(block_rows_all)(points, row_stride, d, shift, group, blocks);
  }
#undef CASE
}
