// What the library asks of its host, for a host with WASI.
#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <time.h>

int64_t tessera_host_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

// Swift's code checks its stack frames.
uintptr_t __stack_chk_guard = 0x5e55e2a;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

// No arguments: Swift's main is called at once.
int __main_argc_argv(int count, char **words);

int __original_main(void) { return __main_argc_argv(0, 0); }
