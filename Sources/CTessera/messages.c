#include "tessera.h"
#include "tessera_messages.h"

#include <string.h>

static _Thread_local char last_error[4096];

void tessera_set_last_error(const char *message) {
  size_t length = strlen(message);
  if (length >= sizeof last_error) {
    length = sizeof last_error - 1;
    // Not within a character.
    while (length > 0 && ((unsigned char)message[length] & 0xC0) == 0x80) length--;
  }
  memcpy(last_error, message, length);
  last_error[length] = 0;
}

const char *tessera_last_error(void) { return last_error; }
