/// Rows that lie equally far apart in memory.
@usableFromInline package struct RowPart<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Which rows of their matrix.
  @usableFromInline package let rows: Range<Int>
  /// Where row 0 would lie if it were one of them: row i begins at `origin + i * stride`.
  @usableFromInline package let origin: UnsafePointer<Scalar>
  /// From one row to the next, in elements.
  @usableFromInline package let stride: Int

  /// - Parameter start: where the first of `rows` begins.
  @inlinable package init(_ rows: Range<Int>, at start: UnsafePointer<Scalar>, stride: Int) {
    (self.rows, origin, self.stride) = (rows, start - rows.lowerBound * stride, stride)
  }

  @inlinable package init(_ rows: Range<Int>, origin: UnsafePointer<Scalar>, stride: Int) {
    (self.rows, self.origin, self.stride) = (rows, origin, stride)
  }

  /// Where a row begins.
  @inlinable package subscript(row: Int) -> UnsafePointer<Scalar> { origin + row * stride }
}

/// Where the rows of a matrix lie, for those who read them as they lie: rows of a part are equally far apart, the elements of a
/// row are side by side. It is valid as long as the matrix is kept alive (``Matrix/withRows(_:)``).
///
/// Kernels take one part at a time. What is computed chunk by chunk asks for the part that holds a chunk
/// (``withPart(holding:_:)-(Range<Int>,_)``): a chunk that lies in several is copied for it, and its numbers are the same.
@usableFromInline package struct RowView<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline package let count: Int
  @usableFromInline package let columns: Int
  /// The first part, and all of them where there are several.
  @usableFromInline let first: RowPart<Scalar>
  @usableFromInline let parts: [RowPart<Scalar>]

  @inlinable package init(count: Int, columns: Int, first: RowPart<Scalar>, parts: [RowPart<Scalar>]) {
    (self.count, self.columns, self.first, self.parts) = (count, columns, first, parts)
  }

  /// All rows, where they are in one part.
  @inlinable package var only: RowPart<Scalar>? { parts.isEmpty ? first : nil }

  /// Where a row begins.
  @inlinable package subscript(row: Int) -> UnsafePointer<Scalar> { part(of: row)[row] }

  /// The part that holds a row.
  ///
  /// - Complexity: O(log parts).
  @inlinable package func part(of row: Int) -> RowPart<Scalar> { parts.isEmpty ? first : search(row) }

  @usableFromInline func search(_ row: Int) -> RowPart<Scalar> {
    var (low, high) = (0, parts.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if row < parts[middle].rows.upperBound { high = middle } else { low = middle + 1 }
    }
    return parts[low]
  }
}

extension RowView {
  /// Calls `body` with a part that holds `rows`; those of several parts are copied first. It is valid during the call only.
  ///
  /// - Complexity: O(1) beside `body`, or O(rows * columns) for rows of several parts.
  @inlinable package func withPart<Result>(
    holding rows: Range<Int>, _ body: (RowPart<Scalar>) -> Result
  ) -> Result {
    if parts.isEmpty || rows.isEmpty { return body(first) }
    let part = search(rows.lowerBound)
    return rows.upperBound <= part.rows.upperBound ? body(part) : withCopy(of: rows, body)
  }

  /// The same for listed rows: in ascending order, or all in one part.
  @inlinable package func withPart<Result>(
    holding list: UnsafeBufferPointer<Int32>, _ body: (RowPart<Scalar>) -> Result
  ) -> Result {
    guard !parts.isEmpty, let least = list.first, let most = list.last else { return body(first) }
    return withPart(holding: Int(min(least, most))..<(Int(max(least, most)) + 1), body)
  }

  /// Calls `body` with where `rows` begin, one after the other without gaps; copies them where they lie otherwise. It is valid
  /// during the call only.
  @inlinable package func withElements<Result>(
    of rows: Range<Int>, _ body: (UnsafePointer<Scalar>) -> Result
  ) -> Result {
    if parts.isEmpty, first.stride == columns { return body(first[rows.lowerBound]) }
    let part = part(of: rows.lowerBound)
    if part.stride == columns, rows.upperBound <= part.rows.upperBound { return body(part[rows.lowerBound]) }
    return withCopy(of: rows) { body($0[rows.lowerBound]) }
  }

  /// Calls `body` for each part of `rows`, in their order.
  @inlinable package func forEachPart(
    in rows: Range<Int>, _ body: (_ part: RowPart<Scalar>, _ rows: Range<Int>) -> Void
  ) {
    var start = rows.lowerBound
    while start < rows.upperBound {
      let part = part(of: start)
      let end = parts.isEmpty ? rows.upperBound : min(rows.upperBound, part.rows.upperBound)
      body(part, start..<end)
      start = end
    }
  }

  /// Calls `body` for neighbours in a list of `count` that lie in one part, as many as there are, in their order.
  ///
  /// - Parameter row: the row at a place of the list.
  @inlinable package func forEachRun(
    of count: Int, _ row: (Int) -> Int, _ body: (_ part: RowPart<Scalar>, _ places: Range<Int>) -> Void
  ) {
    guard !parts.isEmpty else { return body(first, 0..<count) }
    var start = 0
    while start < count {
      let part = search(row(start))
      var end = start + 1
      while end < count, part.rows.contains(row(end)) { end += 1 }
      body(part, start..<end)
      start = end
    }
  }

  /// A copy of some rows, without gaps.
  @usableFromInline func withCopy<Result>(of rows: Range<Int>, _ body: (RowPart<Scalar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: max(1, rows.count * columns)) { copy in
      self.copy(rows, to: copy.baseAddress!)
      return body(RowPart(rows, at: copy.baseAddress!, stride: columns))
    }
  }

  /// Copies rows to where they have no gaps.
  @usableFromInline package func copy(_ rows: Range<Int>, to target: UnsafeMutablePointer<Scalar>) {
    // Bytes: generic code would go through each element's type.
    let size = MemoryLayout<Scalar>.stride
    let start = UnsafeMutableRawPointer(target)
    forEachPart(in: rows) { part, some in
      let place = start + (some.lowerBound - rows.lowerBound) * columns * size
      if part.stride == columns {
        place.copyMemory(from: part[some.lowerBound], byteCount: some.count * columns * size)
      } else {
        for (index, row) in some.enumerated() {
          (place + index * columns * size).copyMemory(from: part[row], byteCount: columns * size)
        }
      }
    }
  }
}
