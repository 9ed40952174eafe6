/// The portable table: whatever vectors the compiler's baseline has.
#pragma STDC FP_CONTRACT OFF

#include "internal/tables.h"

#define TABLE tessera_table_scalar
#define TABLE_NAME "scalar"
#define TILE_ROWS 2
#define LANE_GROUPS 1
#define LANE_WIDTH 1
#define TILE_PANELS 1
#define FMA(a, b, c) ((a) * (b) + (c))
#include "internal/kernels_template.h"
