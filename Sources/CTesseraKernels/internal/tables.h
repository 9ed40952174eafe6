/// The tables, where they are compiled in.
#ifndef TESSERA_TABLES_H
#define TESSERA_TABLES_H

#include "tessera_kernels.h"

extern const tessera_kernel_table tessera_table_scalar;
#if defined(__x86_64__)
extern const tessera_kernel_table tessera_table_avx2;
extern const tessera_kernel_table tessera_table_avx512;

/// The AVX-512 table's seeding_filter where the processor has VNNI too.
size_t tessera_seeding_filter_vnni(const tessera_seeding_rows *rows, size_t first, size_t count, size_t groups,
                                   const tessera_seeding_candidates *candidates, int32_t *list, uint32_t *bits);
#elif defined(__aarch64__)
extern const tessera_kernel_table tessera_table_neon;
#endif

#endif
