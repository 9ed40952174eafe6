/// The tables, where they are compiled in.
#ifndef MIXTURE_TABLES_H
#define MIXTURE_TABLES_H

#include "mixture_kernels.h"

extern const mixture_table mixture_table_portable;
#if defined(__x86_64__)
extern const mixture_table mixture_table_avx2;
extern const mixture_table mixture_table_avx512;
#endif

#endif
