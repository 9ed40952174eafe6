/// The tables, where they are compiled in.
#ifndef PALETTE_TABLES_H
#define PALETTE_TABLES_H

#include "palette_kernels.h"

extern const palette_table palette_table_portable;
#if defined(__x86_64__)
extern const palette_table palette_table_avx2;
#endif

#endif
