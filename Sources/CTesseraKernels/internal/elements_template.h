/// One instruction set's loops over elements. Before it: TABLE, TABLE_NAME.
#include <math.h>
#include <string.h>

#include "float_functions.h"

#include "elements_powers.h"

// Whatever takes or returns vectors is inlined: there is no calling convention to differ.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double double8 __attribute__((ext_vector_type(8)));

#define T float
#define NAMED(name) name##_f32
#define OF(function, x) function##_of(x)
#define WAVES 1
#define LEAST_NORMAL 0x1p-126f
#ifdef HAS_FUSED
/// Long chains of dependent operations: several iterations at once hide the wait.
#define INTERLEAVED _Pragma("clang loop interleave_count(4)")
#else
#define INTERLEAVED
#endif
#include "elements_map_template.h"
#include "elements_pairs_template.h"
#include "elements_softmax_template.h"
#include "elements_fused_template.h"
#include "elements_rows_template.h"
#define WHOLE int32_t
#include "reductions_template.h"
#undef WHOLE
#undef T
#undef NAMED
#undef OF
#undef WAVES
#undef LEAST_NORMAL
#undef INTERLEAVED

#define T double
#define NAMED(name) name##_f64
#define OF(function, x) function(x)
#define WAVES 0
#define LEAST_NORMAL 0x1p-1022
#define INTERLEAVED
#include "elements_map_template.h"
#include "elements_pairs_template.h"
#include "elements_softmax_template.h"
#include "elements_fused_template.h"
#include "elements_rows_template.h"
#define WHOLE int64_t
#include "reductions_template.h"
#undef WHOLE

#define LOOPS(name)                                                                                        \
  {map_##name,          slopes_##name,   scale_by_slopes_##name,       combine_##name,                     \
   compare_##name,      choose_##name,   clamp_##name,                 clamp_slopes_##name,                \
   exponentials_##name, extremes_##name, positions_of_extremes_##name, cumulative_sums_##name,             \
   log_sums_##name, softmax_##name, softmax_pullback_##name,   \
   leak_##name, leak_pullback_##name, scale_by_slopes_of_two_##name, adam_##name, \
   block_distances_##name, signed_sums_##name, signed_products_##name}

#define REDUCTIONS(name)                                                                                   \
  {add_up_##name, accumulate_##name, weighted_differences_##name, put_##name,                             \
   put_extremes_##name, count_equals_##name, equal_shares_##name, put_products_##name,                    \
   put_product_slopes_##name, products_##name, products_pullback_##name, cumulative_products_##name,      \
   cumulative_products_pullback_##name, cumulative_log_sums_##name, cumulative_log_sums_pullback_##name,  \
   records_##name}

const tessera_element_table TABLE = {TABLE_NAME, LOOPS(f32), LOOPS(f64), REDUCTIONS(f32), REDUCTIONS(f64)};
