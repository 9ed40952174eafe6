#include "tessera_kernels.h"
#include <string.h>
static void add(double v, int sign, int32_t q, __int128 *s) {
  if (v == 0) return;
  uint64_t b; memcpy(&b, &v, 8);
  int e = (int)(b >> 52 & 2047); uint64_t m = b & ((1ull << 52) - 1); if (e) m |= 1ull << 52; else e = 1;
  int sh = e - 1075 - q; __int128 r;
  if (sh >= 0) r = (__int128)m << sh; else if (sh < -64) r = 0; else { sh = -sh; __int128 f = (__int128)m; r = f >> sh; __int128 rest = f - (r << sh), half = (__int128)1 << (sh - 1); if (rest > half || (rest == half && (r & 1))) r++; }
  if ((b >> 63) ^ (sign < 0)) r = -r;
  *s += r;
}
void tessera_accumulate_f32(const float *x, size_t d, double w, int sign, const int32_t *q, void *s) { for (size_t j = 0; j < d; j++) add(w == 1 ? x[j] : w * x[j], sign, q[j], (__int128 *)s + j); }
void tessera_accumulate_f64(const double *x, size_t d, double w, int sign, const int32_t *q, void *s) { for (size_t j = 0; j < d; j++) add(w == 1 ? x[j] : w * x[j], sign, q[j], (__int128 *)s + j); }
