/// Tells whether the first record of a text is a heading.
///
/// It is where words stand above numbers and no number stands among them, or they outnumber these; where all of it, and
/// no number below, is quoted; and where its numbers are names (``NumericHeading``).
struct HeadingRule {
  private let first: TextSample.Record
  /// The cells of the first record; signs that the column below has not make a number a word: 25% above a quartile.
  private let cells: [CellClass]
  private let body: [ColumnSample]
  private let sample: TextSample
  let numbers: NumericHeading.Verdict
  /// Whether a first record of numbers is none of data where it stands above a matrix: it has to be in quotation marks.
  private let isStrict: Bool

  init(_ sample: TextSample, _ first: TextSample.Record, _ body: [ColumnSample], isStrict: Bool) {
    (self.sample, self.first, self.body, self.isStrict) = (sample, first, body, isStrict)
    cells = first.cells.indices.map { column in
      let dress = first.dresses[column]
      return dress != nil && column < body.count && body[column].dress != dress ? .word : first.cells[column]
    }
    let numeric = NumericHeading(sample, first, body)
    numbers = isStrict && !numeric.isWhole ? .none : numeric.verdict
  }

  var isHeading: Bool {
    let count = cells.count { $0.isNumeric }
    guard sample.records.count > 1 else { return count == 0 && cells.contains { $0.isWord } }
    let offset = cells.count == body.count - 1 ? 1 : 0
    let wordsAboveNumbers = cells.indices.count { index in
      cells[index].isWord && index + offset < body.count && isNumeric(index + offset)
    }
    if count == 0 {
      // Of words alone, nothing can be told, unless one is missing: the error about the first cell of the second line is to
      // the point.
      return wordsAboveNumbers > 0
        || cells.contains { $0.isWord } && (isUnnamedFirst || !body.indices.contains(where: isNumeric))
    }
    return numbers == .names || wordsAboveNumbers > max(1, count) || isQuotedAlone
  }

  /// Nothing above the names of the rows.
  private var isUnnamedFirst: Bool { cells[0] == .missing && cells.dropFirst().allSatisfy(\.isWord) }

  /// Whether all cells of the first record are quoted, and no number below its numbers is.
  var isQuotedAlone: Bool {
    let least = isStrict ? 2 : 3
    guard sample.records.count >= least, quoted(first).count == cells.count else { return false }
    let numbers = Set(cells.indices.filter { cells[$0].isNumeric })
    return !sample.records.dropFirst().contains { record in
      quoted(record).contains { numbers.contains($0) && record.cells[$0].isNumeric }
    }
  }

  /// The columns of which a record has the cells in quotation marks.
  private func quoted(_ record: TextSample.Record) -> [Int] {
    var columns: [Int] = []
    var index = record.start
    for column in record.cells.indices {
      let cell = sample.scanner.cell(at: index)
      if cell.isQuoted { columns.append(column) }
      index = cell.next
    }
    return columns
  }

  private func isNumeric(_ column: Int) -> Bool { body[column].isNumeric || body[column].isUnreadable }
}
