internal import VectorFiles

/// What the header of a binary file of Netpbm says.
struct NetpbmHeader {
  var width = 0
  var height = 0
  /// One to four.
  var channels = 0
  /// The largest value of a sample.
  var maximum = 0
  /// Where the samples begin.
  var end = 0

  init(_ source: PictureSource) throws(VectorFileError) {
    var reader = Reader(source)
    switch source.bytes[1] {
    case UInt8(ascii: "5"): try reader.readPlain(into: &self, channels: 1)
    case UInt8(ascii: "6"): try reader.readPlain(into: &self, channels: 3)
    case UInt8(ascii: "7"): try reader.readArbitrary(into: &self)
    case let kind:
      throw source.failure(
        "P\(UnicodeScalar(kind)) of Netpbm is not read", "write P5, P6 or P7: binary, with several bits per sample")
    }
    end = reader.place
    guard maximum <= 65535 else { throw reader.failure("the largest value is beyond 65535") }
  }
}

/// The header's text, from front to back.
private struct Reader {
  private let source: PictureSource
  private(set) var place = 2

  init(_ source: PictureSource) { self.source = source }

  func failure(_ problem: String) -> VectorFileError {
    source.failure(problem, "write the file again", at: .byte(min(place, source.bytes.count)))
  }

  /// Three numbers, as P5 and P6 have.
  mutating func readPlain(into header: inout NetpbmHeader, channels: Int) throws(VectorFileError) {
    header.channels = channels
    header.width = try number("the width")
    header.height = try number("the height")
    header.maximum = try number("the largest value")
    guard place < source.bytes.count, source.bytes[place].isSpace else {
      throw failure("white space is missing behind the largest value")
    }
    place += 1
  }

  /// Lines of a word and a value, up to ENDHDR, as P7 has.
  mutating func readArbitrary(into header: inout NetpbmHeader) throws(VectorFileError) {
    _ = try line()
    while true {
      let start = place
      let words = try line().split(separator: " ", maxSplits: 1).map(String.init)
      guard let word = words.first, !word.hasPrefix("#") else { continue }
      if word == "ENDHDR" { break }
      let value = words.count > 1 ? words[1] : ""
      if word == "TUPLTYPE" {
        let known = ["BLACKANDWHITE", "GRAYSCALE", "RGB"]
        guard known.contains(value.hasSuffix("_ALPHA") ? String(value.dropLast(6)) : value) else {
          place = start
          throw failure("samples of the type \(value.shown) are not read")
        }
        continue
      }
      guard let number = Int(value.split(separator: " ").joined()), number > 0 else {
        place = start
        throw failure("\(word.shown) is no positive number")
      }
      switch word {
      case "WIDTH": header.width = number
      case "HEIGHT": header.height = number
      case "DEPTH": header.channels = number
      case "MAXVAL": header.maximum = number
      default:
        place = start
        throw failure("the header has an unknown line \(word.shown)")
      }
    }
    guard header.width > 0, header.height > 0, header.maximum > 0, (1...4).contains(header.channels) else {
      throw failure("the header lacks WIDTH, HEIGHT, MAXVAL, or DEPTH of 1 to 4")
    }
  }

  /// The line here, without its end, behind which the next begins.
  private mutating func line() throws(VectorFileError) -> String {
    let rest = source.bytes[place...].prefix(1 << 16)
    guard let end = rest.firstIndex(of: 0x0A) else { throw failure("the header does not end") }
    defer { place = end + 1 }
    return String(decoding: source.bytes[place..<end].map { $0.isSpace ? 0x20 : $0 }, as: UTF8.self)
  }

  /// The number behind white space and comments.
  private mutating func number(_ name: String) throws(VectorFileError) -> Int {
    let bytes = source.bytes
    while place < bytes.count, bytes[place].isSpace || bytes[place] == UInt8(ascii: "#") {
      if bytes[place] == UInt8(ascii: "#") {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      } else {
        place += 1
      }
    }
    var value = 0
    let start = place
    while place < bytes.count, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
      value = min(value * 10 + Int(digit), 1 << 40)
      place += 1
    }
    guard place > start, value > 0 else { throw failure("\(name) is missing or 0") }
    return value
  }
}
