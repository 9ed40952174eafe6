#include "internal/elements.h"

size_t tessera_elements_all(const tessera_element_table *tables[TESSERA_MOST_ELEMENT_TABLES]) {
  size_t count = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    tables[count++] = &tessera_elements_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) tables[count++] = &tessera_elements_avx2;
#endif
  tables[count++] = &tessera_elements_scalar;
  return count;
}

const tessera_element_table *tessera_elements_best(void) {
  const tessera_element_table *tables[TESSERA_MOST_ELEMENT_TABLES];
  tessera_elements_all(tables);
  return tables[0];
}
