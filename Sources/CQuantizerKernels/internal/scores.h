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
