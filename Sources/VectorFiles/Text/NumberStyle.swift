/// How a text writes its numbers.
struct NumberStyle: Equatable {
  /// What stands between the whole part and the fraction: a point or a comma.
  var point = UInt8(ascii: ".")
  /// Whether groups of three digits are set apart: by a comma or, where that is the point, a point; by an apostrophe, a
  /// space or a narrow space in either case.
  var hasGroups = false

  static let plain = NumberStyle()
  static let decimalComma = NumberStyle(point: UInt8(ascii: ","))

  /// 1.234,5
  static let european = NumberStyle(point: UInt8(ascii: ","), hasGroups: true)

  var hasDecimalComma: Bool { point == UInt8(ascii: ",") }

  /// A cell in the plain style, if it is a number in this one.
  ///
  /// - Returns: nil where groups are not of three digits, or the cell holds what no number has.
  func plainText(of cell: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    text.reserveCapacity(cell.count)
    // The digits since the last mark of a group; nil before the first.
    var group: Int?
    var digits = 0
    var isWhole = true
    var index = 0
    while index < cell.count {
      let byte = cell[index]
      let mark = hasGroups && isWhole ? groupMark(cell, index) : 0
      if byte &- UInt8(ascii: "0") < 10 {
        digits += 1
        if let length = group { group = length + 1 }
        text.append(byte)
      } else if byte == point, isWhole {
        guard group ?? 3 == 3 else { return nil }
        isWhole = false
        text.append(UInt8(ascii: "."))
      } else if mark > 0 {
        // No number of thousands begins with 0.
        let isFirst = (1...3).contains(digits) && text[text.count - digits] != UInt8(ascii: "0")
        guard group.map({ $0 == 3 }) ?? isFirst else { return nil }
        group = 0
        index += mark
        continue
      } else if (byte | 0x20) &- UInt8(ascii: "d") < 2 {
        guard group == nil else { return nil }
        isWhole = false
        text.append(UInt8(ascii: "e"))
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        text.append(byte)
      } else {
        return nil
      }
      index += 1
    }
    return !isWhole || group ?? 3 == 3 ? text : nil
  }

  /// The bytes of the mark between groups at `index`; 0 where there is none.
  private func groupMark(_ cell: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let byte = cell[index]
    let comma = hasDecimalComma ? UInt8(ascii: ".") : UInt8(ascii: ",")
    if byte == comma || byte == UInt8(ascii: "'") || byte == UInt8(ascii: " ") || byte == 0xA0 { return 1 }
    if byte == 0xC2, index + 1 < cell.count, cell[index + 1] == 0xA0 { return 2 }
    if byte == 0xE2, index + 2 < cell.count, cell[index + 1] == 0x80, [0x89, 0xAF].contains(cell[index + 2]) {
      return 3
    }
    return 0
  }
}
