/// AVX2: sixteen weights in a register.
#if defined(__x86_64__)
#include "internal/tables.h"

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#define PALETTE_TABLE palette_table_avx2
#define PALETTE_NAME "avx2"
#include "internal/packing.h"

#pragma clang attribute pop
#else
typedef int palette_no_avx2;
#endif
