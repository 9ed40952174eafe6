/// Tessera for C: k-means, mixtures, codebooks, and the optimum on a line, exact and with the same bits for every number of threads.
///
/// Link with libtessera-c (`swift build -c release --product tessera-c`).
///
/// - Functions that can fail return a status, `TESSERA_OK` (0) for success; ``tessera_last_error`` says in words what was wrong with the last
///   call of the same thread that failed, where, and what to do. Nothing that is passed in, short of a pointer to no memory, ends the process.
/// - Objects are opaque. Who made one frees it; freeing NULL does nothing. Objects that are only read may be shared by threads; one whose
///   options are being set may not.
/// - Memory that is passed in is read during the call only, without a copy where elements are float or double and rows lie one after the
///   other or a constant number of elements apart. Arrays that are written to belong to the caller.
/// - Functions and constants are only ever added: ``tessera_interface_version`` counts the additions.
#ifndef TESSERA_H
#define TESSERA_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#define TESSERA_NULLABLE _Nullable
#define TESSERA_NONNULL _Nonnull
#else
#define TESSERA_NULLABLE
#define TESSERA_NONNULL
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// How a call ended; numbers are those of sysexits.h, which the command returns, too.
typedef int32_t tessera_status;
enum {
  TESSERA_OK = 0,
  /// An argument, or a combination of options, makes no sense.
  TESSERA_USAGE = 64,
  /// The data cannot be used: not finite, of other columns, too few distinct rows.
  TESSERA_DATA = 65,
  /// A file is not there.
  TESSERA_NO_INPUT = 66,
  /// This machine does not have what was asked for.
  TESSERA_UNAVAILABLE = 69,
  /// There is too little memory.
  TESSERA_MEMORY = 71,
  /// A file cannot be made.
  TESSERA_CANNOT_CREATE = 73,
  /// A file cannot be read or written.
  TESSERA_INPUT_OUTPUT = 74,
  /// A callback asked to stop before there was a result.
  TESSERA_INTERRUPTED = 75,
};

/// What the elements of a matrix are.
typedef int32_t tessera_type;
enum { TESSERA_FLOAT32 = 0, TESSERA_FLOAT64 = 1 };

/// Rows in the caller's memory.
typedef struct tessera_matrix {
  /// Of `type`, aligned for it.
  const void *TESSERA_NULLABLE elements;
  int64_t rows, columns;
  /// Elements from the beginning of a row to that of the next; 0: `columns`.
  int64_t row_stride;
  tessera_type type;
} tessera_matrix;

/// Options of k-means, a fitted model, codebooks, a mixture of normal distributions.
typedef struct tessera_kmeans tessera_kmeans;
typedef struct tessera_model tessera_model;
typedef struct tessera_codebook tessera_codebook;
typedef struct tessera_mixture tessera_mixture;

// The library

/// The version, as "0.1.0".
const char *tessera_version(void);
/// Of this header and the functions in it; goes up with every addition.
int32_t tessera_interface_version(void);
/// What was wrong with this thread's last call that failed, in English; "" before there was one. Valid until the next that fails.
const char *tessera_last_error(void);
/// The kernels of this machine: "scalar", "avx2", "avx512", "neon". Results do not depend on them.
const char *tessera_instruction_set(void);

// Options of k-means

/// k-means with so many clusters, at least 1, and the usual options.
tessera_status tessera_kmeans_create(int64_t clusters, tessera_kmeans *TESSERA_NULLABLE *TESSERA_NONNULL result);
void tessera_kmeans_free(tessera_kmeans *TESSERA_NULLABLE kmeans);
/// Whole numbers: "seed" (0), "restarts" (1), "max_iterations" (300), "threads" (0: one per processor); of all clusters "min_size" and
/// "max_size"; "refine", updates after a tree.
tessera_status tessera_kmeans_set_integer(tessera_kmeans *kmeans, const char *name, int64_t value);
/// Numbers: "tolerance" (0), "time_limit" in seconds (0: none), "trim", the share of rows that are left out (0), "relaxation" of Newton's steps (1).
tessera_status tessera_kmeans_set_number(tessera_kmeans *kmeans, const char *name, double value);
/// Words, as the command knows them: "solver" (lloyd, newton, gradient, nested), "initializer" (k-means++, k-means-parallel, afk-mc2,
/// farthest-first, random), "metric" (euclidean, cosine), "missing" (refused, leftOut), "method" (flat, hierarchical, bisecting), "quality"
/// (fast, balanced, best), "centroid" (mean, median, medoid), "sizes" (any, equal), "instruction_set" (best, or one by name).
tessera_status tessera_kmeans_set_word(tessera_kmeans *kmeans, const char *name, const char *value);
/// Where the centroids start, [clusters, columns], in place of an initializer; copied. NULL: the initializer again.
tessera_status tessera_kmeans_set_start(tessera_kmeans *kmeans, const tessera_matrix *TESSERA_NULLABLE start);

/// Hears of the start and of every update (of each restart anew), the inertia NaN where it is not known; false asks to stop, with the best
/// that there is so far.
typedef bool (*tessera_progress)(void *TESSERA_NULLABLE context, int64_t iteration, double inertia);
tessera_status tessera_kmeans_set_progress(tessera_kmeans *kmeans, tessera_progress TESSERA_NULLABLE progress,
                                           void *TESSERA_NULLABLE context);

/// Fits k-means to points; `weights`: one per row, or NULL.
tessera_status tessera_kmeans_fit(const tessera_kmeans *kmeans, const tessera_matrix *points,
                                  const double *TESSERA_NULLABLE weights, tessera_model *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// Ends what runs by these options now, as a callback's no would, within a fraction of a second: from any thread. What begins later is not
/// ended. Since version 2 of the interface.
void tessera_kmeans_cancel(tessera_kmeans *kmeans);

// Models

/// A model of given centroids, to assign rows to; copied.
tessera_status tessera_model_create(const tessera_matrix *centroids, tessera_model *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// The same with the metric, the kind of centroids and the way with missing values of these options, and one centroid per cluster (of cosine, of
/// length 1). Since version 2.
tessera_status tessera_model_create_like(const tessera_kmeans *kmeans, const tessera_matrix *centroids,
                                         tessera_model *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// A model file of any format that the command reads.
tessera_status tessera_model_read(const char *path, tessera_model *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// Written as safetensors, whole or not at all.
tessera_status tessera_model_write(const tessera_model *model, const char *path);
void tessera_model_free(tessera_model *TESSERA_NULLABLE model);
int64_t tessera_model_clusters(const tessera_model *model);
int64_t tessera_model_dimensions(const tessera_model *model);
/// Rows that it was fitted to; 0 for models that were not fitted here.
int64_t tessera_model_rows(const tessera_model *model);
/// Updates of the run that won; 0 for models that were not fitted here.
int64_t tessera_model_iterations(const tessera_model *model);
/// The weighted sum of squared distances; NaN for models that were not fitted here.
double tessera_model_inertia(const tessera_model *model);
/// Why the fit ended: "fixedPoint", "tolerance", "maxIterations", "interrupted"; "" for models that were not fitted here.
const char *tessera_model_stop_reason(const tessera_model *model);
/// Whether the fit ended at a minimum of the frozen loss.
bool tessera_model_is_local_minimum(const tessera_model *model);
/// To [clusters, dimensions], in units of the data.
tessera_status tessera_model_copy_centroids(const tessera_model *model, double *centroids);
/// To one number per fitted row.
tessera_status tessera_model_copy_labels(const tessera_model *model, int32_t *labels);
/// To one number per cluster: how many fitted rows it has.
tessera_status tessera_model_copy_counts(const tessera_model *model, int64_t *counts);
/// The nearest centroid of each row, ties to the lowest; where they are wanted, the distances (not squared), and the sum of their squares.
tessera_status tessera_model_assign(const tessera_model *model, const tessera_matrix *points, int32_t *labels,
                                    double *TESSERA_NULLABLE distances, double *TESSERA_NULLABLE inertia);

/// To [rows, clusters]: the Euclidean distance of each row to every centroid; `threads`: 0 for one per processor. Since version 2.
tessera_status tessera_model_distances(const tessera_model *model, const tessera_matrix *points, int64_t threads,
                                       double *distances);

// Mixtures of normal distributions (since version 2)

/// Fits a mixture of as many components as `kmeans` has clusters, with its "seed", "restarts", "max_iterations" (10000), "tolerance" (1e-6),
/// "threads", "instruction_set", start (of the means) and callback, which hears mean log-likelihoods; other options are refused.
/// `covariance`: full, tied, diagonal or spherical; `regularization` is added to every variance. `weights`: one per row, or NULL.
tessera_status tessera_mixture_fit(const tessera_kmeans *kmeans, const char *covariance, double regularization,
                                   const tessera_matrix *points, const double *TESSERA_NULLABLE weights,
                                   tessera_mixture *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// A mixture by its parameters, to assign rows to: shares [components], means [components, dimensions], covariances as
/// ``tessera_mixture_copy`` gives them; copied.
tessera_status tessera_mixture_create(const char *covariance, const tessera_matrix *means, const double *shares,
                                      const double *covariances,
                                      tessera_mixture *TESSERA_NULLABLE *TESSERA_NONNULL result);
void tessera_mixture_free(tessera_mixture *TESSERA_NULLABLE mixture);
/// The mean over the fitted rows of the logarithm of the density; 0 for mixtures that were not fitted here.
double tessera_mixture_log_likelihood(const tessera_mixture *mixture);
/// Updates of the run that won.
int64_t tessera_mixture_iterations(const tessera_mixture *mixture);
/// Why the fit ended: "tolerance", "fixedPoint", "maxIterations", "interrupted".
const char *tessera_mixture_stop_reason(const tessera_mixture *mixture);
/// Those that are wanted: shares [components], means [components, dimensions], covariances (full [components, dimensions, dimensions],
/// tied [dimensions, dimensions], diagonal [components, dimensions], spherical [components]).
tessera_status tessera_mixture_copy(const tessera_mixture *mixture, double *TESSERA_NULLABLE shares,
                                    double *TESSERA_NULLABLE means, double *TESSERA_NULLABLE covariances);
/// Those that are wanted: the most probable component of each row, the logarithm of the density there, and the shares of the components
/// in it, [rows, components].
tessera_status tessera_mixture_assign(const tessera_mixture *mixture, const tessera_matrix *points,
                                      int32_t *TESSERA_NULLABLE labels, double *TESSERA_NULLABLE densities,
                                      double *TESSERA_NULLABLE responsibilities);

// The optimum on a line

/// The best possible clusters of sorted values, proved. `centroids` has room for `clusters` numbers, `boundaries` for one more: cluster j is
/// boundaries[j] ..< boundaries[j + 1]. `found` is how many there are: fewer than asked for where there are fewer distinct values.
tessera_status tessera_segment(const double *values, const double *TESSERA_NULLABLE weights, int64_t count, int64_t clusters,
                               double *centroids, int64_t *boundaries, double *inertia, int64_t *found);

// Codebooks

/// Product codes: `parts` of neighbouring columns, a codebook each of as many codes as `kmeans` has clusters; `rotate`: columns are rotated before
/// for the least error. `weights`: one per row, or NULL.
tessera_status tessera_codebook_train_product(const tessera_matrix *points, int64_t parts, bool rotate,
                                              const tessera_kmeans *kmeans, const double *TESSERA_NULLABLE weights,
                                              tessera_codebook *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// Residual codes: `levels`, each for what those before left over; `beam`: sequences that encoding keeps, 1 to 64 (0: 5).
tessera_status tessera_codebook_train_residual(const tessera_matrix *points, int64_t levels, int64_t beam,
                                               const tessera_kmeans *kmeans, const double *TESSERA_NULLABLE weights,
                                               tessera_codebook *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// An even grid per column, of 1 to 8 bits.
tessera_status tessera_codebook_train_scalar(const tessera_matrix *points, int32_t bits,
                                             tessera_codebook *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// A random rotation and the best levels for any data, of 1 to 8 bits per element: nothing is trained.
tessera_status tessera_codebook_create_random_rotation(int64_t dimensions, int32_t bits, uint64_t seed,
                                                       tessera_codebook *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// A file of `tessera codebook train`, or an index of faiss.
tessera_status tessera_codebook_read(const char *path, tessera_codebook *TESSERA_NULLABLE *TESSERA_NONNULL result);
/// Written as safetensors, whole or not at all.
tessera_status tessera_codebook_write(const tessera_codebook *codebook, const char *path);
void tessera_codebook_free(tessera_codebook *TESSERA_NULLABLE codebook);
int64_t tessera_codebook_dimensions(const tessera_codebook *codebook);
/// Bytes of a row's codes.
int64_t tessera_codebook_code_size(const tessera_codebook *codebook);
/// To [rows, code_size] bytes, packed as faiss packs them; `threads`: 0 for one per processor.
tessera_status tessera_codebook_encode(const tessera_codebook *codebook, const tessera_matrix *points, int64_t threads,
                                       uint8_t *codes);
/// From [rows, code_size] bytes to [rows, dimensions].
tessera_status tessera_codebook_decode(const tessera_codebook *codebook, const uint8_t *codes, int64_t rows,
                                       double *vectors);

#ifdef __cplusplus
}
#endif
#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
#endif
