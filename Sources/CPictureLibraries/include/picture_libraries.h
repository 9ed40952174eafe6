/// The layouts and functions of libpng, TurboJPEG, libwebp, libheif and zlib that are called, as these libraries promise them:
/// they are found at run time, and neither headers nor libraries are needed to build.
#ifndef TESSERA_PICTURE_LIBRARIES_H
#define TESSERA_PICTURE_LIBRARIES_H

#include <stddef.h>
#include <stdint.h>

/// libpng 1.6: png_image of the simplified interface, whose errors come back as values.
typedef struct {
  void *_Nullable opaque;
  uint32_t version, width, height, format, flags, colormap_entries, warning_or_error;
  char message[64];
} tessera_png_image;

typedef int (*tessera_png_begin)(tessera_png_image *_Nonnull, const void *_Nullable, size_t);
typedef int (*tessera_png_finish)(tessera_png_image *_Nonnull, const void *_Nullable background, void *_Nonnull buffer,
                                  int32_t row_stride, void *_Nullable colormap);
typedef void (*tessera_png_free)(tessera_png_image *_Nonnull);

/// TurboJPEG 2.
typedef void *_Nullable (*tessera_jpeg_create)(void);
typedef int (*tessera_jpeg_header)(void *_Nonnull, const uint8_t *_Nullable, unsigned long, int *_Nonnull width,
                                   int *_Nonnull height, int *_Nonnull subsampling, int *_Nonnull colour_space);
typedef int (*tessera_jpeg_decompress)(void *_Nonnull, const uint8_t *_Nullable, unsigned long, uint8_t *_Nonnull,
                                       int width, int pitch, int height, int pixel_format, int flags);
typedef char *_Nullable (*tessera_jpeg_error)(void *_Nullable);
typedef int (*tessera_jpeg_error_code)(void *_Nonnull);
typedef int (*tessera_jpeg_destroy)(void *_Nonnull);

/// libwebp.
typedef int (*tessera_webp_info)(const uint8_t *_Nullable, size_t, int *_Nonnull width, int *_Nonnull height);
typedef uint8_t *_Nullable (*tessera_webp_decode)(const uint8_t *_Nullable, size_t, uint8_t *_Nonnull, size_t, int stride);

/// libheif: heif_error.
typedef struct {
  int code, subcode;
  const char *_Nullable message;
} tessera_heif_error;

typedef void *_Nullable (*tessera_heif_context)(void);
typedef void (*tessera_heif_free)(void *_Nullable);
typedef tessera_heif_error (*tessera_heif_read)(void *_Nonnull, const void *_Nullable, size_t, const void *_Nullable options);
typedef tessera_heif_error (*tessera_heif_primary)(void *_Nonnull, void *_Nullable *_Nonnull handle);
typedef int (*tessera_heif_size)(const void *_Nonnull);
typedef tessera_heif_error (*tessera_heif_decode)(const void *_Nonnull, void *_Nullable *_Nonnull image, int colour_space,
                                                  int chroma, const void *_Nullable options);
typedef const uint8_t *_Nullable (*tessera_heif_plane)(const void *_Nonnull, int channel, int *_Nonnull stride);
typedef int (*tessera_heif_extent)(const void *_Nonnull, int channel);

/// zlib.
typedef unsigned long (*tessera_zlib_bound)(unsigned long);
typedef int (*tessera_zlib_compress)(uint8_t *_Nonnull, unsigned long *_Nonnull, const uint8_t *_Nonnull, unsigned long,
                                     int level);
typedef unsigned long (*tessera_zlib_checksum)(unsigned long, const uint8_t *_Nullable, unsigned);

#endif
