/// Which processor a thread runs on. Where the system does not say or does not let choose, nothing happens.
#ifndef TESSERA_THREADS_H
#define TESSERA_THREADS_H

#include <stddef.h>
#include <stdint.h>

/// The processors that this process may use, in increasing order, up to `capacity` of them; returns how many there are, 0 if
/// that is not known.
size_t tessera_processors(int32_t *_Nullable out, size_t capacity);

/// The processor that the calling thread runs on; -1 if that is not known.
int32_t tessera_processor(void);

/// The calling thread, for `tessera_pin`.
int32_t tessera_thread(void);

/// Lets a thread of this process run on one processor only.
void tessera_pin(int32_t thread, int32_t processor);

/// Waits a few dozen cycles, and tells the processor that it does.
static inline void tessera_relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
