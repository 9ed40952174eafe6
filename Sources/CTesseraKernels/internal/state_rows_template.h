/// select_SUFFIX: which rows an assignment has to look at. Define SCALAR and SUFFIX.

static tessera_selection NAME(select)(const void *elements, size_t row_stride, const tessera_row_state *state,
                                      const tessera_drift *drift, const tessera_exact_centroids *c, size_t first,
                                      size_t count, bool tighten, void *scratch, int32_t *rows, int32_t *challenged) {
  const SCALAR *points = elements;
  double *squares = scratch;
  int32_t *doubtful = (int32_t *)(squares + count);
  float *slow = (float *)(doubtful + count + 16);
  size_t open = loosen(state, drift, first, count, doubtful, slow);
  if (tighten)
    NAME(own_distances)(points, row_stride, doubtful, open, c->elements, c->dimensions, state->labels, squares);
  tessera_selection selection = {.certified = count - open};
  for (size_t i = 0; i < open; i++) {
    int32_t row = doubtful[i];
    if (tighten) state->upper[row] = (float)(__builtin_sqrt(squares[i]) * c->above) * (1 + 0x1p-22f);
    float least = state->upper[row] * state->gap + TESSERA_TINY;
    bool stays = least < state->lower[row], only_movers = drift->has_movers && least < slow[i];
    if (!stays && only_movers) state->lower[row] = slow[i];
    challenged[selection.challenged] = rows[selection.rows] = row;
    selection.challenged += !stays && only_movers;
    selection.rows += !stays && !only_movers;
  }
  return selection;
}
