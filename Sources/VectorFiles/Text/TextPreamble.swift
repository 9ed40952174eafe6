/// Records before a table that are no part of it: titles, or the numbers of rows and columns with which scikit-learn's files
/// begin.
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
    return holdsCounts ? 1 : titles
  }

  /// `150,4,setosa,versicolor,virginica` above rows of four numbers and the number of a class.
  var holdsCounts: Bool {
    guard sample.records.count >= 3, let record = sample.records.first, record.cells.count >= 3,
      record.cells[0] == .whole, record.cells[1] == .whole,
      record.cells.dropFirst(2).allSatisfy({ $0 == .word }), sample.records[1].cells.allSatisfy(\.isNumeric)
    else { return false }
    let first = sample.scanner.cell(at: record.start)
    let second = sample.scanner.cell(at: first.next)
    return Int(String(decoding: sample.scanner.bytes[second.content], as: UTF8.self)) == usual - 1
  }

  /// Lines of one cell, at most five, above a heading for every column.
  private var titles: Int {
    let records = sample.records
    var count = 0
    while count < 5, count + 2 < records.count, isTitle(records[count]) { count += 1 }
    let heading = records[count]
    let isHeading = heading.isAllWords && heading.cells.count >= usual - 1 && heading.cells.count(where: \.isWord) > 1
    return isHeading && records[count + 1].cells.contains(where: \.isNumeric) ? count : 0
  }

  private func isTitle(_ record: TextSample.Record) -> Bool {
    let filled = record.cells.count { $0 != .missing }
    return filled == 1 && record.cells[0].isWord && usual >= (record.cells.count == 1 ? 2 : 3)
  }
}
