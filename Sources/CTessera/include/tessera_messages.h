/// Of the library itself: what tessera_last_error says.
#ifndef TESSERA_MESSAGES_H
#define TESSERA_MESSAGES_H

/// Copies the message of this thread's last failure; what is too long is cut.
void tessera_set_last_error(const char *_Nonnull message);

#endif
