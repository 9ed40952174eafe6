/// Loops over elements with AVX-512 (F, BW, DQ, VL).
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "internal/elements.h"

#define HAS_FUSED

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)

#define TABLE tessera_elements_avx512
#define TABLE_NAME "avx512"
#include "internal/elements_template.h"

#pragma clang attribute pop
#else
typedef int tessera_no_avx512_elements;
#endif
