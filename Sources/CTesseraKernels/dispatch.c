#include <string.h>

#include "internal/tables.h"

size_t tessera_kernels_all(const tessera_kernel_table *tables[TESSERA_MOST_TABLES]) {
  size_t count = 0;
#if defined(__x86_64__)
  // The compiler's runtime asks both cpuid and, for the registers' state, the operating system (xgetbv).
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl")) {
    if (__builtin_cpu_supports("avx512vnni")) tables[count++] = &tessera_table_avx512_vnni;
    tables[count++] = &tessera_table_avx512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    if (__builtin_cpu_supports("avxvnni")) tables[count++] = &tessera_table_avx2_vnni;
    tables[count++] = &tessera_table_avx2;
  }
#elif defined(__aarch64__)
  tables[count++] = &tessera_table_neon;
#endif
  tables[count++] = &tessera_table_scalar;
  return count;
}

const tessera_kernel_table *tessera_kernels_named(const char *name) {
  const tessera_kernel_table *tables[TESSERA_MOST_TABLES];
  size_t count = tessera_kernels_all(tables);
  for (size_t i = 0; i < count; i++)
    if (strcmp(tables[i]->name, name) == 0) return tables[i];
  return NULL;
}

const tessera_kernel_table *tessera_kernels_best(void) {
  const tessera_kernel_table *tables[TESSERA_MOST_TABLES];
  tessera_kernels_all(tables);
  return tables[0];
}
