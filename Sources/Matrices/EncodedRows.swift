/// Rows that are read where they are needed, some at a time: with elements of another type, such as float16, or from a file that is larger
/// than memory. All together they are nowhere.
///
/// Of no type, so that it is compiled once.
@usableFromInline package struct EncodedRows: @unchecked Sendable {
  /// Makes so many elements, side by side, of those that begin somewhere.
  package typealias Decoder =
    @Sendable (_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ count: Int) -> Void

  /// Which rows of their matrix.
  @usableFromInline package let rows: Range<Int>
  /// Where row 0 would begin if it were one of them.
  private let origin: UnsafeRawPointer
  /// From one row to the next, in bytes.
  private let stride: Int
  /// Bytes per element, and per element once it is decoded.
  private let size: Int
  fileprivate let decodedSize: Int
  private let decode: Decoder

  /// - Parameter start: where the first of `rows` begins.
  init(
    _ rows: Range<Int>, at start: UnsafeRawPointer, stride: Int, size: Int, decodedSize: Int, decode: @escaping Decoder
  ) {
    (self.rows, self.stride, self.size, self.decodedSize) = (rows, stride, size, decodedSize)
    (origin, self.decode) = (start - rows.lowerBound * stride, decode)
  }

  /// Rows that need no decoding.
  init<Scalar>(_ part: RowPart<Scalar>) {
    let size = MemoryLayout<Scalar>.stride
    self.init(
      part.rows, at: part[part.rows.lowerBound], stride: part.stride * size, size: size, decodedSize: size
    ) { source, target, count in
      target.copyMemory(from: source, byteCount: count * size)
    }
  }

  /// Some of these, the first of which is `first` in another matrix, and some columns.
  func part(_ some: Range<Int>, as first: Int, columns: Range<Int>) -> EncodedRows {
    EncodedRows(
      first..<(first + some.count), at: origin + some.lowerBound * stride + columns.lowerBound * size, stride: stride,
      size: size, decodedSize: decodedSize, decode: decode)
  }

  /// How many rows are read about as fast as the system is called.
  fileprivate var rowsWorthReading: Int { (1 << 13) / max(1, stride) }

  /// Decodes some of the rows, without gaps.
  func copy(_ some: Range<Int>, columns: Int, to target: UnsafeMutableRawPointer) {
    let source = origin + some.lowerBound * stride
    guard stride != columns * size else { return decode(source, target, some.count * columns) }
    guard stride % size == 0, stride <= 4 * columns * size, some.count > 1 else {
      for row in 0..<some.count { decode(source + row * stride, target + row * columns * decodedSize, columns) }
      return
    }
    // With what is between the rows, some at a time; there is nothing behind the last.
    let (width, bytes) = (stride / size, columns * decodedSize)
    let most = max(1, min(some.count, (1 << 16) / width))
    withUnsafeTemporaryAllocation(byteCount: most * width * decodedSize, alignment: 16) { wide in
      for start in Swift.stride(from: 0, to: some.count, by: most) {
        let count = min(most, some.count - start)
        decode(source + start * stride, wide.baseAddress!, (count - 1) * width + columns)
        for row in 0..<count {
          (target + (start + row) * bytes).copyMemory(
            from: wide.baseAddress! + row * width * decodedSize, byteCount: bytes)
        }
      }
    }
  }

  /// Decodes an element.
  @usableFromInline func copy(_ row: Int, _ column: Int, to target: UnsafeMutableRawPointer) {
    decode(origin + row * stride + column * size, target, 1)
  }
}

extension [EncodedRows] {
  /// The rows that hold a row.
  @usableFromInline func place(of row: Int) -> Int { RowSearch.place(of: row, in: count) { self[$0].rows.upperBound } }

  /// Decodes rows, without gaps.
  func copy(_ rows: Range<Int>, columns: Int, to target: UnsafeMutableRawPointer) {
    var (start, place) = (rows.lowerBound, place(of: rows.lowerBound))
    while start < rows.upperBound {
      let part = self[place]
      let some = start..<Swift.min(rows.upperBound, part.rows.upperBound)
      part.copy(some, columns: columns, to: target + (start - rows.lowerBound) * (columns * part.decodedSize))
      (start, place) = (some.upperBound, place + 1)
    }
  }

  /// Decodes listed rows, each to where it would be if row `least` were first; the places of rows between them may be written, too.
  func copy(_ list: UnsafeBufferPointer<Int32>, from least: Int, columns: Int, to target: UnsafeMutableRawPointer) {
    var index = 0
    while index < list.count {
      let part = self[place(of: Int(list[index]))]
      var rows = Int(list[index])..<(Int(list[index]) + 1)
      index += 1
      // To read rows that nobody asked for costs less than to read twice.
      while index < list.count, part.rows.contains(Int(list[index])) {
        let next = Int(list[index])
        guard rows.lowerBound <= next, next <= rows.upperBound + part.rowsWorthReading else { break }
        rows = rows.lowerBound..<Swift.max(rows.upperBound, next + 1)
        index += 1
      }
      part.copy(rows, columns: columns, to: target + (rows.lowerBound - least) * (columns * part.decodedSize))
    }
  }
}

/// Where among parts, one after the other, a row is.
enum RowSearch {
  /// - Parameter end: the row behind a part.
  /// - Complexity: O(log count).
  static func place(of row: Int, in count: Int, _ end: (Int) -> Int) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if row < end(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
