/// Terms in fixed point: 128-bit integers in two planes of 64 bits, one at a time or eight. A term is below 2^126 quanta
/// (`FixedPoint.exponent` of its bound), so that the last bit of its significand lies at most 126 places to the left of the
/// quantum; 0 lies anywhere, and is left out.

/// One term: rounded to nearest, ties to even.
TESSERA_INLINE void add_term(double term, int sign, int32_t exponent, uint64_t *low, int64_t *high) {
  uint64_t bits;
  memcpy(&bits, &term, sizeof bits);
  int biased = (int)(bits >> 52 & 0x7ff);
  int shift = (biased ? biased : 1) - 1075 - exponent;
  uint64_t significand = (bits & (((uint64_t)1 << 52) - 1)) | ((uint64_t)(biased != 0) << 52);
  if (!significand) return;
  __int128 magnitude = 0;
  if (shift >= 0) {
    magnitude = (__int128)significand << shift;
  } else if (shift >= -54) {
    uint64_t quotient = significand >> -shift, rest = significand - (quotient << -shift);
    uint64_t half = (uint64_t)1 << (-shift - 1);
    magnitude = quotient + (rest > half || (rest == half && (quotient & 1)));
  }
  __int128 sum = (__int128)(((unsigned __int128)(uint64_t)*high << 64) | *low);
  sum += (bits >> 63) != (uint64_t)(sign < 0) ? -magnitude : magnitude;
  *low = (uint64_t)sum;
  *high = (int64_t)(sum >> 64);
}

/// What eight terms hold: the significands, and how far each lies to the left of the quantum (negative: to the right).
TESSERA_INLINE ulong8v significands(double8v terms, long8v exponents, long8v *shift) {
  long8v bits = (long8v)terms, biased = bits >> 52 & 0x7ff;
  *shift = (biased > 0 ? biased : (long8v)1) - 1075 - exponents;
  return (ulong8v)((bits & 0xfffffffffffff) | (biased > 0 ? (long8v)((int64_t)1 << 52) : (long8v)0));
}

/// Terms of eight columns in two planes, without their signs; those that the quantum would round are 0 and reported.
TESSERA_INLINE long8v split_terms(double8v terms, long8v exponents, ulong8v *low, ulong8v *high) {
  long8v shift;
  ulong8v significand = significands(terms, exponents, &shift);
  long8v fine = shift < 0, beyond = shift >= 64;
  ulong8v within = (ulong8v)(shift & 63);
  ulong8v moved = significand << within;
  ulong8v carried = significand >> 1 >> (63 - within);
  ulong8v zero = 0;
  *low = (fine | beyond) ? zero : moved;
  *high = fine ? zero : (beyond ? moved : carried);
  return fine & (significand != zero);
}

/// Adds terms in two planes, or takes them away where `away` is all ones.
TESSERA_INLINE void add_planes(ulong8v term_low, ulong8v term_high, ulong8v away, ulong8v *low, long8v *high) {
  ulong8v zero = 0;
  term_high = (term_high ^ away) + (away & (ulong8v)(term_low == zero) & 1);
  term_low = (term_low ^ away) + (away & 1);
  ulong8v sum = *low + term_low;
  *high += (long8v)term_high - (long8v)(sum < term_low);
  *low = sum;
}

/// Adds the terms of eight columns; those that the quantum would round are left out and reported.
TESSERA_INLINE long8v add_terms(double8v terms, long8v exponents, ulong8v *low, long8v *high) {
  ulong8v term_low, term_high;
  long8v fine = split_terms(terms, exponents, &term_low, &term_high);
  add_planes(term_low, term_high, (ulong8v)((long8v)terms >> 63), low, high);
  return fine;
}

/// Magnitudes of terms that the quantum rounds: to nearest, ties to even; 0 for all others.
TESSERA_INLINE ulong8v rounded_terms(double8v terms, long8v exponents, long8v fine) {
  long8v shift;
  ulong8v significand = significands(terms, exponents, &shift);
  // Beyond 54 places less than half a quantum is left; what is not fine is masked below.
  long8v far = shift < -54;
  ulong8v places = (ulong8v)(-shift & 63);
  ulong8v quotient = significand >> places, one = 1;
  ulong8v rest = significand - (quotient << places), half = (one << places) >> 1;
  long8v up = (rest > half) | ((rest == half) & (long8v)((quotient & 1) == one));
  return (quotient - (ulong8v)up) & (ulong8v)(fine & ~far);
}

/// The same with those that the quantum would round.
TESSERA_INLINE void add_rounded_terms(double8v terms, long8v exponents, ulong8v *low, long8v *high) {
  long8v fine = add_terms(terms, exponents, low, high);
  if (!__builtin_reduce_or(fine)) return;
  add_planes(rounded_terms(terms, exponents, fine), (ulong8v)0, (ulong8v)((long8v)terms >> 63), low, high);
}

/// All eight lanes.
TESSERA_INLINE void planes_total(ulong8v low, long8v high, uint64_t *out_low, int64_t *out_high) {
  __int128 sum = 0;
  for (size_t i = 0; i < 8; i++) sum += (__int128)(((unsigned __int128)(uint64_t)high[i] << 64) | low[i]);
  *out_low = (uint64_t)sum;
  *out_high = (int64_t)(sum >> 64);
}
