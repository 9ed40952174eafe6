/// AVX-512 (F, BW, DQ, VL) with VNNI, hence with the eight-bit filter and faster sixteen bits.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include <immintrin.h>

#include "internal/tables.h"
#include "internal/vectors.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma"))), \
                             apply_to = function)

#define TABLE tessera_table_avx512_vnni
#define HAS_NARROW
#include "internal/avx512.h"
#define SEEDING_DOT(sum, bytes, c) \
  ((sum) = (int16v)_mm512_dpbusd_epi32((__m512i)(sum), (__m512i)(bytes), (__m512i)(c)))
#define ADD_PAIRS(sum, a, b) \
  ((sum) = (int16v)_mm512_dpwssd_epi32((__m512i)(sum), (__m512i)(a), (__m512i)(b)))
#include "internal/kernels_template.h"

#pragma clang attribute pop
#else
typedef int tessera_no_avx512_vnni;
#endif
