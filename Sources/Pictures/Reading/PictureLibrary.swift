internal import VectorFiles

/// A library of the system that reads or writes pictures: looked for when one is read or written, never linked.
package enum PictureLibrary: CaseIterable, Sendable {
  case png, jpeg, webp, heif

  package var name: String {
    switch self {
    case .png: "libpng"
    case .jpeg: "TurboJPEG"
    case .webp: "libwebp"
    case .heif: "libheif"
    }
  }

  /// What it is needed for.
  package var purpose: String { "pictures: \(format.name)" }

  /// How to get it.
  package var advice: String {
    switch self {
    case .png: "Debian: apt-get install libpng16-16"
    case .jpeg: "Debian: apt-get install libturbojpeg0"
    case .webp: "Debian: apt-get install libwebp7"
    case .heif: "Debian: apt-get install libheif1"
    }
  }

  var format: PictureFormat {
    switch self {
    case .png: .png
    case .jpeg: .jpeg
    case .webp: .webp
    case .heif: .heif
    }
  }

  private var names: [String] {
    switch self {
    case .png: ["libpng16.so.16", "libpng16.so"]
    case .jpeg: ["libturbojpeg.so.0", "libturbojpeg.so"]
    case .webp: ["libwebp.so.7", "libwebp.so"]
    case .heif: ["libheif.so.1", "libheif.so"]
    }
  }

  /// Why it cannot be used here; nil where it can, or where the system reads pictures itself.
  package var problem: String? {
    #if canImport(ImageIO)
      return nil
    #else
      do throws(SharedLibrary.Missing) {
        _ = try SharedLibrary(names)
        return nil
      } catch {
        return error.words
      }
    #endif
  }

  /// What `body` makes of the library's functions.
  ///
  /// - Throws: that it is not there, and how it is installed, about the picture that needs it.
  func loaded<Functions>(
    for source: PictureSource, names: [String]? = nil,
    _ body: (SharedLibrary) throws(SharedLibrary.Missing) -> Functions
  ) throws(VectorFileError) -> Functions {
    do throws(SharedLibrary.Missing) {
      return try body(try SharedLibrary(names ?? self.names))
    } catch {
      throw source.failure(
        "this is a \(format.name), and \(name), which reads it, is not there (\(error.words))",
        "install it (\(advice)), or save the picture as PPM")
    }
  }
}
