/// blocks_SUFFIX: labels of rows in blocks (Kanungo et al. 2002, DOI 10.1109/TPAMI.2002.1017616, with blocks for the
/// tree). Define SCALAR and SUFFIX.

/// D decides rows that scores leave open: among the candidates, since all others are farther from every row of the box.
static void NAME(decide_open)(const SCALAR *points, size_t row_stride, const int32_t *rows, size_t used, uint64_t open,
                              const tessera_exact_centroids *exact, const block_list *c, double *squares,
                              int32_t *label) {
  for (; open; open &= open - 1) {
    size_t i = (size_t)__builtin_ctzll(open);
    size_t row = (size_t)rows[i < used ? i : used - 1];
    NAME(distances)(points + row * row_stride, exact->elements, exact->dimensions, c->ids, c->count, squares);
    size_t best = 0;
    for (size_t n = 1; n < c->count; n++)
      if (squares[n] < squares[best]) best = n;
    label[i] = c->ids[best];
  }
}

TESSERA_INLINE void NAME(blocks_all)(const SCALAR *points, size_t row_stride, const tessera_row_blocks *blocks,
                                     const tessera_block_centroids *c, const tessera_exact_centroids *exact, size_t d,
                                     size_t group, const tessera_block_labels *labels, void *memory,
                                     tessera_move *moves, tessera_block_work *work) {
  block_scratch s = block_scratch_in(memory, exact->count, d);
  size_t first = group * TESSERA_BLOCK_GROUP, total = (blocks->count + TESSERA_BLOCK_ROWS - 1) / TESSERA_BLOCK_ROWS;
  size_t end = first + TESSERA_BLOCK_GROUP < total ? first + TESSERA_BLOCK_GROUP : total;
  const float *box = blocks->group_boxes + group * (2 * d + 1);
  size_t kept = box_candidates(box, c->panels, c->half_norms, exact->count, d, block_error(&c->error, box[2 * d]),
                               s.scores, s.kept);
  group_candidates(c->panels, c->half_norms, d, s.kept, kept, &s.group);
  for (size_t b = first; b < end; b++) {
    const int32_t *rows = blocks->rows + b * TESSERA_BLOCK_ROWS;
    size_t rest = blocks->count - b * TESSERA_BLOCK_ROWS;
    size_t used = rest < TESSERA_BLOCK_ROWS ? rest : TESSERA_BLOCK_ROWS;
    box = blocks->boxes + b * (2 * d + 1);
    float error = block_error(&c->error, box[2 * d]);
    kept = 1;
    s.kept[0] = 0;
    if (s.group.count > 1)
      kept = box_candidates(box, s.group.panels, s.group.half_norms, s.group.count, d, error, s.scores, s.kept);
    int16v label[block_vectors];
    if (kept == 1) {
      int32_t only = s.group.ids[s.kept[0]];
      if (labels->common[b] == only) continue;
      for (int v = 0; v < block_vectors; v++) label[v] = only;
    } else {
      list_candidates(&s.group, d, s.kept, kept, &s.list);
      uint64_t open = block_nearest(blocks->elements + b * d * TESSERA_BLOCK_ROWS, &s.list, d, error, label);
      work->rows += used;
      work->candidates += used * kept;
      if (open) {
        int32_t decided[TESSERA_BLOCK_ROWS];
        memcpy(decided, label, sizeof decided);
        NAME(decide_open)(points, row_stride, rows, used, open, exact, &s.list, s.squares, decided);
        memcpy(label, decided, sizeof decided);
        work->open += (size_t)__builtin_popcountll(open);
      }
    }
    work->moved += settle_block(label, used, rows, labels->by_position + b * TESSERA_BLOCK_ROWS, labels->by_row,
                                &labels->common[b], moves + work->moved);
  }
}

/// Few dimensions are compiled one by one: the loops over them vanish.
static void NAME(blocks)(const void *elements, size_t row_stride, const tessera_row_blocks *blocks,
                         const tessera_block_centroids *c, const tessera_exact_centroids *exact, size_t group,
                         const tessera_block_labels *labels, void *scratch, tessera_move *moves,
                         tessera_block_work *work) {
  const SCALAR *points = elements;
#define CASE(D) \
  case D: NAME(blocks_all)(points, row_stride, blocks, c, exact, D, group, labels, scratch, moves, work); return;
  switch (exact->dimensions) {
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
    default:
      NAME(blocks_all)(points, row_stride, blocks, c, exact, exact->dimensions, group, labels, scratch, moves, work);
  }
#undef CASE
}
