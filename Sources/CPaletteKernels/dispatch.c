#include <string.h>

#include "internal/tables.h"

const palette_table *palette_table_named(const char *name) {
#if defined(__x86_64__)
  // (Lanes of AVX-512 would be filled no faster than memory gives weights.)
  if (strcmp(name, "avx512") == 0 || strcmp(name, "avx2") == 0) return &palette_table_avx2;
#endif
  (void)name;
  return &palette_table_portable;
}
