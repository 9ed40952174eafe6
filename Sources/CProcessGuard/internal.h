#ifndef PROCESS_GUARD_INTERNAL_H
#define PROCESS_GUARD_INTERNAL_H

#include <signal.h>
#include <stddef.h>

/// Writes one line to standard error from pieces, ended by NULL; async-signal-safe.
void say(const char *const *pieces);

/// Ends the process without temporaries.
_Noreturn void end(int code);

/// Ends the process with a line and 74 if a watched file has changed.
void end_if_a_file_changed(void);

/// Remembers where the stack of this thread, the first, may grow to, and gives its faults a stack of their own.
void watch_stack(void);

/// Ends the process with a line and 71 if the fault is the stack's, within what it is allowed: there was no memory for it.
void end_if_the_stack_may_not_grow(int number, const siginfo_t *info);

/// Makes the runtime's words about memory ours.
void listen_to_runtime(void);

#endif
