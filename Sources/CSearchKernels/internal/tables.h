/// The tables, where they are compiled in.
#ifndef SEARCH_TABLES_H
#define SEARCH_TABLES_H

#include "search_kernels.h"

extern const search_table search_table_portable;
#if defined(__x86_64__)
extern const search_table search_table_avx2;
extern const search_table search_table_avx512;
#endif

#endif
