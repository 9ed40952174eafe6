/// The portable table: whatever vectors the compiler's baseline has, NEON included.
#pragma STDC FP_CONTRACT OFF

#include "internal/tables.h"

#define TABLE quantizer_table_portable
#define TABLE_NAME "portable"
#define TILE_ROWS 2
#define TILE_PANELS 1
#if defined(__aarch64__)
#define NEAREST_CODES 4
#define ROTATED_ROWS 4
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define NEAREST_CODES 2
#define ROTATED_ROWS 2
#define FUSED(a, b, c) ((a) * (b) + (c))
#endif
#include "internal/table.h"
