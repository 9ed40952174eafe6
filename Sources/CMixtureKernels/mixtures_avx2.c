/// AVX2. Its fused multiply-add stays unused: it would round otherwise.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "internal/tables.h"

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#define TABLE mixture_table_avx2
#define TABLE_NAME "avx2"
#define TILE_GROUPS 1
#define ROW_GROUPS 2
#define TILE_COLUMNS 2
#define TILE_LINES 1
#include "internal/table.h"

#pragma clang attribute pop
#else
typedef int mixture_no_avx2;
#endif
