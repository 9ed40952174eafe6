/// All kernels that read rows, for one type of element. Define SCALAR, SCALAR8, SUFFIX, BITS and BITS16.

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
#endif
#ifdef SHORT_TILE
#include "short_rows_template.h"
#include "short_assign_template.h"
#endif
