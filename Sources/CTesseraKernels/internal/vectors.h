/// Vector types of one fixed shape for every instruction set: the compiler maps sixteen floats to one, two or four
/// registers. One source of truth for the kernels, and one order of operations.
#ifndef TESSERA_VECTORS_H
#define TESSERA_VECTORS_H

#include <stdint.h>
#include <string.h>

#include "tessera_kernels.h"

// Whatever takes or returns vectors is inlined: there is no calling convention to differ.
#pragma clang diagnostic ignored "-Wpsabi"

#define TESSERA_INLINE static inline __attribute__((always_inline))

/// For loops over rows and panels of a tile: unrolled, the tile lives in registers; not unrolled, in memory.
#define TESSERA_UNROLL _Pragma("clang loop unroll(full)")

typedef float float16v __attribute__((ext_vector_type(TESSERA_PANEL_F32)));
typedef int32_t int16v __attribute__((ext_vector_type(TESSERA_PANEL_F32)));
typedef uint32_t uint16v __attribute__((ext_vector_type(16)));
typedef uint64_t ulong16v __attribute__((ext_vector_type(16)));
typedef double double8v __attribute__((ext_vector_type(TESSERA_PANEL_F64)));
typedef int64_t long8v __attribute__((ext_vector_type(TESSERA_PANEL_F64)));
typedef uint64_t ulong8v __attribute__((ext_vector_type(8)));
typedef int32_t int8v __attribute__((ext_vector_type(8)));
typedef uint32_t uint8v __attribute__((ext_vector_type(8)));
typedef int8_t char8v __attribute__((ext_vector_type(8)));
typedef uint8_t uchar8v __attribute__((ext_vector_type(8)));
typedef double double4v __attribute__((ext_vector_type(4)));
typedef double double2v __attribute__((ext_vector_type(2)));
typedef int16_t short16v __attribute__((ext_vector_type(16)));
typedef uint16_t ushort16v __attribute__((ext_vector_type(16)));
typedef int16_t short32v __attribute__((ext_vector_type(32)));
typedef uint16_t ushort32v __attribute__((ext_vector_type(32)));
typedef uint8_t uchar16v __attribute__((ext_vector_type(16)));
typedef float float8v __attribute__((ext_vector_type(8)));
typedef float float4v __attribute__((ext_vector_type(4)));
typedef float float2v __attribute__((ext_vector_type(2)));

/// Bounds this close to 0 prove nothing: relative roundings do not hold among subnormal numbers.
#define TESSERA_TINY 0x1p-100f

/// 0, 1, 2, ...: which lane is which.
#define LANE_NUMBERS ((int16v){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})

/// Up to eight values of 64 bits; zeros beyond them.
TESSERA_INLINE void load_partial8(void *out, const void *in, size_t used) {
  memset(out, 0, 64);
  memcpy(out, in, used * 8);
}

#endif
