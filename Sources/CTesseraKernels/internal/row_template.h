/// nearest_row_SUFFIX: one row's nearest centroid, with nothing but the stack. Define SCALAR and SUFFIX.

/// Takes the nearest of some centroids by D, in increasing order (indices NULL: first ..< first + count), into account.
static void NAME(row_decide)(const SCALAR *x, const tessera_exact_centroids *c, const int32_t *indices, size_t first,
                             size_t count, int32_t *label, double *square) {
  double squares[row_block];
  for (size_t start = 0; start < count; start += row_block) {
    size_t used = count - start < row_block ? count - start : row_block;
    const double *centroids = indices ? c->elements : c->elements + (first + start) * c->dimensions;
    NAME(distances)(x, centroids, c->dimensions, indices ? indices + start : NULL, used, squares);
    for (size_t i = 0; i < used; i++) {
      if (squares[i] >= *square) continue;
      *square = squares[i];
      *label = indices ? indices[start + i] : (int32_t)(first + start + i);
    }
  }
}

static bool NAME(nearest_row)(const void *elements, const tessera_row_centroids *c, int32_t *label, double *square) {
  const SCALAR *x = elements;
  size_t d = c->exact.dimensions, k = c->exact.count;
  float packed[TESSERA_ROW_DIMENSIONS];
  double norm_square;
  bool scored = c->half_norms != NULL;
  if (scored)
    NAME(pack)(x, d, NULL, 1, d, c->shift, packed, &norm_square);
  else
    NAME(distances)(x, c->shift, d, NULL, 1, &norm_square);
  // Not below: NaN and infinity are caught as well.
  if (!(norm_square < 0x1p62)) return false;
  *label = 0;
  *square = __builtin_inf();
  if (!scored) {
    NAME(row_decide)(x, &c->exact, NULL, 0, k, label, square);
    return true;
  }
  float norm = (float)__builtin_sqrt(norm_square) * (1 + 0x1p-22f) + 0x1p-70f, row_error = 0, unit = 1;
#ifdef HAS_NARROW
  _Alignas(64) uint8_t codes[TESSERA_ROW_DIMENSIONS];
  if (c->codes) {
    tessera_narrow_rows row = {codes, &unit, &norm, &row_error};
    NAME(narrow)(x, d, 0, 1, d, c->shift, c->smallest_scale, &row);
  }
  float inverse = 1 / unit;
#endif
  unit *= c->unit;
  float error = norm * (c->error.norm + c->error.square * norm) + row_error * c->error.row_error + c->error.constant;
  row_shortlist list = {.best = __builtin_inff(), .slack = 2 * error / unit * (1 + 0x1p-19f), .count = 0};
  for (size_t first = 0; first < k; first += row_block) {
    float16v scores[row_vectors];
#ifdef HAS_NARROW
    if (c->codes)
      row_code_scores(c, first, (const int32_t *)(const void *)codes, inverse, scores);
    else
#endif
      row_scores(c, first, packed, scores);
    shortlist_add(&list, scores, first);
    if (list.count < row_most_candidates) continue;
    shortlist_prune(&list);
    if (list.count < row_most_candidates / 2) continue;
    NAME(row_decide)(x, &c->exact, list.index, 0, list.count, label, square);
    list.count = 0;
  }
  shortlist_prune(&list);
  NAME(row_decide)(x, &c->exact, list.index, 0, list.count, label, square);
  return true;
}
