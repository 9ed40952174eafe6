/// The tables, where they are compiled in.
#ifndef QUANTIZER_TABLES_H
#define QUANTIZER_TABLES_H

#include "quantizer_kernels.h"

extern const quantizer_table quantizer_table_portable;
#if defined(__x86_64__)
extern const quantizer_table quantizer_table_avx2;
extern const quantizer_table quantizer_table_avx512;
#endif

#endif
