/// AVX2 and FMA.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include <immintrin.h>

#include "internal/tables.h"
#include "internal/vectors.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define TABLE tessera_table_avx2
#include "internal/avx2.h"

TESSERA_INLINE void add_pairs(int16v *sum, const int16v *a, const int16v *b) {
  sum->lo += (int8v)_mm256_madd_epi16((__m256i)a->lo, (__m256i)b->lo);
  sum->hi += (int8v)_mm256_madd_epi16((__m256i)a->hi, (__m256i)b->hi);
}
#define ADD_PAIRS(sum, a, b) add_pairs(&(sum), &(a), &(b))

#include "internal/kernels_template.h"

#pragma clang attribute pop
#else
typedef int tessera_no_avx2;
#endif
