#include "arrow_interface.h"
