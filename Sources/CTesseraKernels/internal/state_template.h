/// Bounds of rows and what becomes of them: loosen, tighten, record. Define SCALAR and SUFFIX for `tighten`.

/// Appends the lanes of `values` that are all ones in `keep` at `out`, which has room for all sixteen; returns how many.
TESSERA_INLINE size_t append_lanes(int32_t *out, int16v values, int16v keep) {
#ifdef HAS_COMPRESS
  __mmask16 mask = _mm512_movepi32_mask((__m512i)keep);
  _mm512_storeu_si512(out, _mm512_maskz_compress_epi32(mask, (__m512i)values));
  return (size_t)__builtin_popcount(mask);
#else
  size_t count = 0;
  for (size_t i = 0; i < 16; i++) {
    out[count] = values[i];
    count += keep[i] & 1;
  }
  return count;
#endif
}

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
  int16v meet = !(upper * state->gap + TESSERA_TINY < lower);
  meet &= LANE_NUMBERS < (int32_t)used;
  if (!__builtin_reduce_or(meet)) return found;
  append_lanes((int32_t *)slow + found, (int16v)rest, meet);
  return found + append_lanes(doubtful + found, LANE_NUMBERS + (int32_t)start, meet);
}

/// Collects rows of first ..< first + count whose loosened bounds meet, with the lower bound that holds for all centroids but
/// the movers; returns how many.
static size_t loosen(const tessera_row_state *state, const tessera_drift *drift, size_t first, size_t count,
                     int32_t *doubtful, float *slow) {
  size_t found = 0, end = first + count, start = first;
  for (; start + 16 <= end; start += 16) found = loosen_rows(state, drift, start, 16, doubtful, slow, found);
  return start < end ? loosen_rows(state, drift, start, end - start, doubtful, slow, found) : found;
}
