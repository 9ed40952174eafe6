/// Sums without any rounding: whole numbers in two's complement, times a power of two for each column, so that tables of any
/// rows can be added up.
struct ExactTable: Equatable, Sendable {
  let rows: Int
  /// The powers of two, by column.
  private(set) var exponents: [Int]
  /// Words of 64 bits per number, the lowest first.
  private(set) var wordCount: Int
  /// [rows][columns][wordCount]
  private(set) var words: [UInt64]

  var columns: Int { exponents.count }

  /// Zeros.
  init(rows: Int, exponents: [Int], wordCount: Int) {
    (self.rows, self.exponents, self.wordCount) = (rows, exponents, wordCount)
    words = Array(repeating: 0, count: rows * exponents.count * wordCount)
  }

  /// The words of one number.
  subscript(row: Int, column: Int) -> [UInt64] {
    get { Array(words[place(row, column)..<(place(row, column) + wordCount)]) }
    set {
      let filling: UInt64 = newValue.last.map { $0 >> 63 == 1 } ?? false ? .max : 0
      for index in 0..<wordCount {
        words[place(row, column) + index] = index < newValue.count ? newValue[index] : filling
      }
    }
  }

  private func place(_ row: Int, _ column: Int) -> Int { (row * columns + column) * wordCount }

  func isPositive(_ row: Int, _ column: Int) -> Bool {
    let number = words[place(row, column)..<(place(row, column) + wordCount)]
    return number.last.map { $0 >> 63 == 0 } ?? false && number.contains { $0 != 0 }
  }

  /// One number over a positive one of the same row, rounded once to the nearest Double; times 2^exponent.
  func quotient(_ row: Int, _ column: Int, by divisor: Int) -> Double {
    WordQuotient.value(
      of: self[row, column], by: self[row, divisor], exponent: exponents[column] - exponents[divisor])
  }

  /// One number, rounded once to the nearest Double.
  func value(_ row: Int, _ column: Int) -> Double {
    WordQuotient.value(of: self[row, column], by: [1], exponent: exponents[column])
  }

  /// Adds x times w, or takes it away. The column's power divides it, and there is room.
  mutating func add(_ x: Double, times w: Double, isTaken: Bool = false, to row: Int, _ column: Int) {
    let (first, second) = (x.oddPart, w.oddPart)
    guard first.odd != 0, second.odd != 0 else { return }
    let place = first.exponent + second.exponent - exponents[column]
    let (start, count) = (self.place(row, column), wordCount)
    words.withUnsafeMutableBufferPointer { words in
      guard let base = words.baseAddress else { return }
      WordSum.add(
        first.odd.multipliedFullWidth(by: second.odd), at: place, isTaken: isTaken != (x < 0), to: base + start,
        count: count)
    }
  }

  /// Multiplies all numbers by a power of two.
  mutating func multiply(by exponent: Int) { exponents = exponents.map { $0 + exponent } }

  /// The same numbers with powers that are no larger, and more words.
  private func widened(exponents: [Int], wordCount: Int) -> ExactTable {
    guard exponents != self.exponents || wordCount != self.wordCount else { return self }
    var wide = ExactTable(rows: rows, exponents: exponents, wordCount: wordCount)
    for row in 0..<rows {
      for column in 0..<columns {
        wide[row, column] = Self.shifted(
          self[row, column], by: self.exponents[column] - exponents[column], to: wordCount)
      }
    }
    return wide
  }

  private static func shifted(_ words: [UInt64], by bits: Int, to count: Int) -> [UInt64] {
    let filling: UInt64 = words.last.map { $0 >> 63 == 1 } ?? false ? .max : 0
    let (whole, part) = (bits / 64, UInt64(bits % 64))
    func word(_ index: Int) -> UInt64 { index < 0 ? 0 : index < words.count ? words[index] : filling }
    return (0..<count).map { index in
      let (high, low) = (word(index - whole), word(index - whole - 1))
      return part == 0 ? high : high << part | low >> (64 - part)
    }
  }

  /// The sum of two tables of one shape.
  static func + (left: ExactTable, right: ExactTable) -> ExactTable {
    let exponents = zip(left.exponents, right.exponents).map { min($0, $1) }
    func need(_ table: ExactTable) -> Int {
      let shift = zip(table.exponents, exponents).map { $0 - $1 }.max() ?? 0
      return table.wordCount + (shift + 63) / 64
    }
    // A bit for the carry.
    let most = max(need(left), need(right))
    let hasRoom = left.hasRoom && right.hasRoom && need(left) == left.wordCount && need(right) == right.wordCount
    let count = hasRoom ? most : most + 1
    var sum = left.widened(exponents: exponents, wordCount: count)
    let other = right.widened(exponents: exponents, wordCount: count)
    for start in stride(from: 0, to: sum.words.count, by: count) {
      var carry = false
      for index in start..<(start + count) {
        let first = sum.words[index].addingReportingOverflow(other.words[index])
        let second = first.partialValue.addingReportingOverflow(carry ? 1 : 0)
        sum.words[index] = second.partialValue
        carry = first.overflow || second.overflow
      }
    }
    return sum
  }

  /// Whether the two highest bits of every number are alike.
  private var hasRoom: Bool {
    stride(from: wordCount - 1, to: words.count, by: max(1, wordCount)).allSatisfy { [0, 3].contains(words[$0] >> 62) }
  }
}

extension ExactTable {
  func write(to writer: inout WordWriter) {
    writer.write(rows)
    writer.write(wordCount)
    writer.write(exponents.count)
    for exponent in exponents { writer.write(exponent) }
    for word in words { writer.write(word) }
  }

  init?(_ reader: inout WordReader) {
    guard let rows = reader.integer(), let wordCount = reader.integer(), (1...64).contains(wordCount), rows >= 0,
      let columns = reader.count()
    else { return nil }
    var exponents: [Int] = []
    for _ in 0..<columns {
      guard let exponent = reader.integer(), (-4000...4000).contains(exponent) else { return nil }
      exponents.append(exponent)
    }
    let (size, overflows) = rows.multipliedReportingOverflow(by: columns * wordCount)
    guard !overflows, let words = reader.words(size) else { return nil }
    self.init(rows: rows, exponents: exponents, wordCount: wordCount)
    self.words = words
  }
}
