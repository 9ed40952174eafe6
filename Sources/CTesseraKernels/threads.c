#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "tessera_threads.h"

#if defined(__linux__)
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

size_t tessera_processors(int32_t *out, size_t capacity) {
  cpu_set_t set;
  // Machines of more processors than the set holds: not known.
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 0;
  size_t count = 0;
  for (int32_t i = 0; i < CPU_SETSIZE; i++) {
    if (!CPU_ISSET(i, &set)) continue;
    if (count < capacity) out[count] = i;
    count++;
  }
  return count;
}

int32_t tessera_processor(void) { return sched_getcpu(); }

int32_t tessera_thread(void) { return (int32_t)syscall(SYS_gettid); }

void tessera_pin(int32_t thread, int32_t processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  (void)sched_setaffinity(thread, sizeof set, &set);
}
#else
size_t tessera_processors(int32_t *out, size_t capacity) {
  (void)out, (void)capacity;
  return 0;
}

int32_t tessera_processor(void) { return -1; }

int32_t tessera_thread(void) { return 0; }

void tessera_pin(int32_t thread, int32_t processor) { (void)thread, (void)processor; }
#endif
