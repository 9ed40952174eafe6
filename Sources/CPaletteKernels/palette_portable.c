/// The portable table.
#include "internal/tables.h"

#define PALETTE_TABLE palette_table_portable
#define PALETTE_NAME "portable"
#include "internal/packing.h"
