#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "process_guard.h"

#include "internal.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/// Two places, so that one is whole while the other is written.
static char tasks[2][1024];
static atomic_int current_task;

void process_guard_set_task(const char *task) {
  int next = 1 - atomic_load(&current_task);
  strncpy(tasks[next], task, sizeof tasks[next] - 1);
  atomic_store(&current_task, next);
}

#if defined(__GLIBC__)
static _Noreturn void end_for_memory(void) {
  const char *task = tasks[atomic_load(&current_task)];
  const char *line[] = {"error: there is no memory", *task ? " to " : "", task,
                        "; free some, raise the limit (ulimit -v), or ask for less", NULL};
  say(line);
  end(71);
}

/// What the runtime says before it ends the process. It has no hook for memory that it cannot get, but it speaks through
/// stdio, which can be listened to. Everything else passes.
static ssize_t hear(void *context, const char *words, size_t count) {
  (void)context;
  static const char *const refusals[] = {"failed to allocate", "terminate called", "bad_alloc"};
  for (int i = 0; i < 3; i++)
    if (memmem(words, count, refusals[i], strlen(refusals[i]))) end_for_memory();
  end_if_a_file_changed();
  for (size_t done = 0; done < count;) {
    ssize_t written = write(STDERR_FILENO, words + done, count - done);
    if (written <= 0) break;
    done += (size_t)written;
  }
  return (ssize_t)count;
}

void listen_to_runtime(void) {
  FILE *file = fopencookie(NULL, "w", (cookie_io_functions_t){.write = hear});
  if (!file) return;
  setvbuf(file, NULL, _IONBF, 0);
  stderr = file;
}
#else
void listen_to_runtime(void) {}
#endif
