/// The 8-bit copy of the rows that k-means++ filters candidates with.
///
/// A row y = x - shift is kept as scale * q + e with whole numbers q in -127 ... 127 and |e| at most `error`. Sixteen rows make
/// a panel, [groups][16 rows][4 dimensions] of bytes q + 128, groups = ceil(d / 4); missing dimensions hold 128.
#ifndef TESSERA_SEEDING_H
#define TESSERA_SEEDING_H

#include <stddef.h>
#include <stdint.h>

/// Rows per panel.
#define TESSERA_SEEDING_PANEL 16
/// The most candidates of one call.
#define TESSERA_SEEDING_CANDIDATES 32

/// Panels of rows; the arrays have one entry per row, whole panels.
typedef struct tessera_seeding_rows {
  const uint8_t *_Nonnull panels;
  const float *_Nonnull scale;
  const float *_Nonnull error;
  /// At least |y|.
  const float *_Nonnull norm;
  /// What `reach` below must exceed for a row to be of interest; +infinity: never.
  const float *_Nonnull limit;
} tessera_seeding_rows;

/// Candidates, in numbers chosen by the caller.
typedef struct tessera_seeding_candidates {
  /// [count][4 * groups] of -127 ... 127.
  const int8_t *_Nonnull values;
  /// -128 times the sum of a candidate's values.
  const int32_t *_Nonnull bias;
  const float *_Nonnull scale;
  const float *_Nonnull error_factor;
  const float *_Nonnull norm_factor;
  const float *_Nonnull offset;
  size_t count;
} tessera_seeding_candidates;

#endif
