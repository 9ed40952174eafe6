/// All kernels that read rows, and their table, for one type of element. Define SCALAR, SCALAR8, SUFFIX, BITS and BITS16.

#include "rows_template.h"
#include "batch_template.h"

#include "block_rows_template.h"
#include "block_assign_template.h"
#include "lanes_template.h"
#include "move_sums_template.h"
#include "narrow_rows_template.h"
#include "row_template.h"
#include "nearest_template.h"
#include "seeding_rows_template.h"
#include "state_rows_template.h"
#include "sums_template.h"
#include "survey_template.h"

#include "centred_square_template.h"
#ifdef SHORT_TILE
#include "open_rows_template.h"
#endif
#ifdef HAS_NARROW
#include "narrow_assign_template.h"
#include "sketch_rows_template.h"
#include "sketch_assign_template.h"
#endif
#ifdef SHORT_TILE
#include "short_rows_template.h"
#include "short_assign_template.h"
#endif

static const tessera_row_kernels NAME(row_kernels) = {
    .distances = NAME(distances),
    .nearest = NAME(nearest),
    .pack = NAME(pack),
    .own_distances = NAME(own_distances),
    .lanes = NAME(lanes),
    .block_codes = NAME(block_codes),
    .block_rows = NAME(block_rows),
    .blocks = NAME(blocks),
    .apply = NAME(apply),
    .sum_moves = NAME(sum_moves),
    .accumulate = NAME(accumulate),
    .centred_squares = NAME(centred_squares),
    .survey = NAME(survey),
    .select = NAME(select),
    .narrow = NAME(narrow),
    .seeding_distances = NAME(seeding_distances),
    .nearest_row = NAME(nearest_row),
    .batch = NAME(batch),
#ifdef HAS_NARROW
    .narrow_assign = NAME(narrow_assign),
    .sketch = NAME(sketch),
    .sketch_assign = NAME(sketch_assign),
#endif
#ifdef SHORT_TILE
    .short_assign = NAME(short_assign),
#endif
};
