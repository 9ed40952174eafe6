/// How the process of a command ends when something from outside ends it: with a message of one line where there is one to
/// give, no temporary file, and an exit code of sysexits.h.
///
/// In C, since handlers of signals may call very little, and for the command alone: all of this is state of the process.
#ifndef PROCESS_GUARD_H
#define PROCESS_GUARD_H

#include <stdbool.h>
#include <stdint.h>

/// From now on
///
/// - SIGHUP, SIGINT and SIGTERM remove temporary files and end the process with 128 + the signal's number, unless the parent
///   has us ignore them; SIGPIPE, SIGQUIT and SIGXCPU remove temporary files and do what they always do;
/// - SIGXFSZ is ignored: writing says so (EFBIG);
/// - memory that Swift's runtime cannot get (with glibc), or the first thread's stack, is a line on standard error and 71;
/// - a fault (SIGBUS and the like) after a watched file has changed is a line with its name and 74; any other is what it
///   was before.
void process_guard_install(void);

/// What the process is doing, for the line about memory: “read x.npy”. The text is copied.
void process_guard_set_task(const char *_Nonnull task);

/// Watches the file behind a descriptor, which must stay open and is the guard's from now on; `name` is copied. Returns a
/// number for the next two, or -1 where there are too many files, or it is not a regular one.
int32_t process_guard_watch(int32_t descriptor, const char *_Nonnull name);

/// Whether the file was written or shortened since.
bool process_guard_has_changed(int32_t number);

/// Forgets it, and closes the descriptor.
void process_guard_forget(int32_t number);

/// Removes the temporary files that the process has open: async-signal-safe, for handlers of signals.
void process_guard_remove_temporaries(void);

#endif
