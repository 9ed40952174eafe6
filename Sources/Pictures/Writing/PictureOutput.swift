public import VectorFiles

/// A format in which a drawn picture is written, by the suffix of a name.
public enum PictureOutput: String, CaseIterable, Sendable {
  /// `.png`: codes of the palette of 1, 2, 4 or 8 bits; true colour where the pairs of a colour and an alpha are more than 256.
  case png
  /// `.ppm`: bytes of sRGB, no transparency.
  case ppm
  /// `.pam`: bytes of sRGB and, where there is transparency, alpha.
  case pam

  /// The format of a name; nil where it ends in no suffix of one.
  public init?(path: String) {
    let name = path.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) else { return nil }
    self = format
  }

  /// Throws where what a picture of this format needs is not there.
  public func checkReady(_ path: String) throws(VectorFileError) {
    if self == .png { _ = try PNGEncoder(for: path) }
  }

  /// Throws where the format cannot hold a picture's transparency.
  public func check(_ picture: Picture, _ path: String) throws(VectorFileError) {
    if self == .ppm, picture.hasTransparency { throw Self.transparency(path) }
  }

  private static func transparency(_ path: String) -> VectorFileError {
    VectorFileError(
      kind: .badData, path: path, location: .file, problem: "the picture has transparency, and PPM none",
      advice: "write .png or .pam")
  }

  /// Writes a picture whole, or not at all (``/VectorFiles/AtomicFile``).
  ///
  /// - Throws: ``/VectorFiles/VectorFileError``; of kind `badData` where the format cannot hold the picture's transparency or zlib is not there.
  public func write(_ picture: QuantizedPicture, to path: String) throws(VectorFileError) {
    switch self {
    case .png: try AtomicFile.write(try PNGEncoder(for: path).bytes(of: picture), to: path)
    case .ppm:
      guard picture.alphas == nil else { throw Self.transparency(path) }
      try AtomicFile.write(NetpbmEncoder.bytes(of: picture, isArbitrary: false), to: path)
    case .pam: try AtomicFile.write(NetpbmEncoder.bytes(of: picture, isArbitrary: true), to: path)
    }
  }
}

extension Picture {
  /// The picture as a PNG of true colour.
  package func png() throws(VectorFileError) -> [UInt8] { try PNGEncoder(for: "a PNG").bytes(of: self) }

  /// Every so many pixels of every so many rows, so that a row has no more than `width`; and how many.
  package func thinned(to width: Int) -> (picture: Picture, step: Int) {
    let step = (self.width + width - 1) / width
    let (columns, rows) = ((self.width + step - 1) / step, (height + step - 1) / step)
    var thin: [UInt8] = []
    thin.reserveCapacity(columns * rows * 4)
    for row in stride(from: 0, to: height, by: step) {
      for column in stride(from: 0, to: self.width, by: step) {
        let place = (row * self.width + column) * 4
        thin += pixels[place..<(place + 4)]
      }
    }
    return (Picture(width: columns, height: rows, pixels: thin), step)
  }
}
