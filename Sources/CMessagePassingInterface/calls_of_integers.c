#define HANDLE int
#define MEMBER integer
#define CALLS mpi_calls_of_integers
#include "calls.h"
