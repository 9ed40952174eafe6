/// What both approximate kernels do at the end of a tile: bounds on distances from the two smallest scores.

/// Sixteen rows' worth of what the scores leave: the smallest, whose it is, and the second smallest.
typedef struct {
  float16v first, second;
  int16v index;
} top_two;

TESSERA_INLINE top_two no_scores(void) {
  return (top_two){(float16v)__builtin_inff(), (float16v)__builtin_inff(), 0};
}

TESSERA_INLINE void add_score(top_two *top, float16v score, int32_t index) {
  int16v nearer = score < top->first;
  // One instruction each; the builtins would look after NaN, of which there is none.
  float16v loser = top->first > score ? top->first : score;
  top->second = loser < top->second ? loser : top->second;
  top->first = score < top->first ? score : top->first;
  top->index = nearer ? (int16v)index : top->index;
}

/// A rounded-up bound of the error of sixteen rows' scores.
TESSERA_INLINE float16v score_errors(const tessera_score_error *error, float16v norms, float16v row_errors) {
  float16v bound = norms * (error->norm + error->square * norms) + row_errors * error->row_error + error->constant;
  return bound * (1 + 0x1p-20f);
}

TESSERA_INLINE float16v at_least_zero(float16v value) { return value > 0 ? value : (float16v)0; }

/// At least the distance that belongs to a score, which is not above `score`.
TESSERA_INLINE float16v upper_distance(float16v norms, float16v score) {
  return __builtin_elementwise_sqrt(at_least_zero(norms * norms + 2 * score)) * (1 + 0x1p-20f);
}

/// At most the distance that belongs to a score, which is not below `score`. Norms are rounded up by 2^-21 at most.
TESSERA_INLINE float16v lower_distance(float16v norms, float16v score) {
  return __builtin_elementwise_sqrt(at_least_zero(norms * norms * (1 - 0x1p-19f) + 2 * score)) * (1 - 0x1p-20f);
}

/// A lower bound less a drift, rounded down.
TESSERA_INLINE float16v loosened(float16v bound, float16v drift) {
  float16v difference = bound - drift;
  return difference * (difference > 0 ? (float16v)(1 - 0x1p-22f) : (float16v)(1 + 0x1p-22f));
}
