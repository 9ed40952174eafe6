/// Tells dates and times from other words.
enum DateText {
  /// Whether a cell is made of digits, marks such as `-`, `/`, `.`, `:`, and the words of calendars, in one of the ways in
  /// which dates and times are written: 2020-01-31, 31.12.2020 12:30, 9:05 PM, Jan 5, 2020, 1974Q1, 2020-W05.
  static func isDate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    isMarked(cell) || isNamed(cell)
  }

  /// Two or three groups of digits between the same of `-`, `/`, `.`, `:`, one of four digits or two marks at least; or
  /// such a group followed by a time.
  private static func isMarked(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    var marks = 0
    var digits = 0
    var index = 0
    while index < cell.count, digits + marks < 12 {
      let byte = cell[index]
      if isDigit(byte) {
        digits += 1
      } else if digits > 0, "-/.:".utf8.contains(byte) {
        marks += 1
      } else {
        break
      }
      index += 1
    }
    let isComplete = index == cell.count || "T ".utf8.contains(cell[index])
    return isComplete && marks >= 2 && digits >= 3
      || isComplete && marks == 1 && (3...6).contains(digits) && index == cell.count
        && (cell.contains(UInt8(ascii: ":")) || cell.contains(UInt8(ascii: "-")) && digits == 6)
  }

  /// Digits and at least one word of a calendar, and no other word.
  private static func isNamed(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.count <= 40, cell.contains(where: isDigit) else { return false }
    var words = 0
    var index = 0
    while index < cell.count {
      let byte = cell[index]
      if isLetter(byte) {
        let end = cell[index...].firstIndex { !isLetter($0) } ?? cell.count
        guard isCalendarWord(cell[index..<end], isBeforeDigit: end < cell.count && isDigit(cell[end])) else {
          return false
        }
        words += 1
        index = end
      } else {
        guard isDigit(byte) || " -/.:,+".utf8.contains(byte) else { return false }
        index += 1
      }
    }
    return words > 0
  }

  private static func isCalendarWord(_ word: Slice<UnsafeBufferPointer<UInt8>>, isBeforeDigit: Bool) -> Bool {
    let text = String(decoding: word, as: UTF8.self).lowercased()
    // Quarters and weeks belong to a year before them: Q1 alone may be a question, and 60W a lamp.
    if text == "q" || text == "w" { return isBeforeDigit && word.startIndex > 0 }
    return words.contains(text)
  }

  private static let words: Set<String> = {
    let long = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    let short = long.map { String($0.prefix(3)) }
    return Set(long + short + ["sept", "tues", "thur", "thurs", "am", "pm", "utc", "gmt"])
  }()

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
