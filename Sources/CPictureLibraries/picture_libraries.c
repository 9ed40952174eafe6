#include "picture_libraries.h"

_Static_assert(sizeof(void *) != 8 || sizeof(tessera_png_image) == 104, "the layout of libpng's png_image");
