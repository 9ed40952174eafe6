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
/// Some columns or rows of a matrix, and several matrices one below the other, are matrices too, without a copy:
/// ``subscript(columns:)``, ``subscript(rows:)``, ``init(joining:)``.
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
    guard storage.isContiguous else { return withRows { $0[row, column] } }
    return storage.elements[row * columns + column]
  }

  /// The elements of one row (a copy).
  @inlinable public func row(_ row: Int) -> [Scalar] {
    require(row >= 0 && row < rows, "row out of range")
    return withRows { view in view.withRow(row) { Array(UnsafeBufferPointer(start: $0, count: columns)) } }
  }

  /// Whether all elements lie row by row without gaps.
  @inlinable public var isContiguous: Bool { storage.isContiguous }

  /// Calls `body` with all elements, row by row; the pointer is valid during the call only.
  ///
  /// - Complexity: O(1) beside `body`. Of a matrix that is not contiguous (``isContiguous``), the elements are copied at the first
  ///   call, and the copy is kept as long as the matrix.
  @inlinable public func withUnsafeElements<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard storage.isContiguous else {
      let copy = storage.contiguous(rows: rows, columns: columns)
      return try withExtendedLifetime(copy) { () throws(Failure) in try body(copy.elements) }
    }
    return try withExtendedLifetime(storage) { () throws(Failure) in try body(storage.elements) }
  }

  /// Calls `body` with where the rows lie; nothing is copied. The view is valid during the call only.
  @inlinable package func withRows<Result, Failure: Error>(
    _ body: (RowView<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(storage) { () throws(Failure) in try body(rowView) }
  }

  /// Valid as long as the storage.
  @inlinable var rowView: RowView<Scalar> { storage.view(rows: rows, columns: columns) }

  /// Calls `body` with all elements, row by row, to be changed in place; the pointer is valid during the call only.
  ///
  /// - Complexity: O(1) beside `body` for a matrix that shares its memory with no other; else the elements are copied first.
  @inlinable public mutating func withUnsafeMutableElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if !isKnownUniquelyReferenced(&storage) || !storage.isOwned {
      self = withUnsafeElements { Matrix(rows: rows, columns: columns, elements: $0) }
    }
    return try withExtendedLifetime(storage) { () throws(Failure) in
      try body(UnsafeMutableBufferPointer(mutating: storage.elements))
    }
  }
}
