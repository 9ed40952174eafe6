#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "process_guard.h"

#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/// Signals that say that something in here is wrong, or in a file that is mapped.
static const int faults[] = {SIGBUS, SIGSEGV, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
enum { fault_count = sizeof faults / sizeof *faults };
static struct sigaction before[fault_count];

void say(const char *const *pieces) {
  char line[4096];
  size_t length = 0;
  for (; *pieces; pieces++)
    for (const char *at = *pieces; *at && length < sizeof line - 1; at++) line[length++] = *at;
  line[length++] = '\n';
  for (size_t done = 0; done < length;) {
    ssize_t written = write(STDERR_FILENO, line + done, length - done);
    if (written > 0)
      done += (size_t)written;
    else if (errno != EINTR)
      return;
  }
}

void end(int code) {
  process_guard_remove_temporaries();
  _exit(code);
}

static void on_fault(int number, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  end_if_a_file_changed();
  end_if_the_stack_may_not_grow(number, info);
  for (int i = 0; i < fault_count; i++)
    if (faults[i] == number) sigaction(number, &before[i], NULL);
  errno = error;
  // What an instruction did, it does again on return; what somebody sent has to be sent again.
#ifdef __APPLE__
  // (There the code does not say which of the two it was.)
  const int was_sent = 1;
#else
  const int was_sent = number == SIGABRT || info->si_code <= 0;
#endif
  if (was_sent) {
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    raise(number);
  }
}

static void on_stop(int number) { end(128 + number); }

static void on_end(int number) {
  process_guard_remove_temporaries();
  signal(number, SIG_DFL);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, number);
  pthread_sigmask(SIG_UNBLOCK, &one, NULL);
  raise(number);
}

/// A signal that the parent has us ignore (nohup) stays ignored; one that it left blocked is let through.
static void handle(int number, void (*handler)(int)) {
  struct sigaction action;
  if (sigaction(number, NULL, &action) != 0 || action.sa_handler == SIG_IGN) return;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigfillset(&action.sa_mask);
  sigaction(number, &action, NULL);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, number);
  pthread_sigmask(SIG_UNBLOCK, &one, NULL);
}

void process_guard_install(void) {
  listen_to_runtime();
  watch_stack();
  signal(SIGXFSZ, SIG_IGN);
  const int stops[] = {SIGHUP, SIGINT, SIGTERM}, ends[] = {SIGPIPE, SIGQUIT, SIGXCPU};
  for (int i = 0; i < 3; i++) handle(stops[i], on_stop);
  for (int i = 0; i < 3; i++) handle(ends[i], on_end);
  for (int i = 0; i < fault_count; i++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(faults[i], &action, &before[i]);
  }
}

/// Where the system has files without names, there are no temporaries, and this finds nothing.
void process_guard_remove_temporaries(void) {
  int error = errno;
  for (int descriptor = 3; descriptor < 1024; descriptor++) {
    char path[4096];
#if defined(F_GETPATH)
    if (fcntl(descriptor, F_GETPATH, path) != 0) continue;
#else
    char link[] = "/proc/self/fd/0000";
    for (int place = 17, rest = descriptor; place >= 14; place--, rest /= 10) link[place] = (char)('0' + rest % 10);
    const char *start = link + 14;
    while (*start == '0' && start[1]) start++;
    memmove(link + 14, start, strlen(start) + 1);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size <= 0) continue;
    path[size] = 0;
#endif
    static const char prefix[] = "/.tessera-", suffix[] = ".tmp";
    const char *name = strrchr(path, '/');
    size_t length = strlen(path);
    if (!name || strncmp(name, prefix, sizeof prefix - 1) != 0) continue;
    if (length < sizeof suffix || strcmp(path + length - (sizeof suffix - 1), suffix) != 0) continue;
    unlink(path);
  }
  errno = error;
}
