/// What this processor can do at best: loops that do nothing but the operation in question, from registers.
///
/// Each function returns how many operations it did (a multiply-add counts as two), and 0 where the processor cannot.
#ifndef CEILINGS_H
#define CEILINGS_H

#include <stddef.h>
#include <stdint.h>

typedef double (*ceiling_loop)(size_t rounds);

/// Multiply-adds in Float and Double on the registers of an instruction set (scalar, avx2, avx512, neon); scalar is
/// what portable C compiles to, on x86-64 a multiplication and an addition in 128 bits. NULL for an unknown name.
ceiling_loop _Nullable ceiling_float32(const char *_Nonnull set);
ceiling_loop _Nullable ceiling_float64(const char *_Nonnull set);
/// Products of bytes, summed in 32 bits; AVX-512 with VNNI only.
ceiling_loop _Nullable ceiling_int8(const char *_Nonnull set);
/// Products of sixteen bits, summed in 32; AVX-512 with VNNI, and AVX2 with its own VNNI or by two instructions.
ceiling_loop _Nullable ceiling_int16(const char *_Nonnull set);

/// Reads `count` words (a multiple of 32) and returns a checksum.
uint64_t ceiling_read(const uint64_t *_Nonnull words, size_t count);

#endif
