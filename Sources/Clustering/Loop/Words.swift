internal import Matrices

/// Writes values as words of 64 bits.
struct WordWriter {
  private(set) var words: [UInt64] = []

  mutating func write(_ value: UInt64) { words.append(value) }
  mutating func write(_ value: Int) { words.append(UInt64(bitPattern: Int64(value))) }
  mutating func write(_ value: Double) { words.append(value.bitPattern) }

  mutating func write(_ value: Int?) { write(value) { $0.write($1) } }
  mutating func write(_ value: Double?) { write(value) { $0.write($1) } }
  mutating func write(_ value: UInt64?) { write(value) { $0.write($1) } }
  mutating func write(_ value: [Double]?) { write(value) { $0.write($1) } }
  mutating func write(_ value: Matrix<Double>?) { write(value) { $0.write($1) } }

  mutating func write(_ values: [Double]) {
    write(values.count)
    words += values.map { $0.bitPattern }
  }

  mutating func write(_ matrix: Matrix<Double>) {
    write(matrix.rows)
    write(matrix.columns)
    matrix.withUnsafeElements { words += $0.map { $0.bitPattern } }
  }

  private mutating func write<Value>(_ value: Value?, _ body: (inout WordWriter, Value) -> Void) {
    write(value == nil ? 0 : 1)
    if let value { body(&self, value) }
  }
}

/// Reads what a ``WordWriter`` wrote; nil where words are missing, or are none of the kind.
struct WordReader {
  private(set) var rest: ArraySlice<UInt64>

  init(_ words: [UInt64]) { rest = words[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func word() -> UInt64? { rest.popFirst() }
  mutating func integer() -> Int? { word().flatMap { Int(exactly: Int64(bitPattern: $0)) } }
  mutating func double() -> Double? { word().map { Double(bitPattern: $0) } }

  /// Of things that take a word or more each.
  mutating func count() -> Int? { integer().flatMap { (0...rest.count).contains($0) ? $0 : nil } }

  mutating func words(_ count: Int) -> [UInt64]? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func doubles() -> [Double]? {
    count().flatMap { words($0) }?.map { Double(bitPattern: $0) }
  }

  mutating func matrix() -> Matrix<Double>? {
    guard let rows = integer(), let columns = integer(), rows >= 0, columns >= 0 else { return nil }
    let (size, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard !overflows, let bits = words(size) else { return nil }
    return Matrix(rows: rows, columns: columns, elements: bits.map { Double(bitPattern: $0) })
  }

  mutating func optional<Value>(_ body: (inout WordReader) -> Value?) -> Value?? {
    switch word() {
    case 0: .some(nil)
    case 1: body(&self).map { .some($0) }
    default: nil
    }
  }
}
