/// AVX-512 (F, BW, DQ, VL): 12 rows x 32 centroids in 24 of 32 registers.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include <immintrin.h>

#include "internal/tables.h"
#include "internal/vectors.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"))), apply_to = function)

#define TABLE tessera_table_avx512
#define TABLE_NAME "avx512"
#define TILE_ROWS 12
#define LANE_GROUPS 4
#define LANE_WIDTH 4
#define TILE_PANELS 2
#define HAS_FMA
#define HAS_COMPRESS
#define SHORT_TILE 16
#define SHORT_PANELS 4
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define SEEDING_PANELS 2
#define SEEDING_WIDTH 8
#define ADD_PAIRS(sum, a, b) ((sum) += (int16v)_mm512_madd_epi16((__m512i)(a), (__m512i)(b)))
#include "internal/kernels_template.h"

#pragma clang attribute pop
#else
typedef int tessera_no_avx512;
#endif
