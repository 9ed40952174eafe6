/// The layouts and functions of zlib and libzstd that are called, as these libraries promise them: they are found at run
/// time, and neither headers nor libraries are needed to build.
#ifndef TESSERA_UNPACKERS_H
#define TESSERA_UNPACKERS_H

#include <stddef.h>
#include <stdint.h>

/// zlib: z_stream.
typedef struct {
  const uint8_t *_Nullable next_in;
  unsigned avail_in;
  unsigned long total_in;
  uint8_t *_Nullable next_out;
  unsigned avail_out;
  unsigned long total_out;
  const char *_Nullable msg;
  void *_Nullable state, *_Nullable zalloc, *_Nullable zfree, *_Nullable opaque;
  int data_type;
  unsigned long adler, reserved;
} tessera_zlib_stream;

typedef const char *_Nonnull (*tessera_zlib_version)(void);
typedef int (*tessera_inflate_init)(tessera_zlib_stream *_Nonnull, int window_bits, const char *_Nonnull version, int size);
typedef int (*tessera_inflate)(tessera_zlib_stream *_Nonnull, int flush);
typedef int (*tessera_inflate_end)(tessera_zlib_stream *_Nonnull);

/// libzstd: ZSTD_inBuffer and ZSTD_outBuffer.
typedef struct {
  const void *_Nullable start;
  size_t size, position;
} tessera_zstd_input;

typedef struct {
  void *_Nullable start;
  size_t size, position;
} tessera_zstd_output;

typedef void *_Nullable (*tessera_zstd_create)(void);
typedef size_t (*tessera_zstd_free)(void *_Nullable);
typedef size_t (*tessera_zstd_set)(void *_Nonnull, int parameter, int value);
typedef size_t (*tessera_zstd_decompress)(void *_Nonnull, tessera_zstd_output *_Nonnull, tessera_zstd_input *_Nonnull);
typedef unsigned (*tessera_zstd_is_error)(size_t);
typedef const char *_Nonnull (*tessera_zstd_error_name)(size_t);

#endif
