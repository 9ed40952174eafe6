internal import Matrices

/// Elements of a matrix whose number of rows is not known yet.
struct GrowingElements: ~Copyable {
  private var buffer: UnsafeMutableBufferPointer<Double>
  private(set) var count = 0

  init(capacity: Int) {
    buffer = .allocate(capacity: max(capacity, 1))
  }

  deinit { buffer.deallocate() }

  /// Room for one more row behind the others; the row counts only after `commit`.
  @inline(__always)
  mutating func nextRow(columns: Int) -> UnsafeMutableBufferPointer<Double> {
    if buffer.count - count < columns { grow(columns: columns) }
    return UnsafeMutableBufferPointer(rebasing: buffer[count..<(count + columns)])
  }

  mutating func commit(columns: Int) { count += columns }

  /// The matrix of all rows, which takes the memory over.
  consuming func matrix(rows: Int, columns: Int) -> Matrix<Double> {
    nonisolated(unsafe) let elements = buffer
    let used = UnsafeBufferPointer(rebasing: buffer[..<(rows * columns)])
    discard self
    return Matrix(rows: rows, columns: columns, borrowing: used) { elements.deallocate() }
  }

  private mutating func grow(columns: Int) {
    let larger = UnsafeMutableBufferPointer<Double>.allocate(capacity: max(buffer.count * 3 / 2, count + columns))
    _ = larger.moveInitialize(fromContentsOf: buffer[..<count])
    buffer.deallocate()
    buffer = larger
  }
}
