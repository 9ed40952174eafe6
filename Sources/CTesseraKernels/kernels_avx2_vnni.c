/// AVX2 and FMA with VNNI in 256 bits (AVX-VNNI): products of bytes and of sixteen bits are added by one instruction.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include <immintrin.h>

#include "internal/tables.h"
#include "internal/vectors.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,avxvnni"))), apply_to = function)

#define TABLE tessera_table_avx2_vnni
#include "internal/avx2.h"

TESSERA_INLINE void add_pairs(int16v *sum, const int16v *a, const int16v *b) {
  sum->lo = (int8v)_mm256_dpwssd_avx_epi32((__m256i)sum->lo, (__m256i)a->lo, (__m256i)b->lo);
  sum->hi = (int8v)_mm256_dpwssd_avx_epi32((__m256i)sum->hi, (__m256i)a->hi, (__m256i)b->hi);
}
#define ADD_PAIRS(sum, a, b) add_pairs(&(sum), &(a), &(b))

TESSERA_INLINE void add_bytes(int16v *sum, const int16v *bytes, const int16v *c) {
  sum->lo = (int8v)_mm256_dpbusd_avx_epi32((__m256i)sum->lo, (__m256i)bytes->lo, (__m256i)c->lo);
  sum->hi = (int8v)_mm256_dpbusd_avx_epi32((__m256i)sum->hi, (__m256i)bytes->hi, (__m256i)c->hi);
}
#define SEEDING_DOT(sum, bytes, c) add_bytes(&(sum), &(bytes), &(c))

#include "internal/kernels_template.h"

#pragma clang attribute pop
#else
typedef int tessera_no_avx2_vnni;
#endif
