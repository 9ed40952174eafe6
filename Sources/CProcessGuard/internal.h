#ifndef PROCESS_GUARD_INTERNAL_H
#define PROCESS_GUARD_INTERNAL_H

#include <stddef.h>

/// Writes one line to standard error from pieces, ended by NULL; async-signal-safe.
void say(const char *const *pieces);

/// Ends the process without temporaries.
_Noreturn void end(int code);

/// Ends the process with a line and 74 if a watched file has changed.
void end_if_a_file_changed(void);

/// Makes the runtime's words about memory ours.
void listen_to_runtime(void);

#endif
