// Clusters a table in C: make, in this folder.

#include <stdio.h>
#include <stdlib.h>

#include "tessera.h"

static void check(tessera_status status) {
  if (status == TESSERA_OK) return;
  fprintf(stderr, "error %d: %s\n", status, tessera_last_error());
  exit(status);
}

/// Every update is told; true: go on.
static bool tell(void *context, int64_t iteration, double inertia) {
  (void)context;
  fprintf(stderr, "update %lld: inertia %.4f\n", (long long)iteration, inertia);
  return true;
}

int main(int count, char **arguments) {
  // 150 rows of four numbers, with a heading.
  const char *path = count > 1 ? arguments[1] : "../Data/iris.csv";
  FILE *file = fopen(path, "r");
  if (!file) return perror(path), TESSERA_NO_INPUT;
  double rows[150][4];
  int32_t labels[150];
  char heading[256];
  if (!fgets(heading, sizeof heading, file)) return TESSERA_DATA;
  for (int row = 0; row < 150; row++)
    if (fscanf(file, "%lf,%lf,%lf,%lf", &rows[row][0], &rows[row][1], &rows[row][2], &rows[row][3]) != 4)
      return TESSERA_DATA;
  fclose(file);
  const tessera_matrix points = {.elements = rows, .rows = 150, .columns = 4, .type = TESSERA_FLOAT64};

  tessera_kmeans *kmeans;
  tessera_model *model;
  check(tessera_kmeans_create(3, &kmeans));
  check(tessera_kmeans_set_integer(kmeans, "seed", 7));
  check(tessera_kmeans_set_progress(kmeans, tell, NULL));
  check(tessera_kmeans_fit(kmeans, &points, NULL, &model));

  int64_t sizes[3];
  check(tessera_model_copy_counts(model, sizes));
  printf("tessera %s (%s)\n", tessera_version(), tessera_instruction_set());
  printf("inertia %.8f after %lld updates: %s\n", tessera_model_inertia(model),
         (long long)tessera_model_iterations(model), tessera_model_stop_reason(model));
  printf("sizes %lld %lld %lld\n", (long long)sizes[0], (long long)sizes[1], (long long)sizes[2]);

  double inertia;
  check(tessera_model_assign(model, &points, labels, NULL, &inertia));
  printf("assigned anew: inertia %.8f\n", inertia);

  // Two codes of four bits for each row, one byte.
  tessera_codebook *codebook;
  uint8_t codes[150];
  double approximations[150][4], error = 0;
  tessera_kmeans *coding;
  check(tessera_kmeans_create(16, &coding));
  check(tessera_codebook_train_product(&points, 2, true, coding, NULL, &codebook));
  check(tessera_codebook_encode(codebook, &points, 0, codes));
  check(tessera_codebook_decode(codebook, codes, 150, &approximations[0][0]));
  for (int row = 0; row < 150; row++)
    for (int column = 0; column < 4; column++) {
      const double difference = rows[row][column] - approximations[row][column];
      error += difference * difference;
    }
  printf("%lld byte per row: mean squared error %.5f\n", (long long)tessera_codebook_code_size(codebook), error / 150);

  // What was wrong is said.
  if (tessera_kmeans_set_word(coding, "solver", "magic") != TESSERA_OK) printf("%s\n", tessera_last_error());

  tessera_codebook_free(codebook);
  tessera_model_free(model);
  tessera_kmeans_free(coding);
  tessera_kmeans_free(kmeans);
  return 0;
}
