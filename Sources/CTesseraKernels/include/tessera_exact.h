/// Exact sums that no instruction set may change: plain C, shared by every table.
#ifndef TESSERA_EXACT_H
#define TESSERA_EXACT_H

#include <stddef.h>
#include <stdint.h>

/// high + low = sum over j of (x[j] - shift[j])^2 to about 100 bits, always by the same operations in the same order.
/// Exact differences and products (Dekker), so |x|, |shift| below 2^400.
void tessera_centred_square_f32(const float *_Nonnull x, const double *_Nonnull shift, size_t d,
                                double *_Nonnull high, double *_Nonnull low);
void tessera_centred_square_f64(const double *_Nonnull x, const double *_Nonnull shift, size_t d,
                                double *_Nonnull high, double *_Nonnull low);

#endif
