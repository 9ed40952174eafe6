/// Takes over what was found for rows, and reports those that changed their label.
static size_t record(const tessera_row_state *state, const int32_t *rows, size_t count, const int32_t *label,
                     const float *upper, const float *lower, tessera_move *moves) {
  size_t moved = 0;
  for (size_t i = 0; i < count; i++) {
    size_t row = (size_t)rows[i];
    moves[moved] = (tessera_move){.row = rows[i], .source = state->labels[row], .target = label[i]};
    moved += state->labels[row] != label[i];
    state->labels[row] = label[i];
    state->upper[row] = upper[i];
    state->lower[row] = lower[i];
  }
  return moved;
}
