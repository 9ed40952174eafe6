internal import Matrices
internal import TesseraKernels

/// Elements of a matrix whose number of rows is not known yet.
package struct GrowingElements<Scalar: FileScalar>: ~Copyable {
  private var buffer: UnsafeMutableBufferPointer<Scalar>
  package private(set) var count = 0

  package init(capacity: Int) {
    // Where so much is refused, less may do.
    // (What is reserved on a disk is not a guess that nobody pays for.)
    buffer = Self.memory(max(PieceSource.isInstalled ? capacity / 8 : capacity, 1)) ?? .init(start: nil, count: 0)
  }

  deinit { FallibleMemory.free(buffer) }

  /// Room for one more row behind the others; the row counts only after `commit`. nil where the system refuses memory.
  @inline(__always)
  mutating func nextRow(columns: Int) -> UnsafeMutableBufferPointer<Scalar>? {
    if buffer.count - count < columns, !grow(columns: columns) { return nil }
    return UnsafeMutableBufferPointer(rebasing: buffer[count..<(count + columns)])
  }

  /// Room for several rows behind the others, of which `commit` says how many elements count.
  package mutating func nextRows(_ rows: Int, columns: Int) -> UnsafeMutableBufferPointer<Scalar>? {
    let (size, overflows) = rows.multipliedReportingOverflow(by: columns)
    if overflows || buffer.count - count < size, overflows || !grow(columns: size) { return nil }
    return UnsafeMutableBufferPointer(rebasing: buffer[count..<(count + size)])
  }

  package mutating func commit(columns: Int) { count += columns }

  subscript(index: Int) -> Scalar { buffer[index] }

  /// The elements that count.
  func withUnsafeElements<Result>(_ body: (UnsafeMutableBufferPointer<Scalar>) -> Result) -> Result {
    body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
  }

  /// Only so many elements count from now on.
  mutating func shorten(to count: Int) { self.count = count }

  /// The matrix of all rows, which takes the memory over.
  consuming func matrix(rows: Int, columns: Int) -> Matrix<Scalar> {
    nonisolated(unsafe) let elements = buffer
    let used = UnsafeBufferPointer(rebasing: buffer[..<(rows * columns)])
    discard self
    return Matrix(rows: rows, columns: columns, borrowing: used) { FallibleMemory.free(elements) }
  }

  private static func memory(_ capacity: Int) -> UnsafeMutableBufferPointer<Scalar>? {
    guard let memory = FallibleMemory.allocate(capacity, of: Scalar.self) else { return nil }
    if let start = memory.baseAddress {
      LargeMemory.advise(start, byteCount: capacity * MemoryLayout<Scalar>.stride)
    }
    return memory
  }

  private mutating func grow(columns: Int) -> Bool {
    let capacity = max(buffer.count * 3 / 2, count + columns)
    guard let larger = Self.memory(capacity) else { return false }
    _ = larger.moveInitialize(fromContentsOf: buffer[..<count])
    FallibleMemory.free(buffer)
    buffer = larger
    return true
  }
}
