/// Loops over elements with AVX2.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "internal/elements.h"

#define HAS_FUSED

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define TABLE tessera_elements_avx2
#define TABLE_NAME "avx2"
#include "internal/elements_template.h"

#pragma clang attribute pop
#else
typedef int tessera_no_avx2_elements;
#endif
