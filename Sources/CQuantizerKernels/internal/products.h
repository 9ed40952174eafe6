/// Products of rows and panels in Float, any rounding.
///
/// Define TILE_ROWS and TILE_PANELS: how many rows and panels a tile has, all in registers; and FUSED(a, b, c).

/// out[row][column] = x[row] . panel[column]; rows beyond `count` (a multiple of TILE_ROWS) do not exist.
static void products_of(const float *x, size_t count, size_t d, const float *panels, size_t panel_count, float *out) {
  const size_t columns = panel_count * QUANTIZER_PANEL;
  for (size_t p = 0; p < panel_count; p += TILE_PANELS) {
    const size_t used = panel_count - p < TILE_PANELS ? panel_count - p : TILE_PANELS;
    for (size_t row = 0; row < count; row += TILE_ROWS) {
      float16v sums[TILE_ROWS][TILE_PANELS];
      QUANTIZER_UNROLL for (size_t r = 0; r < TILE_ROWS; r++)
        QUANTIZER_UNROLL for (size_t t = 0; t < TILE_PANELS; t++) sums[r][t] = 0;
      const float *first = panels + p * d * QUANTIZER_PANEL;
      // The last tile reads its last panel twice where there is no other.
      const float *last = used == TILE_PANELS ? first + (TILE_PANELS - 1) * d * QUANTIZER_PANEL : first;
      for (size_t j = 0; j < d; j++) {
        float16v c[TILE_PANELS];
        c[0] = load_floats(first + j * QUANTIZER_PANEL);
        if (TILE_PANELS > 1) c[TILE_PANELS - 1] = load_floats(last + j * QUANTIZER_PANEL);
        QUANTIZER_UNROLL for (size_t r = 0; r < TILE_ROWS; r++) {
          const float16v value = (float16v)x[(row + r) * d + j];
          QUANTIZER_UNROLL for (size_t t = 0; t < TILE_PANELS; t++) sums[r][t] = FUSED(value, c[t], sums[r][t]);
        }
      }
      QUANTIZER_UNROLL for (size_t r = 0; r < TILE_ROWS; r++)
        QUANTIZER_UNROLL for (size_t t = 0; t < TILE_PANELS; t++)
          if (t < used) memcpy(out + (row + r) * columns + (p + t) * QUANTIZER_PANEL, &sums[r][t], sizeof(float16v));
    }
  }
}
