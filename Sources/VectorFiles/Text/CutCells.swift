/// Whether cells of a record begin what others end: a separator that a guess chose stands within quotation marks or
/// brackets then.
struct CutCells {
  /// Whether a list of numbers begins in brackets that its cell does not close.
  private(set) var holdsList = false
  private var hasOpenCells = false
  /// Quotation marks, and brackets that are open, by kind.
  private var marks = 0
  private var open = [0, 0, 0]

  private static let brackets = (open: Array("([{".utf8), close: Array(")]}".utf8))

  /// Whether a cell has another number of brackets that open and close, or an odd number of quotation marks, while the
  /// record has not.
  var isCut: Bool { hasOpenCells && marks % 2 == 0 && open.allSatisfy { $0 == 0 } }

  /// Adds a cell that is not quoted.
  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    var (ownMarks, own) = (0, [0, 0, 0])
    var last: Int?
    for (index, byte) in cell.enumerated() {
      if byte == UInt8(ascii: "\"") { ownMarks += 1 }
      if let kind = Self.brackets.open.firstIndex(of: byte) {
        own[kind] += 1
        last = index
      } else if let kind = Self.brackets.close.firstIndex(of: byte) {
        own[kind] -= 1
      }
    }
    let isOpen = own.contains { $0 != 0 }
    if isOpen, let last, own.contains(where: { $0 > 0 }), Self.isNumber(cell[(last + 1)...]) { holdsList = true }
    hasOpenCells = hasOpenCells || isOpen || ownMarks % 2 == 1
    marks += ownMarks
    for kind in own.indices { open[kind] += own[kind] }
  }

  private static func isNumber(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = text.first(where: { $0 != UInt8(ascii: " ") }) else { return false }
    return first &- UInt8(ascii: "0") < 10 || "+-.".utf8.contains(first)
  }
}
