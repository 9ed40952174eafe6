/// AVX-512 (F, BW, DQ, VL).
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "internal/tables.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)

#define TABLE mixture_table_avx512
#define TABLE_NAME "avx512"
#define TILE_GROUPS 2
#define ROW_GROUPS 4
#define TILE_COLUMNS 4
#define TILE_LINES 2
#include "internal/table.h"

#pragma clang attribute pop
#else
typedef int mixture_no_avx512;
#endif
