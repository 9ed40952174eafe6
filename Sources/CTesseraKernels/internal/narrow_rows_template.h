/// narrow_SUFFIX: eight-bit copies of rows with rigorous errors. Define SCALAR and SUFFIX.

static void NAME(narrow)(const void *elements, size_t row_stride, size_t first, size_t count, size_t d,
                         const double *shift, float smallest_scale, const tessera_narrow_rows *narrow) {
  const SCALAR *points = elements;
  size_t width = TESSERA_NARROW_WORDS(d) * 4;
  for (size_t r = first; r < first + count; r++) {
    const SCALAR *x = points + r * row_stride;
    uint8_t *target = narrow->codes + r * width;
    double8v largest8 = 0, square8 = 0, error8 = 0;
    size_t j = 0;
    for (; j + 8 <= d; j += 8) {
      double8v t, centre;
      NAME(load8)(x + j, &t);
      memcpy(&centre, shift + j, sizeof centre);
      t -= centre;
      largest8 = __builtin_elementwise_max(largest8, __builtin_elementwise_abs(t));
      square8 += t * t;
    }
    double largest = __builtin_reduce_max(largest8), square = NAME(tree)(&square8);
    for (size_t i = j; i < d; i++) {
      double t = (double)x[i] - shift[i], size = t < 0 ? -t : t;
      largest = size > largest ? size : largest;
      square += t * t;
    }
    float scale = (float)(largest * (1.0 / 127)) * (1 + 0x1p-20f);
    scale = scale > smallest_scale ? scale : smallest_scale;
    double inverse = 1 / (double)scale;
    const double magic = 0x1.8p52;
    for (j = 0; j + 8 <= d; j += 8) {
      double8v t, centre;
      NAME(load8)(x + j, &t);
      memcpy(&centre, shift + j, sizeof centre);
      t -= centre;
      double8v whole = t * inverse + magic;
      uchar8v codes = __builtin_convertvector((long8v)whole + 128, uchar8v);
      memcpy(target + j, &codes, sizeof codes);
      t -= (whole - magic) * scale;
      error8 += t * t;
    }
    double error = NAME(tree)(&error8);
    for (; j < d; j++) {
      double t = (double)x[j] - shift[j], whole = t * inverse + magic;
      int64_t bits;
      memcpy(&bits, &whole, sizeof bits);
      target[j] = (uint8_t)(bits + 128);
      t -= (whole - magic) * scale;
      error += t * t;
    }
    for (; j < width; j++) target[j] = 128;
    // Roundings above are relative, below (d + 8) 2^-52; floors cover underflow.
    narrow->scales[r] = scale;
    narrow->norms[r] = (float)__builtin_sqrt(square) * (1 + 0x1p-22f) + 0x1p-70f;
    narrow->errors[r] = (float)__builtin_sqrt(error) * (1 + 0x1p-22f) + 0x1p-70f;
  }
}
