public import Refusals

/// A dense, row-major matrix, and a value: one row per point, one column per dimension.
///
/// The elements live in memory that the matrix owns, or in memory that somebody else keeps alive for it (a
/// memory-mapped file), so that a large file is never copied just to be read. Copies of a matrix share the memory.
///
/// ```swift
/// let points = Matrix<Float>(rows: 2, columns: 3, elements: [0, 1, 2, 3, 4, 5])
/// points[1, 0]          // 3
/// points.row(0)         // [0, 1, 2]
/// ```
///
/// - Complexity: copying is O(1); memory is `rows * columns` elements.
public struct Matrix<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>: Sendable {
  /// The number of rows (points).
  public let rows: Int
  /// The number of columns (dimensions).
  public let columns: Int

  @usableFromInline var storage: MatrixStorage<Scalar>

  @usableFromInline init(rows: Int, columns: Int, storage: MatrixStorage<Scalar>) {
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// The number of elements, `rows * columns`.
  @inlinable public var count: Int { rows * columns }

  /// The element at `row`, `column`, both counted from 0.
  @inlinable public subscript(row: Int, column: Int) -> Scalar {
    require(row >= 0 && row < rows && column >= 0 && column < columns, "index out of range")
    return storage.elements[row * columns + column]
  }

  /// The elements of one row (a copy).
  @inlinable public func row(_ row: Int) -> [Scalar] {
    require(row >= 0 && row < rows, "row out of range")
    return Array(storage.elements[(row * columns)..<((row + 1) * columns)])
  }

  /// Calls `body` with all elements, row by row; the pointer is valid during the call only.
  @inlinable public func withUnsafeElements<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(storage) { () throws(Failure) in try body(storage.elements) }
  }

  /// Calls `body` with all elements, row by row, to be changed in place; the pointer is valid during the call only.
  ///
  /// - Complexity: O(1) beside `body` for a matrix that shares its memory with no other; else the elements are copied first.
  @inlinable public mutating func withUnsafeMutableElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if !isKnownUniquelyReferenced(&storage) || !storage.isOwned {
      self = Matrix(rows: rows, columns: columns, elements: storage.elements)
    }
    return try withExtendedLifetime(storage) { () throws(Failure) in
      try body(UnsafeMutableBufferPointer(mutating: storage.elements))
    }
  }
}
