internal import CArrowInterface
internal import VectorFiles

/// The columns of a table of text, in the types that their cells have.
///
/// A column is one of whole numbers where all that stands in it is written as these usually are and fits 64 bits, of numbers where all of it
/// is read as such, and of texts else: what is written `007`, `+1` or `$3` stays as it is written. Words for missing values are NULL among
/// numbers, and words among words; empty cells are NULL.
final class RepeatedText: RepeatedRows {
  let names: [String]
  private let kinds: [TextColumnKind]
  private let text: KeptText
  private let rows: Int
  private var records: KeptText.Records
  private var taken = 0

  /// - Complexity: a pass over the text, and one more where it is written.
  init(_ text: KeptText, rows: Int) throws(VectorFileError) {
    (self.text, self.rows, records) = (text, rows, KeptText.Records(text))
    names = text.headings
    var found = names.indices.map { TextColumnKind.Finder(isText: text.isDeclaredText($0)) }
    var records = records
    for _ in 0..<rows {
      try records.next { column, cell in if !found[column].isText { found[column].add(cell, text.meaning(of: cell)) } }
    }
    kinds = found.map(\.kind)
  }

  func schemas(named names: [String]) -> [ArrowSchema] {
    zip(kinds, names).map { kind, name in
      switch kind {
      case .whole: ExportedColumn(name, .int64 { _ in nil }).schema
      case .numbers: ExportedColumn(name, .float64 { _ in nil }).schema
      case .texts: ExportedColumn(name, .texts(ExportedTexts())).schema
      }
    }
  }

  func next() throws(VectorFileError) -> (rows: Int, columns: [ArrowArray])? {
    guard taken < rows else { return nil }
    let count = min(rows - taken, 1 << 14)
    taken += count
    var whole = [[Int64?]](repeating: [], count: kinds.count)
    var numbers = [[Double]](repeating: [], count: kinds.count)
    var texts = [ExportedTexts](repeating: ExportedTexts(), count: kinds.count)
    for _ in 0..<count {
      try records.next { column, cell in
        switch kinds[column] {
        case .whole:
          if case .missing = text.meaning(of: cell) {
            whole[column].append(nil)
          } else {
            whole[column].append(WholeNumber.value(of: cell))
          }
        case .numbers:
          if case .number(let value) = text.meaning(of: cell) {
            numbers[column].append(value)
          } else {
            numbers[column].append(.nan)
          }
        case .texts: texts[column].append(cell)
        }
      }
    }
    let columns = kinds.indices.map { column in
      let values: ExportedColumn =
        switch kinds[column] {
        case .whole: ExportedColumn("", .int64 { whole[column][$0] })
        case .numbers: ExportedColumn("", numbers[column])
        case .texts: ExportedColumn("", .texts(texts[column]))
        }
      return values.array(0..<count)
    }
    return (count, columns)
  }
}
