/// A table. Define TABLE, TABLE_NAME, and what products.h, nearest.h and rotation.h ask for.

#include "vectors.h"

#include "products.h"
#include "packing.h"
#include "scores.h"
#include "beams.h"
#include "nearest.h"
#include "rotation.h"

static void products(const float *x, size_t count, size_t d, const float *panels, size_t panel_count, float *out) {
  products_of(x, (count + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS, d, panels, panel_count, out);
}

const quantizer_table TABLE = {
    .name = TABLE_NAME, .scratch = scratch, .encode = encode, .nearest_f32 = nearest_f32,
    .nearest_f64 = nearest_f64, .products = products, .rotate_f32 = rotate_f32,
    .rotate_f64 = rotate_f64};
