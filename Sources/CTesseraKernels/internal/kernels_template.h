/// All kernels of one instruction set, and their table. Define TABLE, TABLE_NAME, TILE_ROWS, TILE_PANELS and FMA, and what
/// seeding_template.h names where its defaults do not fit.

#include "vectors.h"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define NAME(name) JOIN(name, SUFFIX)

#define SUFFIX f32
#define SCALAR float
#define SCALAR8 float8v
#include "nearest_template.h"
#include "rows_template.h"
#include "seeding_rows_template.h"
#undef SUFFIX
#undef SCALAR
#undef SCALAR8

#define SUFFIX f64
#define SCALAR double
#define SCALAR8 double8v
#include "nearest_template.h"
#include "rows_template.h"
#include "seeding_rows_template.h"
#undef SUFFIX
#undef SCALAR
#undef SCALAR8

#include "filter_template.h"
#include "seeding_pack_template.h"
#define SEEDING_FILTER static size_t seeding_filter
#include "seeding_template.h"
#ifndef TABLE_SEEDING_FILTER
#define TABLE_SEEDING_FILTER seeding_filter
#endif

const tessera_kernel_table TABLE = {
    .name = TABLE_NAME,
    .distances_f32 = distances_f32,
    .distances_f64 = distances_f64,
    .nearest_f32 = nearest_f32,
    .nearest_f64 = nearest_f64,
    .pack_f32 = pack_f32,
    .pack_f64 = pack_f64,
    .filter = filter,
    .candidates = candidates,
    .seeding_pack = seeding_pack,
    .seeding_filter = TABLE_SEEDING_FILTER,
    .seeding_distances_f32 = seeding_distances_f32,
    .seeding_distances_f64 = seeding_distances_f64,
};
