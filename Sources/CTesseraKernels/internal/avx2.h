/// What tables of 256-bit registers have in common: 6 rows x 16 centroids in 12 of 16 registers.
#define TABLE_NAME "avx2"
#define TILE_ROWS 6
#define LANE_GROUPS 1
#define LANE_WIDTH 2
#define TILE_PANELS 1
#define HAS_FMA
#define SHORT_TILE 4
#define SHORT_PANELS 2
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
