/// Loops over the elements of tensors: one table per instruction set, all with the same results but for what the C library
/// computes.
///
/// Nothing allocates or keeps state, and outputs overlap no inputs; inputs may be the same. To add in place there is
/// `accumulate` in tessera_reductions.h.
#ifndef TESSERA_ELEMENTS_H
#define TESSERA_ELEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tessera_reductions.h"

/// Functions of one element.
typedef enum tessera_function {
  tessera_negate,
  tessera_square,
  tessera_square_root,
  tessera_exp,
  tessera_expm1,
  tessera_log,
  tessera_log1p,
  tessera_sin,
  tessera_cos,
  tessera_tanh,
  tessera_erf,
  tessera_sigmoid,
  tessera_magnitude,
  tessera_rectify,
  tessera_round,
  tessera_floor,
  tessera_ceil,
  tessera_truncate,
  tessera_sign,
  tessera_silu,
  tessera_gelu,
  /// By its usual approximation.
  tessera_gelu_tanh,
  /// log(1 + e^x).
  tessera_softplus,
  tessera_reciprocal,
  tessera_reciprocal_square_root,
  /// 1 - x^2, and so are its slopes: those of tanh where its value is x.
  tessera_tanh_by_value,
} tessera_function;

/// Functions of two elements.
typedef enum tessera_pair_function {
  tessera_add,
  tessera_subtract,
  tessera_multiply,
  tessera_divide,
  /// The product, but 0 where the first is 0.
  tessera_scale,
  tessera_power,
  tessera_arctangent,
  tessera_greater,
  tessera_lesser,
  tessera_floor_quotient,
  tessera_truncated_quotient,
  tessera_floor_remainder,
  tessera_truncated_remainder,
  /// The slope of the greater, or the lesser, of both in the first: 1, 1/2 on ties, 0; 1 beside NaN.
  tessera_greater_slope,
  tessera_lesser_slope,
  tessera_squared_difference,
} tessera_pair_function;

typedef enum tessera_comparison {
  tessera_less,
  tessera_less_or_equal,
  tessera_greater_than,
  tessera_greater_or_equal,
  tessera_equal,
  tessera_not_equal,
} tessera_comparison;

/// Rows of two operands and a result, in elements; a column step is 1, or 0 where one element meets a row.
typedef struct tessera_rows {
  size_t rows, columns;
  ptrdiff_t left_row, left_step, right_row, right_step, out_row;
} tessera_rows;

/// What Adam's steps share, exact in the type of the elements: the shares of the past that the moments keep, one less beta^t,
/// the rate, and AdamW's share of a parameter that a step takes away.
typedef struct tessera_adam {
  double keep1, keep2, unbias1, unbias2, rate, epsilon, shrinkage;
  /// Slopes count as at most so much.
  double limit;
} tessera_adam;

/// The loops for one type of element.
#define TESSERA_ELEMENTS(NAME, T)                                                                                     \
  typedef struct NAME {                                                                                               \
    void (*_Nonnull map)(tessera_function, const T *_Nonnull x, T *_Nonnull out, size_t count);                       \
    /* Of each element the function's slope. */                                                                       \
    void (*_Nonnull slopes)(tessera_function, const T *_Nonnull x, T *_Nonnull out, size_t count);                    \
    /* Left times the function's slopes at right, but 0 wherever left is 0. */                                        \
    void (*_Nonnull scale_by_slopes)(tessera_function, const T *_Nonnull left, const T *_Nonnull right,               \
                                     T *_Nonnull out, const tessera_rows *_Nonnull rows);                             \
    void (*_Nonnull combine)(tessera_pair_function, const T *_Nonnull left, const T *_Nonnull right,                  \
                             T *_Nonnull out, const tessera_rows *_Nonnull rows);                                     \
    void (*_Nonnull compare)(tessera_comparison, const T *_Nonnull left, const T *_Nonnull right,                     \
                             bool *_Nonnull out, const tessera_rows *_Nonnull rows);                                  \
    /* Of left where the mask holds, else of right. The mask lies as the result. */                                   \
    void (*_Nonnull choose)(const bool *_Nonnull mask, const T *_Nonnull left, const T *_Nonnull right,               \
                            T *_Nonnull out, const tessera_rows *_Nonnull rows);                                      \
    /* Held between bounds; low > high: high. NaN stays, a bound that is NaN makes everything NaN. */                 \
    void (*_Nonnull clamp)(const T *_Nonnull x, T low, T high, T *_Nonnull out, size_t count);                        \
    /* 1 from low through high, else 0. */                                                                            \
    void (*_Nonnull clamp_slopes)(const T *_Nonnull x, T low, T high, T *_Nonnull out, size_t count);                 \
    /* e^(x - shift - more). */                                                                                       \
    void (*_Nonnull exponentials)(const T *_Nonnull x, T shift, T more, T *_Nonnull out, size_t count);               \
    /* From [outer, extent, inner] the least or greatest along the middle; NaN wins. */                               \
    void (*_Nonnull extremes)(bool greatest, const T *_Nonnull x, T *_Nonnull out, size_t outer, size_t extent,       \
                              size_t inner);                                                                          \
    /* Where it is: the first of equals, or the first NaN. */                                                         \
    void (*_Nonnull positions_of_extremes)(bool greatest, const T *_Nonnull x, ptrdiff_t *_Nonnull out,               \
                                           size_t outer, size_t extent, size_t inner);                                \
    /* The sums of all elements up to each (reversed: from each on) along the middle, in Double. */                   \
    void (*_Nonnull cumulative_sums)(const T *_Nonnull x, T *_Nonnull out, size_t outer, size_t extent,               \
                                     size_t inner, bool reversed);                                                    \
    /* Along the middle what each line is shifted by, its greatest element or 0 where that is not finite, and the */  \
    /* logarithm of the sum of e^(x - shift), which is taken in Double. */                                            \
    void (*_Nonnull log_sums)(const T *_Nonnull x, T *_Nonnull shifts, T *_Nonnull sums, size_t outer, size_t extent, \
                              size_t inner);                                                                          \
    /* e^x over the sum of all e^x along the middle, or its logarithm; NaN where all are -infinity or one is */       \
    /* infinite: then, false. */                                                                                      \
    bool (*_Nonnull softmax)(const T *_Nonnull x, T *_Nonnull out, size_t outer, size_t extent, size_t inner,         \
                             bool logarithm);                                                                         \
    /* For lines of a cotangent y and of p = softmax: (y - sum of y p) p; of log p: y - p sum of y. */                \
    void (*_Nonnull softmax_pullback)(const T *_Nonnull cotangent, const T *_Nonnull values, T *_Nonnull out,         \
                                      size_t outer, size_t extent, size_t inner, bool logarithm);                     \
    /* x above 0, else x times the slope; NaN stays. */                                                               \
    void (*_Nonnull leak)(const T *_Nonnull x, T slope, T *_Nonnull out, size_t count);                               \
    /* A cotangent (step 0: the same everywhere) times 1 above 0, else the slope; 0 wherever it is 0. */              \
    void (*_Nonnull leak_pullback)(const T *_Nonnull cotangent, ptrdiff_t cotangent_step, const T *_Nonnull x, T slope,\
                                   T *_Nonnull out, size_t count);                                                    \
    /* A cotangent times the slopes of a quotient, power, angle or squared difference in left or right; steps are 1, or 0 */\
    /* where one element meets all. False, and nothing of use is written, where squares are no normal numbers. */     \
    bool (*_Nonnull scale_by_slopes_of_two)(tessera_pair_function, bool of_right, const T *_Nonnull cotangent,        \
                                            ptrdiff_t cotangent_step, const T *_Nonnull left, ptrdiff_t left_step,    \
                                            const T *_Nonnull right, ptrdiff_t right_step, T *_Nonnull out,           \
                                            size_t count);                                                            \
    /* Adam's step of parameters x, in place. */                                                                      \
    void (*_Nonnull adam)(T *_Nonnull x, const T *_Nonnull slopes, T *_Nonnull velocity, T *_Nonnull squares,         \
                          size_t count, const tessera_adam *_Nonnull constants);                                      \
    /* [n, k]: the sums over d of |x - c|, in Double. */                                                              \
    void (*_Nonnull block_distances)(const T *_Nonnull points, const T *_Nonnull centroids, T *_Nonnull out,          \
                                     size_t n, size_t k, size_t d);                                                   \
    /* [n, d]: the sums over k of weight times the sign of x - c. */                                                  \
    void (*_Nonnull signed_sums)(const T *_Nonnull weights, const T *_Nonnull points, const T *_Nonnull centroids,    \
                                 T *_Nonnull out, size_t n, size_t k, size_t d);                                      \
    /* [n, k]: the sums over d of factor times the sign of x - c. */                                                  \
    void (*_Nonnull signed_products)(const T *_Nonnull factors, const T *_Nonnull points,                             \
                                     const T *_Nonnull centroids, T *_Nonnull out, size_t n, size_t k, size_t d);     \
  } NAME;

TESSERA_ELEMENTS(tessera_elements_f32, float)
TESSERA_ELEMENTS(tessera_elements_f64, double)

typedef struct tessera_element_table {
  const char *_Nonnull name;
  tessera_elements_f32 f32;
  tessera_elements_f64 f64;
  tessera_reductions_f32 reductions_f32;
  tessera_reductions_f64 reductions_f64;
} tessera_element_table;

#define TESSERA_MOST_ELEMENT_TABLES 4

/// Every table that this machine can run, best first; returns their number.
size_t tessera_elements_all(const tessera_element_table *_Nullable tables[_Nonnull TESSERA_MOST_ELEMENT_TABLES]);

/// The best of them.
const tessera_element_table *_Nonnull tessera_elements_best(void);

#endif
