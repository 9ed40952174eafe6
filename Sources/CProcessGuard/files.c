#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "process_guard.h"

#include "internal.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#if defined(__APPLE__)
#define CHANGE_TIME st_mtimespec
#else
#define CHANGE_TIME st_mtim
#endif

enum { most_files = 512 };

static struct {
  atomic_bool is_used;
  int32_t descriptor;
  off_t size;
  struct timespec written;
  char name[1024];
} files[most_files];

int32_t process_guard_watch(int32_t descriptor, const char *name) {
  struct stat status;
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return -1;
  for (int32_t i = 0; i < most_files; i++) {
    if (atomic_load(&files[i].is_used)) continue;
    files[i].descriptor = descriptor;
    files[i].size = status.st_size;
    files[i].written = status.CHANGE_TIME;
    strncpy(files[i].name, name, sizeof files[i].name - 1);
    atomic_store(&files[i].is_used, true);
    return i;
  }
  return -1;
}

bool process_guard_has_changed(int32_t number) {
  if (number < 0 || !atomic_load(&files[number].is_used)) return false;
  struct stat status;
  if (fstat(files[number].descriptor, &status) != 0) return false;
  return status.st_size != files[number].size || status.CHANGE_TIME.tv_sec != files[number].written.tv_sec ||
         status.CHANGE_TIME.tv_nsec != files[number].written.tv_nsec;
}

void process_guard_forget(int32_t number) {
  if (number < 0 || !atomic_exchange(&files[number].is_used, false)) return;
  close(files[number].descriptor);
}

void end_if_a_file_changed(void) {
  for (int32_t i = 0; i < most_files; i++) {
    if (!process_guard_has_changed(i)) continue;
    const char *line[] = {"error: ", files[i].name,
                          ": the file was changed while it was read; run again when nobody writes it", NULL};
    say(line);
    end(74);
  }
}
