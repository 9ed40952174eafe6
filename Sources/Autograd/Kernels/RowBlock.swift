/// Rows of elements in two operands and a target, regular enough for one call of a kernel.
struct RowBlock: Sendable {
  /// Where the rows of one of the three lie.
  struct Place: Sendable {
    /// Of the first element.
    var offset = 0
    /// From one row to the next.
    var rowStep = 0
    /// From one column to the next: 1, or 0 where one element meets many.
    var step = 0

    /// Of a row's first element.
    subscript(row: Int) -> Int { offset + row * rowStep }
  }

  var rows = 1
  var columns = 1
  var left = Place()
  var right = Place()
  var target = Place()
}
