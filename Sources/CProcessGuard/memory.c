#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "process_guard.h"

#include "internal.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __APPLE__
#include <TargetConditionals.h>
#define HAS_SIGNAL_STACK !(TARGET_OS_WATCH || TARGET_OS_TV)
// (On arm64 no fault says that nothing is mapped there.)
#define IS_UNMAPPED(info) 1
#else
#define HAS_SIGNAL_STACK 1
#define IS_UNMAPPED(info) ((info)->si_code == SEGV_MAPERR)
#endif

/// Two places, so that one is whole while the other is written.
static char tasks[2][1024];
static atomic_int current_task;

void process_guard_set_task(const char *task) {
  int next = 1 - atomic_load(&current_task);
  strncpy(tasks[next], task, sizeof tasks[next] - 1);
  atomic_store(&current_task, next);
}

static _Noreturn void end_for_memory(void) {
  const char *task = tasks[atomic_load(&current_task)];
  const char *line[] = {"error: there is no memory", *task ? " to " : "", task,
                        "; free some, raise the limit (ulimit -v), or ask for less", NULL};
  say(line);
  end(71);
}

/// The addresses that the first thread's stack may grow to, but for the last page of what it is allowed.
static uintptr_t stack_start, stack_end;

void watch_stack(void) {
#if HAS_SIGNAL_STACK
  static char room[1 << 16];
  stack_t current, own = {.ss_sp = room, .ss_size = sizeof room};
  // The fault of a full stack is handled on another.
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) sigaltstack(&own, NULL);
#endif
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) != 0) return;
  const uintptr_t most = 64 << 20, page = 1 << 16;
  uintptr_t size = limit.rlim_cur < most ? (uintptr_t)limit.rlim_cur : most;
  stack_end = (uintptr_t)__builtin_frame_address(0);
  stack_start = size > page && stack_end > size ? stack_end - size + page : stack_end;
}

void end_if_the_stack_may_not_grow(int number, const siginfo_t *info) {
  uintptr_t address = (uintptr_t)info->si_addr;
  if (number == SIGSEGV && IS_UNMAPPED(info) && address >= stack_start && address < stack_end) end_for_memory();
}

#if defined(__GLIBC__)
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
