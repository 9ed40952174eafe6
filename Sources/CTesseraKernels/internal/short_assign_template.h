/// short_assign_SUFFIX: labels and bounds of rows by the sixteen-bit filter and, where it is not enough, by the
/// canonical distance. Define SCALAR and SUFFIX.

/// Up to 64 open rows of a block: D of their candidates.
static void NAME(short_decide)(const SCALAR *points, size_t row_stride, const tessera_short_centroids *c,
                               const tessera_exact_centroids *exact, const int32_t *rows, const short_open *open,
                               size_t start, size_t count, int32_t mask, const short_buffers *b, int32_t *label,
                               float *upper, float *lower, double *squares, tessera_narrow_work *work) {
  NAME(nearest_two) nearest;
  int32_t list[short_open_rows];
  NAME(begin_nearest)(&nearest, (int)count);
  for (size_t i = 0; i < count; i++) list[i] = rows[open->positions[start + i]];
  size_t found = short_collect(c, short_words(exact->dimensions), b, open->positions + start,
                               open->thresholds + start, count, mask);
  NAME(decide)(points, row_stride, list, exact, c->ids, b->pairs, found, &nearest);
  work->rows += count;
  work->candidates += found;
  for (size_t i = 0; i < count; i++) {
    int32_t position = open->positions[start + i];
    float near = (float)(__builtin_sqrt(nearest.second[i]) * exact->below) * (1 - 0x1p-22f);
    float bound = open->outside[start + i];
    // No D is a number where a mapped file has changed: a label is an index all the same.
    label[position] = nearest.winner[i] < (int32_t)exact->count ? nearest.winner[i] : (int32_t)exact->count - 1;
    upper[position] = (float)(__builtin_sqrt(nearest.first[i]) * exact->above) * (1 + 0x1p-22f);
    lower[position] = near < bound ? near : bound;
    if (!squares) continue;
    squares[2 * position] = nearest.first[i];
    squares[2 * position + 1] = nearest.second[i];
  }
}

static void NAME(short_assign)(const void *elements, size_t row_stride, const tessera_short_centroids *c,
                               const tessera_short_groups *groups, const tessera_exact_centroids *exact,
                               const int32_t *rows, size_t count, void *scratch, float gap, int32_t *label,
                               float *upper, float *lower, double *squares, tessera_narrow_work *work) {
  const SCALAR *points = elements;
  size_t d = exact->dimensions, words = short_words(d);
  short_buffers b = short_layout(scratch, d);
  int32_t mask = 15;
  while ((size_t)mask < c->count) mask = 2 * mask + 1;
  bool grouped = short_group_count(c) > 1;
  short_open open;
  for (size_t start = 0; start < count; start += b.rows) {
    size_t used = count - start < b.rows ? count - start : b.rows;
    const int32_t *list = rows + start;
    // Few rows at a time stay in the first-level cache; groups want many.
    size_t step = grouped ? b.rows : short_step;
    for (size_t first = 0; first < used; first += step) {
      size_t part = used - first < step ? used - first : step, next = count - start - first - part;
      short_ahead ahead = {(const char *)points, row_stride * sizeof(SCALAR), d * sizeof(SCALAR), list + first + part,
                           next < step ? next : step};
      NAME(short_encode)(points, row_stride, list, first, part, c, d, &b);
      if (grouped) {
        short_begin(c, &b, part, label + start, groups != NULL);
        short_visit(c, words, &b, part, mask, &ahead);
        if (groups) {
          short_continue(c, groups, &b, list, part, mask, gap, label + start, upper + start);
          short_visit(c, words, &b, part, mask, &ahead);
          short_keep(c, groups, &b, list, part, mask);
        }
      } else {
        short_visit_all(c, words, &b, first, part, mask, &ahead);
      }
    }
    open.count = 0;
    for (size_t i = 0; i < used; i += 16)
      short_conclude(c, &b, i, used - i < 16 ? used - i : 16, mask, squares != NULL, gap, label + start,
                     upper + start, lower + start, &open);
    for (size_t done = 0; done < open.count; done += short_open_rows) {
      size_t left = open.count - done < short_open_rows ? open.count - done : short_open_rows;
      NAME(short_decide)(points, row_stride, c, exact, list, &open, done, left, mask, &b, label + start,
                         upper + start, lower + start, squares ? squares + 2 * start : NULL, work);
    }
  }
}
