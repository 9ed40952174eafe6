/// Residual codes of rows by beams.

#define U 0x1.1p-24

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

/// How far scores in Float may lie from half of the squared distances that they stand for, and these from the canonical ones.
///
/// With norm = |x|, sum = what the levels before may have taken off it, reach = the longest code of level l, and spread = by how much the
/// squared lengths of the residuals that are alive differ: products err by (d + 2) u |x| |c| and twice u |x| |c| for rounded factors, the
/// l + 3 additions by u of what they add.
QUANTIZER_INLINE double score_error(size_t d, size_t l, double norm, double sum, double reach, double spread) {
  const double longest = norm + sum + reach;
  return U * ((double)(d + l + 16) * (norm * reach + sum * reach + reach * reach) + (double)(l + 8) * spread) +
         (double)(d + 16) * 0x1p-50 * longest * longest + 0x1p-110;
}

/// The highest score that a row's best codes may have, where the best has `least`.
QUANTIZER_INLINE float score_bar(float least, double error) {
  const float bar = (float)(least + 2 * error);
  return bar + (bar < 0 ? -bar : bar) * 0x1p-22f;
}

/// Of the codes whose scores do not rule them out, the nearest by the canonical distance.
static __attribute__((noinline)) int32_t nearest_of(const quantizer_levels *levels, const double *x,
                                                    const float *products, float bar) {
  const size_t d = levels->d, k = levels->sizes[0];
  size_t best = 0;
  double least = __builtin_inf();
  for (size_t code = 0; code < k; code++) {
    if (levels->half_norms[code] - products[code] > bar) continue;
    const double square = canonical(x, levels->codes + code * d, d);
    if (square < least) least = square, best = code;
  }
  return (int32_t)best;
}

/// The nearest code of the only level where its score proves it; else -1, and `left` is the highest score that is left.
///
/// - Parameter norm: at least the row's distance from the shift.
QUANTIZER_INLINE int32_t proved_code(const quantizer_levels *levels, double norm, const float *products, float *left) {
  const size_t d = levels->d, vectors = levels->column_count / QUANTIZER_PANEL;
  // Lane by lane the two smallest scores, and where the smallest is.
  float16v least = (float16v)__builtin_inff(), second = least;
  int16v place = 0;
  for (size_t v = 0; v < vectors; v++) {
    const float16v score =
        load_floats(levels->half_norms + v * QUANTIZER_PANEL) - load_floats(products + v * QUANTIZER_PANEL);
    const int16v isLess = score < least;
    const float16v other = isLess ? least : score;
    second = LESSER(other, second);
    place = isLess ? (int16v)(int32_t)v : place;
    least = isLess ? score : least;
  }
  const double error = score_error(d, 0, norm, 0, levels->reaches[0], 0);
  *left = __builtin_inff();
  if (!(error < 0x1p60)) return -1;
  const float bar = score_bar(__builtin_reduce_min(least), error);
  *left = bar;
  const unsigned lanes = bits_of(least <= (float16v)bar);
  if (lanes != 0 && (lanes & (lanes - 1)) == 0 && bits_of(second <= (float16v)bar) == 0) {
    const int lane = __builtin_ctz(lanes);
    return place[lane] * QUANTIZER_PANEL + lane;
  }
  return -1;
}

/// The codes of one row.
static void encode_row(const quantizer_levels *levels, const double *x, const float *products, size_t beam,
                       const beam_room *room, int32_t *out) {
  const size_t d = levels->d, count = levels->count;
  const double norm = __builtin_sqrt(canonical(x, levels->shift, d)) * (1 + 0x1p-20);
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
  memcpy(out, room->sequences[side], count * sizeof(int32_t));
}

QUANTIZER_INLINE void pack_row(const double *restrict x, const double *restrict shift, size_t d, float *restrict out) {
  size_t j = 0;
  for (; j + 8 <= d; j += 8) {
    const float8v narrow = __builtin_convertvector(load_doubles(x + j) - load_doubles(shift + j), float8v);
    memcpy(out + j, &narrow, sizeof narrow);
  }
  for (; j < d; j++) out[j] = (float)(x[j] - shift[j]);
}

static void encode(const quantizer_levels *levels, const double *rows, size_t count, size_t beam, void *memory,
                   int32_t *out) {
  const size_t d = levels->d;
  beam_room room;
  room_in(levels, beam, memory, &room);
  for (size_t r = 0; r < count; r++) pack_row(rows + r * d, levels->shift, d, room.packed + r * d);
  memset(room.packed + count * d, 0, (QUANTIZER_ROWS - count) * d * sizeof(float));
  const size_t tiles = (count + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
  if (levels->products != NULL)
    products_of(room.packed, tiles, d, levels->panels, levels->column_count / QUANTIZER_PANEL, room.products);
  for (size_t r = 0; r < count; r++)
    encode_row(levels, rows + r * d, room.products + r * levels->column_count, beam, &room, out + r * levels->count);
}

/// The nearest codes of rows of one level: most by their scores alone, the others by the canonical distance of the row in Double.
#define NEAREST(SUFFIX, T, NARROW)                                                                                       \
  QUANTIZER_INLINE double8v scaled_##SUFFIX(const T *x, const double *scale) {                                           \
    NARROW narrow;                                                                                                       \
    memcpy(&narrow, x, sizeof narrow);                                                                                   \
    return __builtin_convertvector(narrow, double8v) * scale[0] * scale[1];                                              \
  }                                                                                                                      \
  /* The row less the shift in Float; returns at least its length. */                                                    \
  QUANTIZER_INLINE double pack_##SUFFIX(const T *restrict x, const double *restrict shift, const double *scale,          \
                                        size_t d, float *restrict out) {                                                 \
    double8v squares = 0;                                                                                                \
    double rest = 0;                                                                                                     \
    size_t j = 0;                                                                                                        \
    for (; j + 8 <= d; j += 8) {                                                                                         \
      const double8v difference = scaled_##SUFFIX(x + j, scale) - load_doubles(shift + j);                               \
      const float8v narrow = __builtin_convertvector(difference, float8v);                                               \
      memcpy(out + j, &narrow, sizeof narrow);                                                                           \
      squares += difference * difference;                                                                                \
    }                                                                                                                    \
    for (; j < d; j++) {                                                                                                 \
      const double difference = (double)x[j] * scale[0] * scale[1] - shift[j];                                           \
      out[j] = (float)difference;                                                                                        \
      rest += difference * difference;                                                                                   \
    }                                                                                                                    \
    for (size_t i = 0; i < 8; i++) rest += squares[i];                                                                   \
    return __builtin_sqrt(rest) * (1 + 0x1p-20);                                                                         \
  }                                                                                                                      \
  static void nearest_##SUFFIX(const quantizer_levels *levels, const T *points, size_t stride, size_t count,             \
                               const double *scale, void *memory, int32_t *out) {                                        \
    const size_t d = levels->d, columns = levels->column_count;                                                          \
    beam_room room;                                                                                                      \
    room_in(levels, 1, memory, &room);                                                                                   \
    double norms[QUANTIZER_ROWS];                                                                                        \
    for (size_t start = 0; start < count; start += QUANTIZER_ROWS) {                                                     \
      const size_t used = count - start < QUANTIZER_ROWS ? count - start : QUANTIZER_ROWS;                               \
      for (size_t r = 0; r < used; r++)                                                                                  \
        norms[r] = pack_##SUFFIX(points + (start + r) * stride, levels->shift, scale, d, room.packed + r * d);           \
      memset(room.packed + used * d, 0, (QUANTIZER_ROWS - used) * d * sizeof(float));                                    \
      products_of(room.packed, (used + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS, d, levels->panels,                        \
                  columns / QUANTIZER_PANEL, room.products);                                                             \
      for (size_t r = 0; r < used; r++) {                                                                                \
        const float *products = room.products + r * columns;                                                             \
        float left;                                                                                                      \
        int32_t code = proved_code(levels, norms[r], products, &left);                                                   \
        if (code < 0) {                                                                                                  \
          double *wide = room.residuals[0];                                                                              \
          for (size_t j = 0; j < d; j++)                                                                                 \
            wide[j] = (double)points[(start + r) * stride + j] * scale[0] * scale[1];                                    \
          code = nearest_of(levels, wide, products, left);                                                               \
        }                                                                                                                \
        out[start + r] = code;                                                                                           \
      }                                                                                                                  \
    }                                                                                                                    \
  }

NEAREST(f32, float, float8v)
NEAREST(f64, double, double8v)
