extension NumberStyle {
  /// A style, and how sure it is.
  struct Guess {
    var style: NumberStyle
    /// Whether any number says so; whole numbers are the same in all styles.
    var isEvident: Bool
    var note: String?
  }

  /// The style of most numbers.
  static func guess(_ sample: TextSample, _ options: TableOptions) -> Guess {
    if options.hasDecimalComma || options.hasThousands {
      let point = options.hasDecimalComma ? UInt8(ascii: ",") : plain.point
      return Guess(style: NumberStyle(point: point, hasGroups: options.hasThousands), isEvident: true)
    }
    if let style = options.part?.style { return Guess(style: style, isEvident: true) }
    var counts = [Int](repeating: 0, count: CellClass.allCases.count)
    for record in sample.records { for cell in record.cells { counts[Int(cell.rawValue)] += 1 } }
    func count(_ cellClass: CellClass) -> Int { counts[Int(cellClass.rawValue)] }
    let comma = count(.decimalComma) + count(.groupedComma) + count(.spacedComma)
    let (grouped, spaced) = (count(.grouped), count(.spaced) + count(.spacedComma))
    if comma > 0, count(.number) == 0 {
      let hasPoints = count(.groupedComma) + count(.pointGroups) > 0
      let marks = hasPoints ? " and points between thousands" : spaced > 0 ? " and spaces between thousands" : ""
      return Guess(
        style: NumberStyle(point: UInt8(ascii: ","), hasGroups: hasPoints || spaced > 0), isEvident: true,
        note: "numbers are read with decimal commas\(marks) (--decimal-comma and --thousands decide)")
    }
    let hasPoints = count(.number) + count(.pointGroups) > 0
    let isThousands = grouped > 0 && (hasPoints || sample.scanner.separator == .comma)
    if comma == 0, isThousands || grouped == 0 && spaced > 0 {
      let marks = spaced == 0 ? "commas" : grouped == 0 ? "spaces and apostrophes" : "commas and spaces"
      return Guess(
        style: NumberStyle(hasGroups: true), isEvident: true,
        note: "\(marks) are taken for thousands separators (--decimal-comma and --thousands decide)")
    }
    return Guess(style: plain, isEvident: hasPoints)
  }
}
