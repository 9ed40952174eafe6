internal import Refusals

/// Pixels in rows from the top, each of four bytes: red, green, blue (sRGB) and alpha, not premultiplied.
///
/// - Complexity: 4 bytes per pixel.
public struct Picture: Sendable, Equatable {
  /// Pixels in a row, at least 1.
  public let width: Int
  /// Rows, at least 1.
  public let height: Int
  /// [height * width * 4].
  public let pixels: [UInt8]

  /// - Parameters:
  ///   - width: at least 1.
  ///   - height: at least 1.
  ///   - pixels: [height * width * 4]: red, green, blue, alpha of each pixel, row by row.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    require(width >= 1 && height >= 1, "a picture has at least one pixel")
    require(pixels.count / 4 / height == width && pixels.count == width * height * 4, "a pixel has four bytes")
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }

  /// The number of pixels.
  public var count: Int { width * height }

  /// Whether some pixel's alpha is below 255.
  public var hasTransparency: Bool {
    pixels.withUnsafeBufferPointer { pixels in
      stride(from: 3, to: pixels.count, by: 4).contains { pixels[$0] < 255 }
    }
  }
}
