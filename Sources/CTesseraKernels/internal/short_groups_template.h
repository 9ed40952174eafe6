/// Panels make up to sixteen groups. A row that has a bound of the distances to a group's centroids visits the group only
/// where the bound does not rule it out (Ding et al. 2015, "Yinyang K-means"); the rows that visit a group are gathered.

/// The positions below `count` whose bit `group` is set, to b->list; returns how many.
TESSERA_INLINE size_t short_visitors(const short_buffers *b, size_t group, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i += 16) {
    int16v bits, positions = LANE_NUMBERS + (int32_t)i;
    memcpy(&bits, b->visits + i, sizeof bits);
    int16v keep = (bits & (int32_t)(1u << group)) != 0;
    keep &= positions < (int32_t)count;
    found += append_lanes(b->list + found, positions, keep);
  }
  return found;
}

/// The two smallest scores of each row of a block in each group that it visits.
TESSERA_INLINE void short_visit(const tessera_short_centroids *c, size_t words, const short_buffers *b, size_t count,
                                int32_t mask, short_ahead *ahead) {
  size_t groups = short_group_count(c);
  for (size_t g = 0; g < groups; g++) {
    size_t visitors = short_visitors(b, g, count);
    for (size_t i = 0; i < visitors; i += 16) {
      const int32_t *x[16];
      size_t used = visitors - i < 16 ? visitors - i : 16;
      short_codes(b, b->list + i, used, 16, x);
      short_fetch(ahead, 4);
      smallest_two top;
      short_group(c, g, words, x, mask, &top);
      for (size_t r = 0; r < used; r++) {
        size_t at = (size_t)b->list[i + r] * short_groups + g;
        b->first[at] = top.first[r];
        b->second[at] = top.second[r];
      }
    }
  }
}

/// Which groups the rows visit to begin with: where there are bounds, only their own.
TESSERA_INLINE void short_begin(const tessera_short_centroids *c, const short_buffers *b, size_t count,
                                const int32_t *label, bool bounded) {
  int32_t all = (int32_t)((1u << short_group_count(c)) - 1);
  const int16v none = (int16v)INT32_MAX;
  for (size_t i = 0; i < count; i++) {
    bool own = bounded && label[i] >= 0 && b->squares[i] < TESSERA_SHORT_LIMIT;
    b->visits[i] = own ? (int32_t)(1u << c->group_of[label[i]]) : all;
    b->rest[i] = __builtin_inff();
    memcpy(b->first + i * short_groups, &none, sizeof none);
    memcpy(b->second + i * short_groups, &none, sizeof none);
  }
}

/// The bounds of a row's groups, loosened by the drift since they were set.
TESSERA_INLINE float16v short_bounds(const tessera_short_groups *groups, int32_t row, float16v drift) {
  ushort16v steps;
  memcpy(&steps, groups->bounds + (size_t)row * short_groups, sizeof steps);
  return __builtin_convertvector(steps, float16v) * (groups->unit * (1 - 0x1p-20f)) - drift;
}

/// Which groups rows that have visited their own have to visit beside it; b->rest gets the bound of the others.
TESSERA_INLINE void short_continue(const tessera_short_centroids *c, const tessera_short_groups *groups,
                                   const short_buffers *b, const int32_t *rows, size_t count, int32_t mask, float gap,
                                   const int32_t *label, const float *upper) {
  int16v lanes = LANE_NUMBERS, all = lanes < (int32_t)short_group_count(c);
  float16v drift;
  memcpy(&drift, groups->drift, sizeof drift);
  for (size_t start = 0; start < count; start += 16) {
    size_t used = count - start < 16 ? count - start : 16;
    int16v scores = 0;
    uint16v squares;
    float16v known;
    memcpy(&squares, b->squares + start, sizeof squares);
    known = (float16v)load_lanes((const int32_t *)upper + start, used);
    for (size_t i = 0; i < used; i++)
      if (label[start + i] >= 0) scores[i] = b->first[(start + i) * short_groups + c->group_of[label[start + i]]];
    float16v far = (short_far(squares, scores, mask) + c->reach) * c->unit * (1 + 0x1p-20f);
    far = known < far ? known : far;
    float16v limits = far * gap + TESSERA_TINY;
    for (size_t i = 0; i < used; i++) {
      size_t at = start + i;
      if (label[at] < 0 || b->squares[at] >= TESSERA_SHORT_LIMIT) {
        b->visits[at] = 0;
        continue;
      }
      float16v bounds = short_bounds(groups, rows[at], drift);
      int16v others = all & (lanes != (int32_t)c->group_of[label[at]]);
      int16v near = !(bounds > limits[i]) & others;
      b->visits[at] = (int32_t)lane_bits(near);
      b->rest[at] = smallest_lane(near | ~others ? (float16v)__builtin_inff() : bounds);
    }
  }
}

/// New bounds of the groups that the rows have visited.
TESSERA_INLINE void short_keep(const tessera_short_centroids *c, const tessera_short_groups *groups,
                               const short_buffers *b, const int32_t *rows, size_t count, int32_t mask) {
  float16v drift;
  memcpy(&drift, groups->drift, sizeof drift);
  for (size_t i = 0; i < count; i++) {
    int16v scores;
    ushort16v old;
    uint16_t *bounds = groups->bounds + (size_t)rows[i] * short_groups;
    memcpy(&scores, b->first + i * short_groups, sizeof scores);
    memcpy(&old, bounds, sizeof old);
    float16v near = short_near((uint16v)b->squares[i], scores, mask, c->reach) * c->unit;
    float16v steps = (near + drift) * (1 - 0x1p-20f) * groups->inverse;
    steps = steps < 65535 ? steps : (float16v)65535;
    ushort16v kept = __builtin_convertvector(__builtin_convertvector(steps, int16v), ushort16v);
    if (b->squares[i] >= TESSERA_SHORT_LIMIT) kept = 0;
    kept = __builtin_convertvector(scores == INT32_MAX, short16v) ? old : kept;
    memcpy(bounds, &kept, sizeof kept);
  }
}
