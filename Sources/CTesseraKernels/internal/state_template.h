/// Bounds of rows and what becomes of them: loosen, tighten, record. Define SCALAR and SUFFIX for `tighten`.

/// Sixteen rows, or `used` of them: positions go to `doubtful` from `found` on.
TESSERA_INLINE size_t loosen_rows(const tessera_row_state *state, const tessera_drift *drift, size_t start, size_t used,
                                  int32_t *doubtful, float *slow, size_t found) {
  float16v upper = 0, lower = 0, moved = 0;
  int16v label = 0;
  memcpy(&upper, state->upper + start, used * 4);
  memcpy(&lower, state->lower + start, used * 4);
  memcpy(&label, state->labels + start, used * 4);
  for (size_t i = 0; i < 16; i++) moved[i] = drift->distances[label[i]];
  float16v largest = label == drift->farthest ? (float16v)drift->second_largest : (float16v)drift->largest;
  float16v rest = loosened(lower, (float16v)drift->slow);
  upper = (upper + moved) * (1 + 0x1p-22f);
  lower = loosened(lower, largest);
  memcpy(state->upper + start, &upper, used * 4);
  memcpy(state->lower + start, &lower, used * 4);
  int16v meet = !(upper * state->gap < lower);
  if (!__builtin_reduce_or(meet)) return found;
  for (size_t i = 0; i < used; i++) {
    doubtful[found] = (int32_t)(start + i);
    slow[found] = rest[i];
    found += meet[i] & 1;
  }
  return found;
}

/// Collects rows of first ..< first + count whose loosened bounds meet, with the lower bound that holds for all centroids but
/// the movers; returns how many.
static size_t loosen(const tessera_row_state *state, const tessera_drift *drift, size_t first, size_t count,
                     int32_t *doubtful, float *slow) {
  size_t found = 0, end = first + count, start = first;
  for (; start + 16 <= end; start += 16) found = loosen_rows(state, drift, start, 16, doubtful, slow, found);
  return start < end ? loosen_rows(state, drift, start, end - start, doubtful, slow, found) : found;
}
