/// From sixteen vectors of sixteen lanes to one lane per vector, in four steps that halve what is left.

#define LOW_WORDS(a, b) \
  __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define HIGH_WORDS(a, b) \
  __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define LOW_PAIRS(a, b) \
  __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define HIGH_PAIRS(a, b) \
  __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define LOW_HALVES(a, b) \
  __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define HIGH_HALVES(a, b) \
  __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)
#define EVEN_QUARTERS(a, b) \
  __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define ODD_QUARTERS(a, b) \
  __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)

/// The smallest and the second smallest of some numbers, lane by lane.
typedef struct {
  int16v first, second;
} smallest_two;

TESSERA_INLINE smallest_two joined(smallest_two a, smallest_two b) {
  int16v loser = __builtin_elementwise_max(a.first, b.first);
  int16v rest = __builtin_elementwise_min(a.second, b.second);
  return (smallest_two){__builtin_elementwise_min(a.first, b.first), __builtin_elementwise_min(loser, rest)};
}

#define JOINED(LOW, HIGH, a, b)                                                  \
  joined((smallest_two){LOW((a).first, (b).first), LOW((a).second, (b).second)}, \
         (smallest_two){HIGH((a).first, (b).first), HIGH((a).second, (b).second)})

/// The last three of the four steps.
TESSERA_INLINE smallest_two two_of_words(const smallest_two words[8]) {
  smallest_two pairs[4], halves[2];
  TESSERA_UNROLL
  for (int i = 0; i < 4; i++) pairs[i] = JOINED(LOW_PAIRS, HIGH_PAIRS, words[2 * i], words[2 * i + 1]);
  TESSERA_UNROLL
  for (int i = 0; i < 2; i++) halves[i] = JOINED(LOW_HALVES, HIGH_HALVES, pairs[2 * i], pairs[2 * i + 1]);
  return JOINED(EVEN_QUARTERS, ODD_QUARTERS, halves[0], halves[1]);
}

/// The two smallest of each of sixteen vectors, in its lane.
TESSERA_INLINE smallest_two two_of_each(const int16v *values) {
  smallest_two words[8];
  TESSERA_UNROLL
  for (int i = 0; i < 8; i++) {
    int16v low = LOW_WORDS(values[2 * i], values[2 * i + 1]), high = HIGH_WORDS(values[2 * i], values[2 * i + 1]);
    words[i] = (smallest_two){__builtin_elementwise_min(low, high), __builtin_elementwise_max(low, high)};
  }
  return two_of_words(words);
}

/// The two smallest of each of sixteen vectors of the two smallest.
TESSERA_INLINE smallest_two two_of_twos(const smallest_two *values) {
  smallest_two words[8];
  TESSERA_UNROLL
  for (int i = 0; i < 8; i++) words[i] = JOINED(LOW_WORDS, HIGH_WORDS, values[2 * i], values[2 * i + 1]);
  return two_of_words(words);
}
#undef JOINED

TESSERA_INLINE uint16v saturated(uint16v a, uint16v b, uint32_t most) {
  return __builtin_elementwise_min(a + b, (uint16v)most);
}

/// The sums of the eight lanes of each of sixteen vectors, in its lane, saturated at `most` <= 2^31.
TESSERA_INLINE uint16v sum_of_each(const uint8v *values, uint32_t most) {
  uint16v words[4], pairs[2];
  TESSERA_UNROLL
  for (int i = 0; i < 4; i++) {
    uint16v a, b;
    a.lo = values[2 * i], a.hi = values[2 * i + 8], b.lo = values[2 * i + 1], b.hi = values[2 * i + 9];
    words[i] = saturated(LOW_WORDS(a, b), HIGH_WORDS(a, b), most);
  }
  TESSERA_UNROLL
  for (int i = 0; i < 2; i++)
    pairs[i] = saturated(LOW_PAIRS(words[2 * i], words[2 * i + 1]), HIGH_PAIRS(words[2 * i], words[2 * i + 1]), most);
  uint16v even = EVEN_QUARTERS(pairs[0], pairs[1]), odd = ODD_QUARTERS(pairs[0], pairs[1]), sums = saturated(even, odd, most);
  // Rows 0-3, 8-11, 4-7, 12-15 so far.
  return __builtin_shufflevector(sums, sums, 0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15);
}
