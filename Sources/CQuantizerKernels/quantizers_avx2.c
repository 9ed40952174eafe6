/// AVX2 and FMA, which scores and rotations use.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "internal/tables.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define TABLE quantizer_table_avx2
#define TABLE_NAME "avx2"
#define TILE_ROWS 4
#define TILE_PANELS 1
#define NEAREST_CODES 4
#define ROTATED_ROWS 4
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "internal/table.h"

#pragma clang attribute pop
#else
typedef int quantizer_no_avx2;
#endif
