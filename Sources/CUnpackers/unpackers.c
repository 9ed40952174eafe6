#include "unpackers.h"

_Static_assert(sizeof(void *) != 8 || sizeof(tessera_zlib_stream) == 112 || sizeof(unsigned long) == 4,
               "the layout of zlib's z_stream");
