/// The tables, where they are compiled in.
#ifndef TESSERA_TABLES_H
#define TESSERA_TABLES_H

#include "tessera_kernels.h"

extern const tessera_kernel_table tessera_table_scalar;
#if defined(__x86_64__)
extern const tessera_kernel_table tessera_table_avx2;
extern const tessera_kernel_table tessera_table_avx2_vnni;
extern const tessera_kernel_table tessera_table_avx512;
extern const tessera_kernel_table tessera_table_avx512_vnni;
#elif defined(__aarch64__)
extern const tessera_kernel_table tessera_table_neon;
#endif

#endif
