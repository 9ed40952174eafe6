/// What the rows of a file are called, in order: numbers from 0, or the cells of a column.
public struct RowNames: Sendable {
  private enum Source: Sendable {
    case numbers
    case texts([String])
    case cells(KeptText, column: Int)
  }

  private let source: Source
  /// The heading of the column, empty where it has none; nil for numbers.
  public let heading: String?
  /// Whether the column says itself that it holds texts, which are texts even where all of them are written like numbers.
  package let areTexts: Bool

  /// 0, 1, 2 and so on.
  public static let numbers = RowNames(source: .numbers, heading: nil)

  /// Names that are in memory.
  public init(_ names: [String], heading: String?) { self.init(names, heading: heading, areTexts: false) }

  package init(_ names: [String], heading: String?, areTexts: Bool) {
    self.init(source: .texts(names), heading: heading ?? "", areTexts: areTexts)
  }

  /// The cells of a column, which are looked up as they are needed.
  init(_ text: KeptText, column: TableColumn) {
    self.init(source: .cells(text, column: column.index), heading: column.name ?? "")
  }

  private init(source: Source, heading: String?, areTexts: Bool = false) {
    (self.source, self.heading, self.areTexts) = (source, heading, areTexts)
  }

  /// Passes on the names of so many rows in turn, as UTF-8.
  ///
  /// - Throws: what `body` throws; also where there are fewer rows.
  package func forEach(
    _ rows: Int, _ body: (_ row: Int, _ name: UnsafeBufferPointer<UInt8>) throws(VectorFileError) -> Void
  ) throws(VectorFileError) {
    switch source {
    case .numbers:
      var digits = Digits()
      for row in 0..<rows {
        try digits.withDigits(of: row) { name throws(VectorFileError) in try body(row, name) }
      }
    case .texts(let names):
      for row in 0..<min(rows, names.count) {
        let bytes = Array(names[row].utf8)
        try bytes.withUnsafeBufferPointer { name throws(VectorFileError) in try body(row, name) }
      }
    case .cells(let text, let column): try text.forEachCell(of: column, rows: rows, body)
    }
  }
}
