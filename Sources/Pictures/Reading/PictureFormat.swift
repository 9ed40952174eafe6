/// How the pixels of a file are written.
public enum PictureFormat: String, CaseIterable, Sendable {
  case png, jpeg, webp, heif
  /// P5 (PGM), P6 (PPM) and P7 (PAM) of Netpbm.
  case netpbm

  /// The name that people know.
  public var name: String {
    switch self {
    case .png: "PNG"
    case .jpeg: "JPEG"
    case .webp: "WebP"
    case .heif: "HEIF"
    case .netpbm: "Netpbm"
    }
  }

  /// The format by the first bytes, whatever the file is called; nil for those of no format here.
  init?(of bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: "RIFF".utf8), bytes.count >= 12, bytes[8..<12].elementsEqual("WEBP".utf8) {
      self = .webp
    } else if Self.isHEIF(bytes) {
      self = .heif
    } else if bytes.count > 2, bytes[0] == UInt8(ascii: "P"),
      (UInt8(ascii: "1")...UInt8(ascii: "7")).contains(bytes[1]),
      bytes[2].isSpace || bytes[2] == UInt8(ascii: "#")
    {
      self = .netpbm
    } else {
      return nil
    }
  }

  /// The box `ftyp` with a brand of still pictures (ISO/IEC 23008-12) among the first.
  private static func isHEIF(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return false }
    let brands: Set = ["heic", "heix", "heim", "heis", "mif1", "mif2", "avif"]
    return stride(from: 8, through: min(bytes.count, 64) - 4, by: 4).contains { place in
      brands.contains(String(decoding: bytes[place..<(place + 4)], as: UTF8.self))
    }
  }

  /// What a file of another format is, where that can be told.
  static func other(_ bytes: UnsafeRawBufferPointer) -> String? {
    let beginnings: [(String, [UInt8])] = [
      ("a GIF", Array("GIF8".utf8)), ("a BMP", Array("BM".utf8)), ("a TIFF", [0x49, 0x49, 0x2A, 0]),
      ("a TIFF", [0x4D, 0x4D, 0, 0x2A]), ("a JPEG XL", [0xFF, 0x0A]),
      ("a JPEG XL", [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20]), ("a Photoshop document", Array("8BPS".utf8)),
      ("a PDF", Array("%PDF".utf8)), ("a JPEG 2000", [0, 0, 0, 0x0C, 0x6A, 0x50]),
    ]
    return beginnings.first { bytes.starts(with: $0.1) }?.0
  }
}

extension UInt8 {
  /// White space of Netpbm.
  var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
