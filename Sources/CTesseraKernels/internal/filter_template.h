/// filter and candidates. Define TILE_ROWS, TILE_PANELS and FMA(a, b, c) before inclusion.

static const float16v infinite_half_norms = (float16v)__builtin_inff();

/// Scores of TILE_ROWS rows against TILE_PANELS panels, all in registers.
TESSERA_INLINE void score_tile(const float *const *x, const float *const *panels, const float16v *half_norms, size_t d,
                               float16v scores[TILE_ROWS][TILE_PANELS]) {
  float16v sums[TILE_ROWS][TILE_PANELS];
  TESSERA_UNROLL
  for (int r = 0; r < TILE_ROWS; r++)
    TESSERA_UNROLL
    for (int p = 0; p < TILE_PANELS; p++) sums[r][p] = half_norms[p];
  for (size_t j = 0; j < d; j++) {
    float16v c[TILE_PANELS];
    TESSERA_UNROLL
    for (int p = 0; p < TILE_PANELS; p++) memcpy(&c[p], panels[p] + j * 16, sizeof c[p]);
    TESSERA_UNROLL
    for (int r = 0; r < TILE_ROWS; r++) {
      float16v value = (float16v)(x[r][j]);
      TESSERA_UNROLL
      for (int p = 0; p < TILE_PANELS; p++) sums[r][p] = FMA(value, c[p], sums[r][p]);
    }
  }
  memcpy(scores, sums, sizeof sums);
}

/// Panels p ... p + width - 1 of all; those beyond the last repeat it with infinite scores.
TESSERA_INLINE void gather_panels(size_t p, int width, size_t count, size_t d, const float *panels,
                                  const float *half_norms, const float **out, float16v *norms) {
  TESSERA_UNROLL
  for (int i = 0; i < width; i++) {
    size_t index = p + (size_t)i < count ? p + (size_t)i : count - 1;
    out[i] = panels + index * d * 16;
    memcpy(&norms[i], half_norms + index * 16, sizeof norms[i]);
    if (p + (size_t)i >= count) norms[i] = infinite_half_norms;
  }
}

static void filter(const float *packed, size_t count, size_t d, const float *panels, const float *half_norms, size_t k,
                   float *first, float *second, int32_t *index) {
  size_t panel_count = (k + 15) / 16;
  for (size_t start = 0; start < count; start += TILE_ROWS) {
    const float *x[TILE_ROWS];
    float16v best[TILE_ROWS], next[TILE_ROWS];
    int16v where[TILE_ROWS];
    for (size_t r = 0; r < TILE_ROWS; r++) {
      x[r] = packed + (start + r < count ? start + r : count - 1) * d;
      best[r] = next[r] = infinite_half_norms;
      where[r] = 0;
    }
    for (size_t p = 0; p < panel_count; p += TILE_PANELS) {
      const float *tile_panels[TILE_PANELS];
      float16v norms[TILE_PANELS], scores[TILE_ROWS][TILE_PANELS];
      gather_panels(p, TILE_PANELS, panel_count, d, panels, half_norms, tile_panels, norms);
      score_tile(x, tile_panels, norms, d, scores);
      TESSERA_UNROLL
      for (int r = 0; r < TILE_ROWS; r++)
        TESSERA_UNROLL
        for (int i = 0; i < TILE_PANELS; i++) {
          float16v score = scores[r][i];
          int16v nearer = score < best[r];
          float16v loser = nearer ? best[r] : score;
          next[r] = loser < next[r] ? loser : next[r];
          best[r] = nearer ? score : best[r];
          where[r] = nearer ? (int16v)(int32_t)(p + (size_t)i) : where[r];
        }
    }
    for (size_t r = 0; r < TILE_ROWS && start + r < count; r++) {
      float smallest = best[r][0], runner_up = next[r][0];
      int32_t winner = where[r][0] * 16;
      for (int lane = 1; lane < 16; lane++) {
        float loser = best[r][lane];
        if (loser < smallest) {
          float swapped = smallest;
          smallest = loser;
          loser = swapped;
          winner = where[r][lane] * 16 + lane;
        }
        if (loser < runner_up) runner_up = loser;
        if (next[r][lane] < runner_up) runner_up = next[r][lane];
      }
      first[start + r] = smallest;
      second[start + r] = runner_up;
      index[start + r] = winner;
    }
  }
}

enum { candidate_panels = 4 };

static size_t candidates(const float *packed_row, size_t d, const float *panels, const float *half_norms, size_t k,
                         float threshold, int32_t *out) {
  size_t panel_count = (k + 15) / 16, found = 0;
  for (size_t p = 0; p < panel_count; p += candidate_panels) {
    const float *tile_panels[candidate_panels];
    float16v scores[candidate_panels];
    gather_panels(p, candidate_panels, panel_count, d, panels, half_norms, tile_panels, scores);
    for (size_t j = 0; j < d; j++) {
      float16v value = (float16v)(packed_row[j]);
      TESSERA_UNROLL
      for (int i = 0; i < candidate_panels; i++) {
        float16v c;
        memcpy(&c, tile_panels[i] + j * 16, sizeof c);
        scores[i] = FMA(value, c, scores[i]);
      }
    }
    for (int i = 0; i < candidate_panels && p + (size_t)i < panel_count; i++) {
      // The padding's scores are infinite, and so may the threshold be.
      size_t start = (p + (size_t)i) * 16, lanes = k - start < 16 ? k - start : 16;
      for (size_t lane = 0; lane < lanes; lane++)
        if (scores[i][lane] <= threshold) out[found++] = (int32_t)(start + lane);
    }
  }
  return found;
}
