public import Refusals

extension Matrix {
  /// A matrix whose elements `initialize` writes, in place: no second copy in memory.
  ///
  /// - Parameter initialize: receives `rows * columns` elements, all zero, row by row.
  @inlinable public init<Failure: Error>(
    rows: Int, columns: Int,
    initializingWith initialize: (UnsafeMutableBufferPointer<Scalar>) throws(Failure) -> Void
  ) throws(Failure) {
    let elements = UnsafeMutableBufferPointer<Scalar>.allocatingPiece(Self.count(rows, columns))
    elements.initialize(repeating: 0)
    do {
      try initialize(elements)
    } catch {
      elements.deallocatePiece()
      throw error
    }
    nonisolated(unsafe) let owned = elements
    self.init(
      rows: rows, columns: columns,
      storage: MatrixStorage(elements: UnsafeBufferPointer(elements), isOwned: true) { owned.deallocatePiece() })
  }

  /// A matrix of the given elements, row by row.
  ///
  /// - Precondition: `elements.count == rows * columns`.
  @inlinable public init(rows: Int, columns: Int, elements: some Collection<Scalar>) {
    require(elements.count == Self.count(rows, columns), "a matrix needs rows * columns elements")
    self.init(rows: rows, columns: columns) { buffer in _ = buffer.update(fromContentsOf: elements) }
  }

  /// A matrix of the given rows.
  ///
  /// ```swift
  /// let points = Matrix([[0, 1], [2, 3], [4, 5]] as [[Float]])   // 3 x 2
  /// ```
  ///
  /// - Precondition: all rows are equally long.
  @inlinable public init(_ rows: [[Scalar]]) {
    let columns = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() {
      require(row.count == columns, "row \(index) has \(row.count) elements, and row 0 has \(columns)")
    }
    self.init(rows: rows.count, columns: columns) { buffer in
      for (index, row) in rows.enumerated() { _ = buffer[(index * columns)...].update(fromContentsOf: row) }
    }
  }

  /// A matrix over memory that somebody else owns, without a copy.
  ///
  /// - Parameters:
  ///   - elements: `rows * columns` elements, row by row; they must not change while the matrix or a copy lives.
  ///   - release: called once, when the last copy of the matrix is gone.
  @inlinable public init(
    rows: Int, columns: Int, borrowing elements: UnsafeBufferPointer<Scalar>,
    release: @escaping @Sendable () -> Void
  ) {
    require(elements.count == Self.count(rows, columns), "a matrix needs rows * columns elements")
    self.init(
      rows: rows, columns: columns, storage: MatrixStorage(elements: elements, isOwned: false, release: release))
  }
}

extension Matrix {
  /// The number of elements; refuses negative extents and more than can be counted.
  @usableFromInline static func count(_ rows: Int, _ columns: Int) -> Int {
    require(rows >= 0 && columns >= 0, "a matrix has no negative extent: \(rows) rows and \(columns) columns")
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    require(
      !overflows && count <= Int.max / 16, "\(rows) rows and \(columns) columns are more elements than fit any memory")
    return count
  }
}

extension Matrix: ExpressibleByArrayLiteral {
  /// A matrix of literal rows, all equally long: `[[0, 1], [2, 3]]`.
  @inlinable public init(arrayLiteral rows: [Scalar]...) { self.init(rows) }
}
