internal import TesseraKernels

/// What one chunk's assignment leaves behind.
struct AssignedPart {
  /// How many rows changed their label.
  var moved = 0
  var certified = 0
  var touched = 0
  /// Rows whose own distance was computed, and those of them that it saved from being looked at.
  var tightened = 0
  var saved = 0
  var work = NarrowWork()
}
