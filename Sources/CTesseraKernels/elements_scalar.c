/// The portable loops over elements: whatever vectors the compiler's baseline has, NEON included.
#pragma STDC FP_CONTRACT OFF

#include "internal/elements.h"

#if defined(__aarch64__)
#define HAS_FUSED
#endif

#define TABLE tessera_elements_scalar
#define TABLE_NAME "scalar"
#include "internal/elements_template.h"
