/// The portable table: whatever vectors the compiler's baseline has, NEON included.
#pragma STDC FP_CONTRACT OFF

#include "internal/tables.h"

#define TABLE mixture_table_portable
#define TABLE_NAME "portable"
#define TILE_GROUPS 1
#define ROW_GROUPS 1
#define TILE_COLUMNS 1
#define TILE_LINES 1
#include "internal/table.h"

double mixture_log(double x) { return log_of((lanes)x)[0]; }
