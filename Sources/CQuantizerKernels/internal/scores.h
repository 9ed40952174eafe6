/// How far scores in Float may be trusted.

#define U 0x1.1p-24

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

/// How far scores of the only level may lie from what they stand for: one value per row, in Float.
typedef struct row_errors {
  /// By which a row's length in Float is multiplied to be at least its distance from the shift.
  float length;
  /// At least the length of the longest code.
  float reach;
  /// What scores err by per unit of both lengths' sum, and the canonical distance per unit of its square.
  float rounding, canonical;
} row_errors;

/// As score_error: d additions that begin at |c|^2 / 2, and 32 u of the score for its last four bits, which are others: less than 16 units in
/// the last place, 2 u of it each.
QUANTIZER_INLINE row_errors errors_of_rows(size_t d, double reach) {
  const float up = 1 + 0x1p-16f;
  return (row_errors){.length = (float)(1 + (double)(d + 8) * U), .reach = (float)reach * up,
                      .rounding = (float)(U * (double)(d + 16 + 2 * QUANTIZER_PANEL) * reach) * up,
                      .canonical = (float)((double)(d + 16) * 0x1p-50) * up};
}

/// The highest score that each row's best codes may have, where the best has `least`: infinite where Float does not reach.
///
/// - Parameter squares: of the rows less the shift, added up in Float; squares below 2^-126 have lost digits, hence the 2^-60.
QUANTIZER_INLINE float16v bars_of_rows(const row_errors *errors, float16v squares, float16v least) {
  const float16v longest = __builtin_elementwise_sqrt(squares) * errors->length + 0x1p-60f + errors->reach;
  const float16v error = (errors->rounding * longest + errors->canonical * longest * longest) * (1 + 0x1p-16f) + 0x1p-100f;
  const float16v bar = least + 2 * error;
  return error < 0x1p60f ? bar + __builtin_elementwise_abs(bar) * 0x1p-22f : (float16v)__builtin_inff();
}
