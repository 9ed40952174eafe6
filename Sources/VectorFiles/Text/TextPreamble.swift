/// Records before a table that are no part of it: titles, remarks, or the numbers of rows and columns with which
/// scikit-learn's and word2vec's files begin.
struct TextPreamble {
  private let sample: TextSample
  private let usual: Int

  init(_ sample: TextSample) {
    self.sample = sample
    usual = sample.usualCellCount
  }

  /// How many there are.
  var count: Int {
    guard sample.records.count >= 3, usual >= 2 else { return 0 }
    if holdsCounts || holdsSizes { return 1 }
    let remarks = remarks
    return remarks + titles(from: remarks)
  }

  /// `150,4,setosa,versicolor,virginica` above rows of four numbers and the number of a class.
  var holdsCounts: Bool {
    guard sample.records.count >= 3, let record = sample.records.first, record.cells.count >= 3,
      record.cells[0] == .whole, record.cells[1] == .whole,
      record.cells.dropFirst(2).allSatisfy({ $0 == .word }), sample.records[1].cells.allSatisfy(\.isNumeric)
    else { return false }
    return whole(1, of: record) == usual - 1
  }

  /// `400000 300` above rows of a word and 300 numbers.
  private var holdsSizes: Bool {
    let record = sample.records[0]
    guard record.cells == [.whole, .whole], usual > 2, sample.table(of: usual).lowerBound == 1 else { return false }
    return whole(1, of: record) == usual - 1 || whole(1, of: record) == usual
  }

  private func whole(_ column: Int, of record: TextSample.Record) -> Int? {
    var cell = sample.scanner.cell(at: record.start)
    for _ in 0..<column { cell = sample.scanner.cell(at: cell.next) }
    return Int(String(decoding: sample.scanner.bytes[cell.content], as: UTF8.self))
  }

  /// Lines with other numbers of cells than the table below, or with a mark of comments, in which words are as many as
  /// numbers; a heading that is one cell short or long is not among them.
  private var remarks: Int {
    let table = sample.table(of: usual)
    var count = table.lowerBound
    if !table.isEmpty {
      if count > 0, !sample.records[count].isAllWords, isHeadingOffByOne(sample.records[count - 1]) { count -= 1 }
    } else {
      count = 0
    }
    while count < sample.records.count - 2, isComment(sample.records[count]) { count += 1 }
    let isRemark = sample.records[..<count].allSatisfy { record in
      isComment(record) || record.cells.count { $0.isNumeric } <= record.cells.count { $0.isWord }
    }
    guard count > 0, isRemark, sample.records[count...].contains(where: { $0.cells.contains { $0.isNumeric } }) else {
      return 0
    }
    return count
  }

  private func isHeadingOffByOne(_ record: TextSample.Record) -> Bool {
    let cells = record.cells
    guard record.isAllWords, !isComment(record), cells.count > 1 || usual == 2 else { return false }
    return cells.count == usual - 1 && cells.allSatisfy(\.isWord)
      || cells.count == usual + 1 && cells.last == .missing && cells.dropLast().allSatisfy(\.isWord)
  }

  /// A mark that comments begin with elsewhere.
  private func isComment(_ record: TextSample.Record) -> Bool {
    let line = sample.scanner.bytes[record.start..<record.end]
    return line.first == UInt8(ascii: "%") || line.first == UInt8(ascii: "!") || line.starts(with: "//".utf8)
      || line.starts(with: "**".utf8)
  }

  /// Lines of the width of the table of which the first cells alone are filled, half of them at most, above a heading for
  /// every column.
  private func titles(from start: Int) -> Int {
    let records = sample.records[start...]
    var count = 0
    while count < 20, count + 2 < records.count, isTitle(records[start + count]) { count += 1 }
    let heading = records[start + count]
    let isHeading = heading.isAllWords && heading.cells.count >= usual - 1 && heading.cells.count(where: \.isWord) > 1
    let below = records[(start + count + 1)...].prefix(2)
    return isHeading && below.contains { $0.cells.contains(where: \.isNumeric) } ? count : 0
  }

  private func isTitle(_ record: TextSample.Record) -> Bool {
    let filled = record.filled
    if filled == 0 { return true }
    let isAtStart = record.cells.prefix(filled).allSatisfy(\.isWord)
    return isAtStart && (filled == 1 ? usual >= (record.cells.count == 1 ? 2 : 3) : filled * 2 <= usual)
  }
}
