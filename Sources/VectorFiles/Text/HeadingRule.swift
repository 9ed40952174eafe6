/// Tells whether the first record of a text is a heading.
///
/// It is where words stand above numbers and no number stands among them, or they outnumber these; where all of it, and
/// no number below, is quoted; and where it counts, as in the headings 0, 1, 2, 3 of a data frame or 2019,
/// 2020, 2021 of years, and the row below does not.
struct HeadingRule {
  private let first: TextSample.Record
  private let body: [ColumnSample]
  private let sample: TextSample
  private let values: [Double]

  init(_ sample: TextSample, _ first: TextSample.Record, _ body: [ColumnSample]) {
    (self.sample, self.first, self.body) = (sample, first, body)
    values = Self.wholeNumbers(sample.scanner, first)
  }

  var isHeading: Bool {
    let numbers = first.cells.count { $0.isNumeric }
    guard sample.records.count > 1 else { return numbers == 0 && first.cells.contains { $0.isWord } }
    let offset = first.cells.count == body.count - 1 ? 1 : 0
    let wordsAboveNumbers = first.cells.indices.count { index in
      first.cells[index].isWord && index + offset < body.count && isNumeric(index + offset)
    }
    if numbers == 0 {
      // Of words alone, nothing can be told: the error about the first cell of the second line is to the point.
      return wordsAboveNumbers > 0 || first.cells.contains { $0.isWord } && !body.indices.contains(where: isNumeric)
    }
    return holdsNumbers || wordsAboveNumbers > max(1, numbers) || isQuotedAlone
  }

  private var isQuotedAlone: Bool {
    func quoted(_ record: TextSample.Record) -> (all: Bool, numbers: Bool) {
      var (all, numbers) = (true, false)
      var index = record.start
      for cellClass in record.cells {
        let cell = sample.scanner.cell(at: index)
        if cell.isQuoted, cellClass.isNumeric { numbers = true }
        if !cell.isQuoted { all = false }
        index = cell.next
      }
      return (all, numbers)
    }
    let mayBeNames = first.cells.allSatisfy { $0 == .whole || !$0.isNumeric } && sample.records.count > 2
    return mayBeNames && quoted(first).all && !sample.records.dropFirst().contains { quoted($0).numbers }
  }

  private func isNumeric(_ column: Int) -> Bool { body[column].isNumeric || body[column].isUnreadable }

  /// Whether the numbers of the first record are names all the same: they count by ones, or are years, and those below do not.
  var holdsNumbers: Bool {
    guard sample.records.count > 1, values.count >= 2, values.count == first.cells.count(where: \.isNumeric) else {
      return false
    }
    let next = Self.wholeNumbers(sample.scanner, sample.records[1])
    return isSequence(above: next) || holdsYears(above: next)
  }

  private func isSequence(above next: [Double]) -> Bool {
    guard Self.isCounting(values) else { return false }
    if Self.isCounting(next.suffix(values.count)) && next.count >= values.count { return false }
    let hasFractions = body.contains { $0.count(.number) + $0.count(.pointGroups) + $0.count(.decimalComma) > 0 }
    if values[0] == 0, first.cells[0] == .missing { return true }
    return (values[0] == 0 || values[0] == 1) && (hasFractions || values.count >= (values[0] == 0 ? 4 : 10))
  }

  /// At equal distances, beside a word or nothing.
  private func holdsYears(above next: [Double]) -> Bool {
    let years = 1800.0...2100
    let step = values[1] - values[0]
    return step > 0 && zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step } && !first.cells[0].isNumeric
      && values.allSatisfy(years.contains)
      && !(next.count >= values.count && next.suffix(values.count).allSatisfy(years.contains))
  }

  private static func isCounting(_ values: some Collection<Double>) -> Bool {
    zip(values, values.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }

  /// The values of the cells of a record that are whole numbers, in their order.
  private static func wholeNumbers(_ scanner: TextScanner, _ record: TextSample.Record) -> [Double] {
    var values: [Double] = []
    var index = record.start
    for cellClass in record.cells {
      let cell = scanner.cell(at: index)
      if cellClass == .whole {
        values.append(Double(String(decoding: scanner.bytes[cell.content], as: UTF8.self)) ?? 0)
      }
      index = cell.next
    }
    return values
  }
}
