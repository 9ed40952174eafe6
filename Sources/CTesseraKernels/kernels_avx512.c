/// AVX-512 (F, BW, DQ, VL).
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include <immintrin.h>

#include "internal/tables.h"
#include "internal/vectors.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"))), apply_to = function)

#define TABLE tessera_table_avx512
#include "internal/avx512.h"
#define ADD_PAIRS(sum, a, b) ((sum) += (int16v)_mm512_madd_epi16((__m512i)(a), (__m512i)(b)))
#include "internal/kernels_template.h"

#pragma clang attribute pop
#else
typedef int tessera_no_avx512;
#endif
