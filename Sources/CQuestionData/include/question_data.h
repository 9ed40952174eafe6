/// The data of the question's own run, embedded as .npy files: `tessera demo` needs no file beside the binary.
#ifndef TESSERA_QUESTION_DATA_H
#define TESSERA_QUESTION_DATA_H

#include <stddef.h>

/// The bytes of an embedded .npy file; they live as long as the process.
typedef struct {
  const unsigned char *_Nonnull bytes;
  size_t count;
} tessera_embedded_file;

/// 1000 points, [1000, 200] float32, uniform in [0, 1).
tessera_embedded_file tessera_question_points(void);
/// The 20 start centroids, [20, 200] float32.
tessera_embedded_file tessera_question_start_centroids(void);
/// The 4001 mini-batches of 100 row indices, [4001, 100] uint16.
tessera_embedded_file tessera_question_batches(void);

#endif
