// Swift's overlay of the C library mentions hypotf, which nothing here calls; glibc's own is the only function that would need version 2.35.

float hypotf(float x, float y) { return (float)__builtin_sqrt((double)x * x + (double)y * y); }
