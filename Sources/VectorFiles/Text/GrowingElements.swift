internal import Matrices

/// Elements of a matrix whose number of rows is not known yet.
struct GrowingElements: ~Copyable {
  private var buffer: UnsafeMutableBufferPointer<Double>
  private(set) var count = 0

  init(capacity: Int) {
    // Where so much is refused, less may do.
    buffer = FallibleMemory.allocate(max(capacity, 1), of: Double.self) ?? .init(start: nil, count: 0)
  }

  deinit { FallibleMemory.free(buffer) }

  /// Room for one more row behind the others; the row counts only after `commit`. nil where the system refuses memory.
  @inline(__always)
  mutating func nextRow(columns: Int) -> UnsafeMutableBufferPointer<Double>? {
    if buffer.count - count < columns, !grow(columns: columns) { return nil }
    return UnsafeMutableBufferPointer(rebasing: buffer[count..<(count + columns)])
  }

  mutating func commit(columns: Int) { count += columns }

  subscript(index: Int) -> Double { buffer[index] }

  /// The elements that count.
  func withUnsafeElements<Result>(_ body: (UnsafeMutableBufferPointer<Double>) -> Result) -> Result {
    body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
  }

  /// Only so many elements count from now on.
  mutating func shorten(to count: Int) { self.count = count }

  /// The matrix of all rows, which takes the memory over.
  consuming func matrix(rows: Int, columns: Int) -> Matrix<Double> {
    nonisolated(unsafe) let elements = buffer
    let used = UnsafeBufferPointer(rebasing: buffer[..<(rows * columns)])
    discard self
    return Matrix(rows: rows, columns: columns, borrowing: used) { FallibleMemory.free(elements) }
  }

  private mutating func grow(columns: Int) -> Bool {
    let capacity = max(buffer.count * 3 / 2, count + columns)
    guard let larger = FallibleMemory.allocate(capacity, of: Double.self) else { return false }
    _ = larger.moveInitialize(fromContentsOf: buffer[..<count])
    FallibleMemory.free(buffer)
    buffer = larger
    return true
  }
}
