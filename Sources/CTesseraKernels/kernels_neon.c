/// NEON, the baseline of 64-bit Arm: 6 rows x 16 centroids in 24 of 32 registers.
#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF

#include "internal/tables.h"

#define TABLE tessera_table_neon
#define TABLE_NAME "neon"
#define TILE_ROWS 6
#define LANE_GROUPS 1
#define LANE_WIDTH 2
#define TILE_PANELS 1
#define HAS_FMA
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "internal/kernels_template.h"
#else
typedef int tessera_no_neon;
#endif
