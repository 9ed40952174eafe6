/// The filter of candidates with the dot product of bytes that AVX-512 VNNI has.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include <immintrin.h>

#include "internal/tables.h"
#include "internal/vectors.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma"))), \
                             apply_to = function)

#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define SEEDING_PANELS 2
#define SEEDING_WIDTH 8
#define SEEDING_DOT(sum, bytes, c) \
  ((sum) = (int16v)_mm512_dpbusd_epi32((__m512i)(sum), (__m512i)(bytes), (__m512i)(c)))
#define SEEDING_FILTER size_t tessera_seeding_filter_vnni
#include "internal/seeding_template.h"

#pragma clang attribute pop
#else
typedef int tessera_no_vnni;
#endif
