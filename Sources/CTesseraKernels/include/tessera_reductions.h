/// Loops that reduce, scan and scatter: one table per instruction set, all with the same results but for what the C library
/// computes. Sums and products are taken in Double and rounded once.
///
/// Nothing allocates or keeps state, and nothing overlaps: outputs and scratch are apart from each other and from inputs.
#ifndef TESSERA_REDUCTIONS_H
#define TESSERA_REDUCTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What is added up.
typedef enum tessera_terms {
  tessera_plain,
  /// Products, but 0 wherever the left is 0; each is rounded to the type of the elements.
  tessera_scaled,
  /// Squares, exact for Floats.
  tessera_squares,
} tessera_terms;

/// Rows of terms and where their sums go, in elements; column steps are 1, or 0 where one element meets a row. Sums
/// whose row and column step are 0 take everything.
typedef struct tessera_sums {
  size_t rows, columns;
  ptrdiff_t left_row, left_step, right_row, right_step, out_row, out_step;
} tessera_sums;

/// [outer, extent, inner]: scans and products run along the middle.
typedef struct tessera_axis {
  size_t outer, extent, inner;
} tessera_axis;

/// Where the elements [outer, count, inner] meet along the middle of targets [outer, extent, inner].
typedef struct tessera_places {
  tessera_axis targets;
  size_t count;
  /// One per element, or one per slice of `inner` elements, the same in all outer blocks.
  const ptrdiff_t *_Nonnull indices;
  bool are_slices;
  /// Of slices: their numbers, those of one target side by side and in order; and how many meet at each target.
  const ptrdiff_t *_Nullable order;
  const ptrdiff_t *_Nullable sizes;
} tessera_places;

/// Sums of so many columns at once; a slice of at least so many elements is added as one.
#define TESSERA_SUM_TILE 256
#define TESSERA_LEAST_SLICE 16

/// So many columns, or so many rows, are scanned side by side.
#define TESSERA_SCAN_COLUMNS 32
#define TESSERA_SCAN_ROWS 4

/// The loops for one type of element.
#define TESSERA_REDUCTIONS(NAME, T)                                                                                  \
  typedef struct NAME {                                                                                              \
    /* Complete sums are written to `rounded`; with `wide`, parts of sums are added to what is there. */             \
    void (*_Nonnull add_up)(tessera_terms, const T *_Nonnull left, const T *_Nonnull right, T *_Nullable rounded,    \
                            double *_Nullable wide, const tessera_sums *_Nonnull sums);                              \
    /* sums += x. */                                                                                                 \
    void (*_Nonnull accumulate)(const T *_Nonnull x, T *_Nonnull sums, size_t count);                                \
    /* [k, d]: the sums over i of weights[i, j] (to[j] - from[i]). Scratch: k * d. */                                \
    void (*_Nonnull weighted_differences)(const T *_Nonnull weights, const T *_Nonnull from, const T *_Nonnull to,   \
                                          T *_Nonnull out, size_t n, size_t k, size_t d, double *_Nonnull scratch);  \
    /* Base (none: zeros) with each element added at its place. Scratch: extent * min(inner, columns). */            \
    void (*_Nonnull put)(const T *_Nonnull x, const T *_Nullable base, T *_Nonnull out,                              \
                         const tessera_places *_Nonnull places, double *_Nonnull scratch, size_t columns);           \
    /* `out` becomes the lesser or greater of itself and what meets there; NaN wins, the last of equals stays. */    \
    void (*_Nonnull put_extremes)(bool greatest, const T *_Nonnull x, T *_Nonnull out,                               \
                                  const tessera_places *_Nonnull places);                                            \
    /* Adds to counts how many of the elements equal the value at their place. */                                    \
    void (*_Nonnull count_equals)(const T *_Nonnull x, const T *_Nonnull values, int32_t *_Nonnull counts,           \
                                  const tessera_places *_Nonnull places);                                            \
    /* 1 / count where an element equals the value at its place, else 0; NaN where that is NaN. */                   \
    void (*_Nonnull equal_shares)(const T *_Nonnull x, const T *_Nonnull values, const int32_t *_Nonnull counts,     \
                                  T *_Nonnull out, const tessera_places *_Nonnull places);                           \
    /* Multiplies the products by what meets there. */                                                               \
    void (*_Nonnull put_products)(const T *_Nonnull x, double *_Nonnull products,                                    \
                                  const tessera_places *_Nonnull places);                                            \
    /* The product of all else that meets at each element's place. `products` starts as the factor that is there     \
       before; `rest`, ones, becomes the product of all elements. Scratch: one per element. */                       \
    void (*_Nonnull put_product_slopes)(const T *_Nonnull x, T *_Nonnull out, double *_Nonnull products,             \
                                        double *_Nonnull rest, const tessera_places *_Nonnull places,                \
                                        double *_Nonnull scratch);                                                   \
    /* The products along the middle. */                                                                             \
    void (*_Nonnull products)(const T *_Nonnull x, T *_Nonnull out, tessera_axis);                                   \
    /* The cotangents y of the products times the products of all other elements. Scratch for this and for what      \
       follows: extent * max(TESSERA_SCAN_ROWS, min(inner, TESSERA_SCAN_COLUMNS)), twice that for logarithms. */     \
    void (*_Nonnull products_pullback)(const T *_Nonnull y, const T *_Nonnull x, T *_Nonnull out, tessera_axis,      \
                                       double *_Nonnull scratch);                                                    \
    /* The products of all elements up to each. */                                                                   \
    void (*_Nonnull cumulative_products)(const T *_Nonnull x, T *_Nonnull out, tessera_axis);                        \
    void (*_Nonnull cumulative_products_pullback)(const T *_Nonnull y, const T *_Nonnull x, T *_Nonnull out,         \
                                                  tessera_axis, double *_Nonnull scratch);                           \
    /* The logarithms of the sums of e^x of all elements up to each. */                                              \
    void (*_Nonnull cumulative_log_sums)(const T *_Nonnull x, T *_Nonnull out, tessera_axis);                        \
    void (*_Nonnull cumulative_log_sums_pullback)(const T *_Nonnull y, const T *_Nonnull x, T *_Nonnull out,         \
                                                  tessera_axis, double *_Nonnull scratch);                           \
    /* The extremes of all elements up to each, and where they are: the latest of equals, the latest NaN. */         \
    void (*_Nonnull records)(bool greatest, const T *_Nonnull x, T *_Nonnull out, ptrdiff_t *_Nonnull positions,     \
                             tessera_axis);                                                                          \
  } NAME;

TESSERA_REDUCTIONS(tessera_reductions_f32, float)
TESSERA_REDUCTIONS(tessera_reductions_f64, double)

#endif
