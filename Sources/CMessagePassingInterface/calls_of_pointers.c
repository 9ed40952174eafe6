#define HANDLE void *
#define MEMBER pointer
#define CALLS mpi_calls_of_pointers
#include "calls.h"
