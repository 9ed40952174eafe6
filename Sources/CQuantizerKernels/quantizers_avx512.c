/// AVX-512 (F, BW, DQ, VL).
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "internal/tables.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)

#define TABLE quantizer_table_avx512
#define TABLE_NAME "avx512"
#define TILE_ROWS 8
#define TILE_PANELS 2
#define NEAREST_CODES 16
#define ROTATED_ROWS 8
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "internal/table.h"

#pragma clang attribute pop
#else
typedef int quantizer_no_avx512;
#endif
