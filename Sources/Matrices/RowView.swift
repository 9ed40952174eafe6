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
/// (``withPart(holding:_:)-(Range<Int>,_)``): a chunk that lies in several, or is encoded, is copied for it, and its numbers are the
/// same.
@usableFromInline package struct RowView<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline package let count: Int
  @usableFromInline package let columns: Int
  /// The first part, and all of them where there are several.
  @usableFromInline let first: RowPart<Scalar>
  @usableFromInline let parts: [RowPart<Scalar>]
  /// All rows, where some are encoded; `first` and `parts` are nothing then.
  @usableFromInline let encoded: [EncodedRows]
  /// Whether all rows are in one part.
  @usableFromInline let isPlain: Bool

  @inlinable package init(
    count: Int, columns: Int, first: RowPart<Scalar>, parts: [RowPart<Scalar>], encoded: [EncodedRows] = []
  ) {
    (self.count, self.columns, self.first, self.parts, self.encoded) = (count, columns, first, parts, encoded)
    isPlain = parts.isEmpty && encoded.isEmpty
  }

  /// All rows, where they are in one part.
  @inlinable package var only: RowPart<Scalar>? { isPlain ? first : nil }

  /// Whether elements are decoded where they are read, and lie nowhere.
  @inlinable package var isEncoded: Bool { !encoded.isEmpty }

  /// Calls `body` with where a row begins; it is valid during the call only.
  @inlinable package func withRow<Result>(_ row: Int, _ body: (UnsafePointer<Scalar>) -> Result) -> Result {
    isPlain ? body(first[row]) : withFarRow(row, body)
  }

  /// The same where there are several parts, or none.
  @inlinable func withFarRow<Result>(_ row: Int, _ body: (UnsafePointer<Scalar>) -> Result) -> Result {
    guard encoded.isEmpty else { return withCopy(of: row..<(row + 1)) { body($0[row]) } }
    return body(part(of: row)[row])
  }

  /// An element.
  @inlinable package subscript(row: Int, column: Int) -> Scalar {
    guard encoded.isEmpty else { return decoded(row, column) }
    return part(of: row)[row][column]
  }

  @usableFromInline func decoded(_ row: Int, _ column: Int) -> Scalar {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 1) { element in
      encoded[encoded.place(of: row)].copy(row, column, to: element.baseAddress!)
      return element[0]
    }
  }

  /// The part that holds a row, which is not encoded.
  ///
  /// - Complexity: O(log parts).
  @inlinable func part(of row: Int) -> RowPart<Scalar> { parts.isEmpty ? first : search(row) }

  @usableFromInline func search(_ row: Int) -> RowPart<Scalar> {
    parts[RowSearch.place(of: row, in: parts.count) { parts[$0].rows.upperBound }]
  }
}

extension RowView {
  /// Calls `body` with a part that holds `rows`; those of several parts are copied first. It is valid during the call only.
  ///
  /// - Complexity: O(1) beside `body`, or O(rows * columns) for rows of several parts, and encoded ones.
  @inlinable package func withPart<Result>(
    holding rows: Range<Int>, _ body: (RowPart<Scalar>) -> Result
  ) -> Result {
    if isPlain || rows.isEmpty { return body(first) }
    guard encoded.isEmpty else { return withCopy(of: rows, body) }
    let part = part(of: rows.lowerBound)
    return rows.upperBound <= part.rows.upperBound ? body(part) : withCopy(of: rows, body)
  }

  /// The same for listed rows: in ascending order and near each other, or all in one part.
  @inlinable package func withPart<Result>(
    holding list: UnsafeBufferPointer<Int32>, _ body: (RowPart<Scalar>) -> Result
  ) -> Result {
    guard !isPlain, let least = list.first, let most = list.last else { return body(first) }
    guard encoded.isEmpty else { return withCopy(of: list, body) }
    return withPart(holding: Int(min(least, most))..<(Int(max(least, most)) + 1), body)
  }

  /// Calls `body` with where `rows` begin, one after the other without gaps; copies them where they lie otherwise. It is valid
  /// during the call only.
  @inlinable package func withElements<Result>(
    of rows: Range<Int>, _ body: (UnsafePointer<Scalar>) -> Result
  ) -> Result {
    if isPlain, first.stride == columns { return body(first[rows.lowerBound]) }
    if encoded.isEmpty {
      let part = part(of: rows.lowerBound)
      if part.stride == columns, rows.upperBound <= part.rows.upperBound { return body(part[rows.lowerBound]) }
    }
    return withCopy(of: rows) { body($0[rows.lowerBound]) }
  }

  /// Calls `body` for each part of `rows`, in their order.
  @inlinable package func forEachPart(
    in rows: Range<Int>, _ body: (_ part: RowPart<Scalar>, _ rows: Range<Int>) -> Void
  ) {
    guard encoded.isEmpty else { return forEachCopy(of: rows, body) }
    var start = rows.lowerBound
    while start < rows.upperBound {
      let part = part(of: start)
      let end = parts.isEmpty ? rows.upperBound : min(rows.upperBound, part.rows.upperBound)
      body(part, start..<end)
      start = end
    }
  }

  /// Calls `body` for each of `rows`, in their order, with where it begins; it is valid during the call only.
  @inlinable package func forEachRow(in rows: Range<Int>, _ body: (_ row: Int, _ x: UnsafePointer<Scalar>) -> Void) {
    forEachPart(in: rows) { part, some in for row in some { body(row, part[row]) } }
  }

  /// Calls `body` for neighbours in a list of `count` that lie in one part, as many as there are, in their order.
  ///
  /// - Parameter row: the row at a place of the list.
  @inlinable package func forEachRun(
    of count: Int, _ row: (Int) -> Int, _ body: (_ part: RowPart<Scalar>, _ places: Range<Int>) -> Void
  ) {
    guard !isPlain else { return body(first, 0..<count) }
    guard encoded.isEmpty else { return forEachNearRun(of: count, row, body) }
    var start = 0
    while start < count {
      let part = part(of: row(start))
      var end = start + 1
      while end < count, part.rows.contains(row(end)) { end += 1 }
      body(part, start..<end)
      start = end
    }
  }
}

extension RowView {
  /// How many elements of a copy stay in the cache beside what is done with them.
  private var copiedRows: Int { max(16, (1 << 16) / max(1, columns)) }

  /// Calls `body` with a copy of `rows`, some at a time.
  @usableFromInline func forEachCopy(
    of rows: Range<Int>, _ body: (_ part: RowPart<Scalar>, _ rows: Range<Int>) -> Void
  ) {
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: copiedRows) {
      let some = start..<min(start + copiedRows, rows.upperBound)
      withCopy(of: some) { body($0, some) }
    }
  }

  /// Calls `body` with copies of neighbours in a list that are near each other in the matrix, too.
  @usableFromInline func forEachNearRun(
    of count: Int, _ row: (Int) -> Int, _ body: (_ part: RowPart<Scalar>, _ places: Range<Int>) -> Void
  ) {
    let most = copiedRows
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: min(most, max(1, count))) { list in
      var start = 0
      while start < count {
        var (least, last, end) = (row(start), row(start), start)
        while end < count, end - start < most {
          let next = row(end)
          // A copy has room for all rows between the first and the last.
          guard max(last, next) - min(least, next) < 8 * most else { break }
          (least, last) = (min(least, next), max(last, next))
          list[end - start] = Int32(next)
          end += 1
        }
        let places = start..<end
        withCopy(of: UnsafeBufferPointer(rebasing: list[..<places.count]), from: least, to: last) { body($0, places) }
        start = end
      }
    }
  }

  /// A copy of listed rows, which are near each other, each where it would lie among all from the least to the last.
  @usableFromInline func withCopy<Result>(
    of list: UnsafeBufferPointer<Int32>, _ body: (RowPart<Scalar>) -> Result
  ) -> Result {
    var (least, last) = (Int32.max, Int32.min)
    for row in list { (least, last) = (min(least, row), max(last, row)) }
    return withCopy(of: list, from: Int(least), to: Int(last), body)
  }

  private func withCopy<Result>(
    of list: UnsafeBufferPointer<Int32>, from least: Int, to last: Int, _ body: (RowPart<Scalar>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: max(1, (last - least + 1) * columns)) { copy in
      let target = copy.baseAddress!
      encoded.copy(list, from: least, columns: columns, to: target)
      return body(RowPart(least..<(last + 1), at: target, stride: columns))
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
    guard encoded.isEmpty else { return encoded.copy(rows, columns: columns, to: target) }
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
