/// What tables of 512-bit registers have in common: 12 rows x 32 centroids in 24 of 32 registers.
#define TABLE_NAME "avx512"
#define TILE_ROWS 12
#define LANE_GROUPS 4
#define LANE_WIDTH 4
#define TILE_PANELS 2
#define HAS_FMA
#define HAS_COMPRESS
#define SHORT_TILE 16
#define SHORT_PANELS 4
#define SEEDING_PANELS 2
#define SEEDING_WIDTH 8
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
