/// A finite number as decimal digits, 0.d1d2d3... times ten to a power: the shortest that name it.
struct DecimalDigits {
  let isNegative: Bool
  /// Without leading or trailing zeros; empty for 0.
  private(set) var digits: [UInt8]
  /// The number is 0.digits times ten to this.
  private(set) var point: Int

  init(_ value: Double) {
    isNegative = value < 0
    var digits: [UInt8] = []
    var (point, exponent) = (0, 0)
    var isBehindPoint = false
    var rest = Array(value.magnitude.description.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if isBehindPoint { if digits.isEmpty && byte == UInt8(ascii: "0") { point -= 1 } } else { point += 1 }
        if digits.isEmpty && byte == UInt8(ascii: "0") {
          if !isBehindPoint { point -= 1 }
        } else {
          digits.append(byte - UInt8(ascii: "0"))
        }
      case UInt8(ascii: "."): isBehindPoint = true
      default:
        exponent = Int(String(decoding: rest, as: UTF8.self)) ?? 0
        rest = []
      }
    }
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    self.point = digits.isEmpty ? 0 : point + exponent
  }

  /// The exponent of the first digit: 2 for 345.
  var exponent: Int { point - 1 }

  /// The number of digits behind the point.
  var places: Int { max(0, digits.count - point) }

  /// Rounded, half away from zero, to so many digits behind the point.
  func rounded(places: Int) -> DecimalDigits {
    var result = self
    let kept = point + places
    guard kept < digits.count else { return result }
    guard kept >= 0 else { return DecimalDigits(0) }
    let roundsUp = digits[kept] >= 5
    result.digits = Array(digits.prefix(kept))
    if roundsUp {
      var index = kept - 1
      while index >= 0, result.digits[index] == 9 {
        result.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        result.digits[index] += 1
      } else {
        result.digits.insert(1, at: 0)
        result.point += 1
      }
    }
    while result.digits.last == 0 { result.digits.removeLast() }
    if result.digits.isEmpty { return DecimalDigits(0) }
    return result
  }

  /// Rounded to so many digits in all.
  func rounded(significant count: Int) -> DecimalDigits { rounded(places: count - point) }
}
