extension KeptText {
  /// What a cell says, for outputs in which columns have types.
  package enum Cell {
    case missing
    case number(Double)
    case text
  }

  /// The headings of the columns, empty where there is none.
  package var headings: [String] { table.layout.columns.map { $0.name ?? "" } }

  /// Whether a declaration in the text calls a column one of words or dates.
  package func isDeclaredText(_ column: Int) -> Bool { table.layout.declared[column] != nil }

  /// What a cell says in the text's way to write numbers; infinities are numbers, and NaN is missing.
  package func meaning(of cell: UnsafeBufferPointer<UInt8>) -> Cell {
    switch table.reader.meaning(cell) {
    case .number(let value): return .number(value)
    case .missing: return .missing
    case .notFinite:
      let value = Double(String(decoding: cell, as: UTF8.self)) ?? .nan
      return value.isNaN ? .missing : .number(value)
    case .word: return .text
    }
  }

  /// The rows of a kept text in turn.
  package struct Records {
    private let text: KeptText
    private var position: Int

    package init(_ text: KeptText) { (self.text, position) = (text, text.table.layout.dataStart) }

    /// Passes on the cells of the next row, as UTF-8 and without the quotation marks around them; cells that a short row lacks are empty.
    package mutating func next(
      _ body: (_ column: Int, _ cell: UnsafeBufferPointer<UInt8>) throws(VectorFileError) -> Void
    ) throws(VectorFileError) {
      let (scanner, layout) = (text.table.scanner, text.table.layout)
      guard let record = scanner.nextRecord(position, line: 0) else { throw text.changed }
      var (place, end, column) = (record.start, record.start, 0)
      while column < layout.columns.count {
        let cell = scanner.cell(at: place)
        try KeptText.withText(of: cell, in: text.table.source.bytes, isLatin: layout.encoding == .latin1) {
          text throws(VectorFileError) in try body(column, text)
        }
        (place, end, column) = (cell.next, cell.next, column + 1)
        if cell.isLast { break }
      }
      if column == layout.columns.count { end = scanner.recordEnd(at: record.start) }
      let none: [UInt8] = []
      while column < layout.columns.count {
        try none.withUnsafeBufferPointer { cell throws(VectorFileError) in try body(column, cell) }
        column += 1
      }
      position = scanner.skippingLineBreak(end)
    }
  }
}
