public import VectorFiles

/// A picture that was read from a file, and what has to be said about it.
///
/// ```swift
/// let file = try PictureFile(contentsOf: "photo.jpg")
/// let palette = try PictureQuantizer(colourCount: 16).quantized(file.picture)
/// ```
///
/// The format is told by the content. PNG, JPEG, WebP and HEIF (with AVIF) need a library of the system, which is found at run time
/// (on Apple's systems ImageIO); PGM, PPM and PAM need none. The picture is turned as its Exif data say. More than 8 bits per channel are rounded
/// to 8. Colours are taken as sRGB.
public struct PictureFile: Sendable {
  /// As it was given.
  public let path: String
  public let format: PictureFormat
  /// Upright.
  public let picture: Picture
  /// What was done to the picture, or not done, that a user may want to know; a sentence each, without a full stop.
  public let notes: [String]

  /// Reads a file; `-` is standard input.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError`` of kind `noInput`, `badData` (no picture, damaged, cut off, CMYK, animated, or its library is
  ///   not there) or `memory`.
  public init(contentsOf path: String) throws(VectorFileError) {
    let file = try InputBytes(path)
    try self.init(bytes: file.bytes, path: InputPath.title(of: path))
  }

  /// The picture that bytes are.
  ///
  /// - Parameter path: of the file, for errors.
  package init(bytes: UnsafeRawBufferPointer, path: String) throws(VectorFileError) {
    let source = PictureSource(bytes: bytes, path: path)
    guard let format = PictureFormat(of: bytes) else { throw source.noPicture }
    (self.path, self.format) = (path, format)
    let decoded = try Self.decoded(source, format)
    let metadata = PictureMetadata(source, format)
    picture = decoded.isUpright ? decoded.picture : decoded.picture.turned(metadata.orientation)
    notes = decoded.notes + metadata.notes(isUpright: decoded.isUpright, isInSRGB: decoded.isInSRGB)
  }

  private static func decoded(
    _ source: PictureSource, _ format: PictureFormat
  ) throws(VectorFileError) -> DecodedPicture {
    if format == .netpbm { return try NetpbmReader.picture(source) }
    #if canImport(ImageIO)
      return try SystemPictures.picture(source)
    #else
      switch format {
      case .png: return try PNGLibrary(for: source).picture(source)
      case .jpeg: return try JPEGLibrary(for: source).picture(source)
      case .webp: return try WebPLibrary(for: source).picture(source)
      case .heif, .netpbm: return try HEIFLibrary(for: source).picture(source)
      }
    #endif
  }
}

/// What a decoder makes of a file.
struct DecodedPicture {
  let picture: Picture
  var notes: [String] = []
  /// Whether the decoder has heeded the orientation.
  var isUpright = false
  /// Whether the decoder has brought colours to sRGB.
  var isInSRGB = false
}
