#include <string.h>

#include "internal/tables.h"

const search_table *search_table_named(const char *name) {
#if defined(__x86_64__)
  if (strcmp(name, "avx512") == 0) return &search_table_avx512;
  if (strcmp(name, "avx2") == 0) return &search_table_avx2;
#endif
  (void)name;
  return &search_table_portable;
}
