internal import TesseraKernels

/// What one chunk's assignment leaves behind.
struct AssignedPart {
  var moves: [RowMove] = []
  var certified = 0
  var touched = 0
  var work = NarrowWork()
}
