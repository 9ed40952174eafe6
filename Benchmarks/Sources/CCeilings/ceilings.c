#include "ceilings.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// One rounding where the instruction set has a fused multiply-add.
#pragma STDC FP_CONTRACT ON

/// Twelve independent chains hide the latency of six cycles times two units, and leave registers for the operands.
#define CHAINS(STEP) \
  STEP(a0) STEP(a1) STEP(a2) STEP(a3) STEP(a4) STEP(a5) STEP(a6) STEP(a7) STEP(a8) STEP(a9) STEP(a10) STEP(a11)
#define DECLARE(a) a = {0},
#define MULTIPLY_ADD(a) a = a * x + y;
#define ADD_UP(a) x += a;

/// What the compiler cannot know.
static volatile double factor = 0.999, addend = 1e-3, sink;

#define LOOP(NAME, ELEMENT, BYTES, TARGET)                                                  \
  TARGET static double NAME(size_t rounds) {                                                \
    typedef ELEMENT vector __attribute__((ext_vector_type(BYTES / sizeof(ELEMENT))));       \
    vector x = (vector)(ELEMENT)factor, y = (vector)(ELEMENT)addend, CHAINS(DECLARE) end;   \
    for (size_t round = 0; round < rounds; round++) { CHAINS(MULTIPLY_ADD) }                \
    CHAINS(ADD_UP)                                                                          \
    end = x;                                                                                \
    sink = (double)end[0];                                                                  \
    return (double)rounds * 12 * 2 * (BYTES / sizeof(ELEMENT));                             \
  }

LOOP(float32_base, float, 16, )
LOOP(float64_base, double, 16, )

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#define VNNI __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
LOOP(float32_avx2, float, 32, AVX2)
LOOP(float64_avx2, double, 32, AVX2)
LOOP(float32_avx512, float, 64, AVX512)
LOOP(float64_avx512, double, 64, AVX512)

#define DOT(a) a = _mm512_dpbusd_epi32(a, x, y);
#define ADD_UP_INT(a) x = _mm512_add_epi32(x, a);
#define DECLARE_INT(a) a = _mm512_setzero_si512(),
VNNI static double int8_vnni(size_t rounds) {
  __m512i x = _mm512_set1_epi32((int)(factor * 1000)), y = _mm512_set1_epi32((int)(addend * 3000)),
          CHAINS(DECLARE_INT) end;
  for (size_t round = 0; round < rounds; round++) { CHAINS(DOT) }
  CHAINS(ADD_UP_INT)
  end = x;
  sink = (double)_mm512_reduce_add_epi32(end);
  return (double)rounds * 12 * 2 * 64;
}

#define DOT_SHORT(a) a = _mm512_dpwssd_epi32(a, x, y);
VNNI static double int16_vnni(size_t rounds) {
  __m512i x = _mm512_set1_epi32((int)(factor * 1000)), y = _mm512_set1_epi32((int)(addend * 3000)),
          CHAINS(DECLARE_INT) end;
  for (size_t round = 0; round < rounds; round++) { CHAINS(DOT_SHORT) }
  CHAINS(ADD_UP_INT)
  end = x;
  sink = (double)_mm512_reduce_add_epi32(end);
  return (double)rounds * 12 * 2 * 32;
}

/// Sums of the lanes of 256 bits.
#define ADD_UP_256(a) x = _mm256_add_epi32(x, a);
#define DECLARE_256(a) a = _mm256_setzero_si256(),
#define INT16_LOOP(NAME, TARGET, STEP)                                                                                 \
  TARGET static double NAME(size_t rounds) {                                                                           \
    __m256i x = _mm256_set1_epi32((int)(factor * 1000)), y = _mm256_set1_epi32((int)(addend * 3000)),                  \
            CHAINS(DECLARE_256) end;                                                                                   \
    for (size_t round = 0; round < rounds; round++) { CHAINS(STEP) }                                                   \
    CHAINS(ADD_UP_256)                                                                                                 \
    end = x;                                                                                                           \
    sink = _mm256_extract_epi32(end, 0) + _mm256_extract_epi32(end, 7);                                                \
    return (double)rounds * 12 * 2 * 16;                                                                               \
  }
#define AVX_VNNI __attribute__((target("avx2,fma,avxvnni")))
// For all the compiler knows the operand changes; it would multiply once.
#define MADD(a)              \
  __asm__("" : "+x"(x));      \
  a = _mm256_add_epi32(a, _mm256_madd_epi16(x, y));
#define DOT_256(a) a = _mm256_dpwssd_avx_epi32(a, x, y);
INT16_LOOP(int16_avx2, AVX2, MADD)
INT16_LOOP(int16_avx2_vnni, AVX_VNNI, DOT_256)
#endif

ceiling_loop ceiling_float32(const char *set) {
#if defined(__x86_64__)
  if (strcmp(set, "avx2") == 0) return float32_avx2;
  if (strcmp(set, "avx512") == 0) return float32_avx512;
#endif
  return strcmp(set, "scalar") == 0 || strcmp(set, "neon") == 0 ? float32_base : NULL;
}

ceiling_loop ceiling_float64(const char *set) {
#if defined(__x86_64__)
  if (strcmp(set, "avx2") == 0) return float64_avx2;
  if (strcmp(set, "avx512") == 0) return float64_avx512;
#endif
  return strcmp(set, "scalar") == 0 || strcmp(set, "neon") == 0 ? float64_base : NULL;
}

ceiling_loop ceiling_int8(const char *set) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (strcmp(set, "avx512") == 0 && __builtin_cpu_supports("avx512vnni")) return int8_vnni;
#endif
  return NULL;
}

ceiling_loop ceiling_int16(const char *set) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (strcmp(set, "avx512") == 0 && __builtin_cpu_supports("avx512vnni")) return int16_vnni;
  if (strcmp(set, "avx2") == 0) return __builtin_cpu_supports("avxvnni") ? int16_avx2_vnni : int16_avx2;
#endif
  return NULL;
}

uint64_t ceiling_read(const uint64_t *words, size_t count) {
  typedef uint64_t vector __attribute__((ext_vector_type(8)));
  vector sums[4] = {{0}, {0}, {0}, {0}};
  for (size_t i = 0; i < count; i += 32)
    for (size_t j = 0; j < 4; j++) {
      vector loaded;
      memcpy(&loaded, words + i + 8 * j, sizeof loaded);
      sums[j] += loaded;
    }
  vector sum = sums[0] + sums[1] + sums[2] + sums[3];
  return sum[0] + sum[1] + sum[2] + sum[3] + sum[4] + sum[5] + sum[6] + sum[7];
}
