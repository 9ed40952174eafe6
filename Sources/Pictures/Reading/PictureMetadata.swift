/// What a file says about its pixels beside them: which way is up, and in which colours they are.
struct PictureMetadata {
  /// 1 to 8, as Exif counts them (CIPA DC-008, 4.6.4); 1 is upright.
  private(set) var orientation = 1
  /// Of an embedded profile, as far as it can be told; nil where there is none.
  private(set) var profile: Profile?

  enum Profile: Equatable {
    case sRGB
    case other(name: String?)
  }

  static let roundingNote = "more than 8 bits per channel are rounded to 8"

  init(_ source: PictureSource, _ format: PictureFormat) {
    let bytes = source.bytes
    switch format {
    case .png: readPNG(bytes)
    case .jpeg: readJPEG(bytes)
    case .webp: readWebP(bytes)
    case .heif, .netpbm: break
    }
  }

  func notes(isUpright: Bool, isInSRGB: Bool) -> [String] {
    var notes: [String] = []
    if !isUpright, orientation != 1 { notes.append("the picture is turned upright, as its Exif data say") }
    if !isInSRGB, case .other(let name)? = profile {
      notes.append("its colour profile\(name.map { " (\($0))" } ?? "") is not applied: colours are taken as sRGB")
    }
    return notes
  }

  /// Chunks: length, type, data, checksum.
  private mutating func readPNG(_ bytes: UnsafeRawBufferPointer) {
    var place = 8
    while let length = bytes.number(at: place, size: 4), place + 12 + length <= bytes.count {
      let data = UnsafeRawBufferPointer(rebasing: bytes[(place + 8)..<(place + 8 + length)])
      switch String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self) {
      case "eXIf": readOrientation(data)
      case "iCCP":
        let name = String(decoding: data.prefix(79).prefix { $0 != 0 }, as: UTF8.self)
        profile = name.contains("sRGB") ? .sRGB : .other(name: name)
      default: break
      }
      place += 12 + length
    }
  }

  /// Segments up to the first scan: a marker, and a length that counts itself.
  private mutating func readJPEG(_ bytes: UnsafeRawBufferPointer) {
    var place = 2
    while let marker = bytes.number(at: place, size: 2), marker & 0xFF00 == 0xFF00, marker != 0xFFDA,
      let length = bytes.number(at: place + 2, size: 2), length >= 2, place + 2 + length <= bytes.count
    {
      let data = UnsafeRawBufferPointer(rebasing: bytes[(place + 4)..<(place + 2 + length)])
      if marker == 0xFFE1, data.starts(with: Array("Exif".utf8) + [0, 0]) {
        readOrientation(UnsafeRawBufferPointer(rebasing: data[6...]))
      } else if marker == 0xFFE2, data.starts(with: "ICC_PROFILE".utf8), profile == nil {
        profile = Self.profile(data)
      }
      place += 2 + length
    }
  }

  /// Chunks: type, length, data, filled up to an even number of bytes.
  private mutating func readWebP(_ bytes: UnsafeRawBufferPointer) {
    var place = 12
    while let length = bytes.number(at: place + 4, size: 4, isBigEndian: false), place + 8 + length <= bytes.count {
      var data = UnsafeRawBufferPointer(rebasing: bytes[(place + 8)..<(place + 8 + length)])
      switch String(decoding: bytes[place..<(place + 4)], as: UTF8.self) {
      case "EXIF":
        if data.starts(with: "Exif".utf8), data.count >= 6 { data = UnsafeRawBufferPointer(rebasing: data[6...]) }
        readOrientation(data)
      case "ICCP": profile = Self.profile(data)
      default: break
      }
      place += 8 + length + length % 2
    }
  }

  /// The first directory of a TIFF: the entry 0x0112.
  private mutating func readOrientation(_ tiff: UnsafeRawBufferPointer) {
    let isBigEndian = tiff.starts(with: [0x4D, 0x4D, 0, 0x2A])
    guard isBigEndian || tiff.starts(with: [0x49, 0x49, 0x2A, 0]),
      let directory = tiff.number(at: 4, size: 4, isBigEndian: isBigEndian),
      let count = tiff.number(at: directory, size: 2, isBigEndian: isBigEndian)
    else { return }
    for entry in 0..<count {
      let place = directory + 2 + entry * 12
      guard let tag = tiff.number(at: place, size: 2, isBigEndian: isBigEndian) else { return }
      if tag == 0x0112, let value = tiff.number(at: place + 8, size: 2, isBigEndian: isBigEndian),
        (1...8).contains(value)
      {
        orientation = value
      }
    }
  }

  /// A profile whose text names sRGB, in letters of one byte or two, is that.
  private static func profile(_ data: UnsafeRawBufferPointer) -> Profile {
    let letters = data.lazy.filter { $0 != 0 }
    return String(decoding: letters, as: UTF8.self).contains("sRGB") ? .sRGB : .other(name: nil)
  }
}
