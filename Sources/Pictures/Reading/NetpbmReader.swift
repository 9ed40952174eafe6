internal import VectorFiles

/// The binary formats of Netpbm: P5 (PGM), P6 (PPM) and P7 (PAM) with one to four channels, of 8 or 16 bits.
///
/// Formats: https://netpbm.sourceforge.net/doc/pam.html, ppm.html and pgm.html. Samples are taken as sRGB, as programs write them.
struct NetpbmReader {
  private let source: PictureSource
  private var place = 2

  private struct Header {
    var width = 0
    var height = 0
    var channels = 0
    var maximum = 0
  }

  private init(_ source: PictureSource) { self.source = source }

  static func picture(_ source: PictureSource) throws(VectorFileError) -> DecodedPicture {
    var reader = NetpbmReader(source)
    let kind = source.bytes[1]
    let header: Header
    switch kind {
    case UInt8(ascii: "5"): header = try reader.plainHeader(channels: 1)
    case UInt8(ascii: "6"): header = try reader.plainHeader(channels: 3)
    case UInt8(ascii: "7"): header = try reader.arbitraryHeader()
    default:
      throw source.failure(
        "P\(UnicodeScalar(kind)) of Netpbm is not read", "write P5, P6 or P7: binary, with several bits per sample")
    }
    return try reader.pixels(header)
  }

  private func failure(_ problem: String) -> VectorFileError {
    source.failure(problem, "write the file again", at: .byte(min(place, source.bytes.count)))
  }

  private mutating func plainHeader(channels: Int) throws(VectorFileError) -> Header {
    var header = Header()
    header.channels = channels
    header.width = try number("the width")
    header.height = try number("the height")
    header.maximum = try number("the largest value")
    guard place < source.bytes.count, source.bytes[place].isSpace else {
      throw failure("white space is missing behind the largest value")
    }
    place += 1
    return header
  }

  /// Lines of a word and a value, up to ENDHDR.
  private mutating func arbitraryHeader() throws(VectorFileError) -> Header {
    var header = Header()
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
    return header
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

  private func pixels(_ header: Header) throws(VectorFileError) -> DecodedPicture {
    guard header.maximum <= 65535 else { throw failure("the largest value is beyond 65535") }
    let (bytes, place) = (source.bytes, place)
    let (size, channels) = (header.maximum > 255 ? 2 : 1, header.channels)
    let (pixelCount, overflow) = header.width.multipliedReportingOverflow(by: header.height)
    let needed = overflow || pixelCount > .max / 16 ? Int.max : pixelCount * channels * size
    guard bytes.count - place >= needed else {
      throw source.failure(
        "the pixels end too early: \(header.width) x \(header.height) need \(needed == .max ? "more" : "\(needed)") bytes, and there are \(bytes.count - place)",
        "copy or write the file again", at: .byte(bytes.count))
    }
    let hasColour = channels > 2
    let picture = try source.picture(width: header.width, height: header.height) { pixels in
      for pixel in 0..<pixelCount {
        var samples: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 255)
        for channel in 0..<channels {
          let start = place + (pixel * channels + channel) * size
          let value = size == 1 ? Int(bytes[start]) : Int(bytes[start]) << 8 | Int(bytes[start + 1])
          guard value <= header.maximum else {
            return source.failure(
              "a sample is \(value), and the largest value \(header.maximum)", "write the file again", at: .byte(start))
          }
          let sample = UInt8((2 * 255 * value + header.maximum) / (2 * header.maximum))
          switch (channel, hasColour) {
          case (0, true): samples.0 = sample
          case (1, true): samples.1 = sample
          case (2, true): samples.2 = sample
          case (0, false): (samples.0, samples.1, samples.2) = (sample, sample, sample)
          default: samples.3 = sample
          }
        }
        (pixels[pixel * 4], pixels[pixel * 4 + 1]) = (samples.0, samples.1)
        (pixels[pixel * 4 + 2], pixels[pixel * 4 + 3]) = (samples.2, samples.3)
      }
      return nil
    }
    var notes: [String] = []
    if header.maximum > 255 { notes.append("samples of more than 8 bits are rounded to 8") }
    if bytes.count - place > needed {
      notes.append("\(bytes.count - place - needed) bytes behind the picture are not read")
    }
    return DecodedPicture(picture: picture, notes: notes, isUpright: true, isInSRGB: true)
  }
}
