/// All kernels of one instruction set, and their tables. Define TABLE, TABLE_NAME, TILE_ROWS, TILE_PANELS, LANE_GROUPS,
/// LANE_WIDTH and FMA, HAS_FMA where that is one instruction, HAS_COMPRESS where AVX-512 compresses lanes, HAS_NARROW where
/// vpdpbusd is at hand, what short_template.h names where products of sixteen bits are fast, and what seeding_template.h
/// names where its defaults do not fit.

#include "vectors.h"

#include "pairs.h"

#include "bounds_template.h"
#include "block_template.h"
#include "fixed_point.h"
#include "state_template.h"
#ifdef HAS_NARROW
#include "narrow_template.h"
#endif
#ifdef SHORT_TILE
#include "lane_trees_template.h"
#include "short_template.h"
#include "short_codes.h"
#include "short_tile_template.h"
#include "short_groups_template.h"
#include "short_conclude_template.h"
#endif
#include "row_shortlist.h"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define NAME(name) JOIN(name, SUFFIX)

#define SUFFIX f32
#define SCALAR float
#define SCALAR8 float8v
#define BITS uint32_t
#define BITS16 uint16v
#include "scalar_template.h"
#undef SUFFIX
#undef SCALAR
#undef SCALAR8
#undef BITS
#undef BITS16

#define SUFFIX f64
#define SCALAR double
#define SCALAR8 double8v
#define BITS uint64_t
#define BITS16 ulong16v
#include "scalar_template.h"
#undef SUFFIX
#undef SCALAR
#undef SCALAR8
#undef BITS
#undef BITS16

#include "clusters_template.h"
#include "filter_template.h"
#include "narrow_centroids.h"
#ifdef SHORT_TILE
#include "short_centroids.h"
#endif
#include "record.h"
#include "seeding_pack_template.h"
#include "seeding_template.h"
#include "decode_template.h"
#include "descent_template.h"
#include "excess_template.h"
#include "panel_distances_template.h"

const tessera_kernel_table TABLE = {
    .name = TABLE_NAME,
    .f32 = &row_kernels_f32,
    .f64 = &row_kernels_f64,
    .common =
        {
            .filter = filter,
            .candidates = candidates,
            .block_scratch_bytes = block_scratch_bytes,
            .fixed_sum = fixed_sum,
            .record = record,
            .means = means,
            .frozen_gain = frozen_gain,
            .narrow_centroids = narrow_centroids,
#ifdef HAS_NARROW
            .narrow_scratch_bytes = narrow_scratch_bytes,
#endif
#ifdef SHORT_TILE
            .short_centroids = short_centroids,
            .short_scratch_bytes = short_scratch_bytes,
#endif
            .seeding_pack = seeding_pack,
            .seeding_filter = seeding_filter,
            .decode = decode,
            .divide = divide,
            .descend = descend,
            .excess = excess,
            .panel_distances = panel_distances,
        },
};
