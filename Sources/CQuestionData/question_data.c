#include "question_data.h"

static const unsigned char points[] = {
#embed "data/points.npy"
};
static const unsigned char start_centroids[] = {
#embed "data/start_centroids.npy"
};
static const unsigned char batches[] = {
#embed "data/batches.npy"
};

tessera_embedded_file tessera_question_points(void) {
  return (tessera_embedded_file){points, sizeof points};
}

tessera_embedded_file tessera_question_start_centroids(void) {
  return (tessera_embedded_file){start_centroids, sizeof start_centroids};
}

tessera_embedded_file tessera_question_batches(void) {
  return (tessera_embedded_file){batches, sizeof batches};
}
