/// What the loops over elements share.
#ifndef TESSERA_ELEMENT_LOOPS_H
#define TESSERA_ELEMENT_LOOPS_H

#include "tessera_elements.h"

#define TESSERA_INLINE static inline __attribute__((always_inline))

extern const tessera_element_table tessera_elements_scalar;
#if defined(__x86_64__)
extern const tessera_element_table tessera_elements_avx2;
extern const tessera_element_table tessera_elements_avx512;
#endif

#endif
