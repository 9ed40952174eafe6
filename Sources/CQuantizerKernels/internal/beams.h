/// Residual codes of rows by beams.

/// One sequence of codes.
typedef struct beam_entry {
  /// The squared length of its residual, in Double.
  double square;
  int32_t parent, code;
} beam_entry;

/// What encoding writes to: parts of the scratch.
typedef struct beam_room {
  /// [QUANTIZER_ROWS][column_count], [QUANTIZER_ROWS][d].
  float *products, *packed;
  /// [beam, whole tiles][codes of a level, whole panels]; [beam, whole tiles][d].
  float *scores, *narrowed;
  /// Two generations of [beam][d], and of [beam][levels].
  double *residuals[2];
  int32_t *sequences[2];
} beam_room;

static size_t most_columns(const quantizer_levels *levels) {
  size_t most = 0;
  for (size_t l = 0; l < levels->count; l++) {
    const size_t columns = (levels->sizes[l] + QUANTIZER_PANEL - 1) / QUANTIZER_PANEL * QUANTIZER_PANEL;
    if (columns > most) most = columns;
  }
  return most;
}

/// Cuts the scratch into parts; returns the bytes that they need.
static size_t room_in(const quantizer_levels *levels, size_t beam, char *scratch, beam_room *room) {
  char *next = scratch;
  const size_t most = most_columns(levels), tiles = (beam + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
#define PART(pointer, count)                                           \
  do {                                                                 \
    (pointer) = (void *)next;                                          \
    next += ((count) * sizeof *(pointer) + 63) / 64 * 64;              \
  } while (0)
  PART(room->products, QUANTIZER_ROWS * levels->column_count);
  PART(room->packed, QUANTIZER_ROWS * levels->d);
  PART(room->scores, tiles * most);
  PART(room->narrowed, tiles * levels->d);
  for (size_t g = 0; g < 2; g++) {
    PART(room->residuals[g], beam * levels->d);
    PART(room->sequences[g], beam * levels->count);
  }
#undef PART
  return (size_t)(next - scratch);
}

static size_t scratch(const quantizer_levels *levels, size_t beam) {
  beam_room room;
  return room_in(levels, beam, (char *)0, &room);
}

/// Whether one comes before another.
QUANTIZER_INLINE bool comes_before(const beam_entry *a, const beam_entry *b) {
  if (a->square != b->square) return a->square < b->square;
  return a->parent != b->parent ? a->parent < b->parent : a->code < b->code;
}

/// Keeps the `most` first of those that come, in their order; returns how many there are.
QUANTIZER_INLINE size_t keep(beam_entry *kept, size_t count, size_t most, beam_entry entry) {
  if (count == most && !comes_before(&entry, &kept[count - 1])) return count;
  size_t place = count < most ? count : most - 1;
  for (; place > 0 && comes_before(&entry, &kept[place - 1]); place--) kept[place] = kept[place - 1];
  kept[place] = entry;
  return count < most ? count + 1 : most;
}

/// The `rank`-th smallest of all lanes of some vectors.
static float smallest_of(const float16v *least, size_t vectors, size_t rank) {
  float kept[QUANTIZER_BEAM];
  size_t count = 0;
  for (size_t v = 0; v < vectors; v++)
    for (size_t i = 0; i < QUANTIZER_PANEL; i++) {
      const float value = least[v][i];
      if (count == rank && !(value < kept[count - 1])) continue;
      size_t place = count < rank ? count++ : rank - 1;
      for (; place > 0 && value < kept[place - 1]; place--) kept[place] = kept[place - 1];
      kept[place] = value;
    }
  return kept[rank - 1];
}

/// Products of residuals and the codes of a level, where there is no table of those of codes: [alive][width] scores.
static void products_of_residuals(const quantizer_levels *levels, size_t level, size_t alive, const double *residuals,
                                  const beam_room *room) {
  const size_t d = levels->d, panels = (levels->sizes[level] + QUANTIZER_PANEL - 1) / QUANTIZER_PANEL;
  const size_t tiles = (alive + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
  for (size_t b = 0; b < tiles; b++)
    for (size_t j = 0; j < d; j++)
      room->narrowed[b * d + j] =
          b < alive ? (float)(level == 0 ? residuals[b * d + j] - levels->shift[j] : residuals[b * d + j]) : 0;
  products_of(room->narrowed, tiles, d, levels->panels + levels->columns[level] * d, panels, room->scores);
}

/// The codes of one row: the `wanted` best sequences, of which there are that many.
///
/// - Parameter norm: at least the row's distance from the shift.
static void encode_row(const quantizer_levels *levels, const double *x, double norm, const float *products,
                       size_t beam, size_t wanted, const beam_room *room, int32_t *out) {
  const size_t d = levels->d, count = levels->count;
  beam_entry entries[QUANTIZER_BEAM];
  size_t alive = 1, side = 0;
  double sum = 0;
  memcpy(room->residuals[0], x, d * sizeof(double));
  entries[0] = (beam_entry){norm * norm, 0, 0};
  for (size_t l = 0; l < count; l++, side ^= 1) {
    const size_t k = levels->sizes[l], start = levels->columns[l];
    const size_t vectors = (k + QUANTIZER_PANEL - 1) / QUANTIZER_PANEL, width = vectors * QUANTIZER_PANEL;
    const size_t most = alive * k < beam ? alive * k : beam;
    // Scores are half of the squared lengths, less what all have in common.
    float16v least[QUANTIZER_BEAM];
    const bool is_direct = levels->products == NULL;
    if (is_direct) products_of_residuals(levels, l, alive, room->residuals[side], room);
    for (size_t b = 0; b < alive; b++) {
      const float16v own = (float16v)(float)((entries[b].square - entries[0].square) / 2);
      least[b] = (float16v)__builtin_inff();
      for (size_t v = 0; v < vectors; v++) {
        const size_t at = start + v * QUANTIZER_PANEL;
        const float *product = is_direct ? room->scores + b * width + v * QUANTIZER_PANEL : products + at;
        float16v score = load_floats(levels->half_norms + at) - load_floats(product) + own;
        for (size_t before = 0; before < (is_direct ? 0 : l); before++) {
          const size_t code = levels->rows[before] + (size_t)room->sequences[side][b * count + before];
          score += load_floats(levels->products + code * levels->column_count + at);
        }
        memcpy(room->scores + b * width + v * QUANTIZER_PANEL, &score, sizeof score);
        least[b] = LESSER(score, least[b]);
      }
    }
    const double reach = levels->reaches[l];
    const double error = score_error(d, l, norm, sum, reach, entries[alive - 1].square - entries[0].square);
    float bar = __builtin_inff();
    if (most <= alive * QUANTIZER_PANEL && error < 0x1p60) bar = score_bar(smallest_of(least, alive, most), error);
    beam_entry next[QUANTIZER_BEAM];
    size_t kept = 0;
    for (size_t b = 0; b < alive; b++)
      for (size_t v = 0; v < vectors; v++) {
        const float16v score = load_floats(room->scores + b * width + v * QUANTIZER_PANEL);
        const int16v fails = score > (float16v)bar;
        if (__builtin_reduce_and(fails) != 0) continue;
        for (size_t i = 0; i < QUANTIZER_PANEL && v * QUANTIZER_PANEL + i < k; i++) {
          if (fails[i]) continue;
          const size_t code = v * QUANTIZER_PANEL + i;
          const double square =
              canonical(room->residuals[side] + b * d, levels->codes + (levels->rows[l] + code) * d, d);
          kept = keep(next, kept, most, (beam_entry){square, (int32_t)b, (int32_t)code});
        }
      }
    for (size_t b = 0; b < kept; b++) {
      const double *before = room->residuals[side] + (size_t)next[b].parent * d;
      const double *c = levels->codes + (levels->rows[l] + (size_t)next[b].code) * d;
      double *after = room->residuals[side ^ 1] + b * d;
      for (size_t j = 0; j < d; j++) after[j] = before[j] - c[j];
      int32_t *sequence = room->sequences[side ^ 1] + b * count;
      memcpy(sequence, room->sequences[side] + (size_t)next[b].parent * count, l * sizeof(int32_t));
      sequence[l] = next[b].code;
    }
    memcpy(entries, next, kept * sizeof(beam_entry));
    alive = kept;
    sum += reach;
  }
  memcpy(out, room->sequences[side], wanted * count * sizeof(int32_t));
}

static void encode(const quantizer_levels *levels, const double *rows, size_t count, size_t beam, size_t wanted,
                   void *memory, int32_t *out) {
  const size_t d = levels->d;
  beam_room room;
  room_in(levels, beam, memory, &room);
  double norms[QUANTIZER_ROWS];
  for (size_t r = 0; r < count; r++)
    norms[r] = pack_row(rows + r * d, levels->shift, d, room.packed + r * d);
  memset(room.packed + count * d, 0, (QUANTIZER_ROWS - count) * d * sizeof(float));
  const size_t tiles = (count + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
  if (levels->products != NULL)
    products_of(room.packed, tiles, d, levels->panels, levels->column_count / QUANTIZER_PANEL, room.products);
  for (size_t r = 0; r < count; r++)
    encode_row(levels, rows + r * d, norms[r], room.products + r * levels->column_count, beam, wanted, &room,
               out + r * wanted * levels->count);
}
