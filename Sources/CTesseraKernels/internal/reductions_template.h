/// The loops that reduce, scan and scatter, for T; WHOLE has its size.
#include "reductions_sums_template.h"
#include "reductions_scatter_template.h"
#include "reductions_scans_template.h"
