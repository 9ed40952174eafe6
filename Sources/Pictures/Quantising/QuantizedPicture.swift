public import Clustering

/// A picture drawn with the colours of a palette.
public struct QuantizedPicture: Sendable {
  /// The colours, those of most pixels first.
  public let palette: [PaletteColour]
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// [height * width]: which colour of the palette each pixel has; 0 where it is fully transparent.
  public let codes: [UInt8]
  /// [height * width]: the alphas of the picture; nil where all are 255.
  public let alphas: [UInt8]?
  /// How many distinct colours the picture has, of pixels that can be seen.
  public let uniqueColourCount: Int
  /// How many pixels cannot be seen.
  public let transparentCount: Int
  /// In which space colours are near.
  public let space: PictureSpace
  /// The sum over pixels of alpha / 255 times the squared distance, in the space, to the nearest colour of the palette: without dithering.
  public let inertia: Double
  /// The root of the mean (by alpha) of the squared distance, in the space, of pixels as they are from pixels as they are drawn here.
  public let error: Double
  /// The mean (by alpha) of the squared difference of bytes of sRGB, over pixels and channels.
  public let meanSquaredError: Double
  /// The last run of the fit that found the palette; nil where the picture has no more colours than were asked for, and all are in the palette.
  public let model: KMeansModel?

  /// Whether every visible pixel has its own colour.
  public var isExact: Bool { meanSquaredError == 0 }

  init(
    _ quantizer: PictureQuantizer, _ picture: Picture, _ counts: ColourCounts, _ palette: [PaletteColour],
    _ assignment: Assignment, _ model: KMeansModel?
  ) {
    (self.palette, self.model, space) = (palette, model, quantizer.space)
    (width, height) = (picture.width, picture.height)
    (uniqueColourCount, inertia) = (counts.colours.count, assignment.inertia)
    transparentCount = picture.count - counts.pixels.reduce(0, +)
    alphas =
      picture.hasTransparency
      ? stride(from: 3, to: picture.pixels.count, by: 4).map { picture.pixels[$0] } : nil
    let drawing = Drawing(picture, counts, palette.map(\.colour), space, assignment.labels)
    codes = drawing.codes(quantizer.dithering, threadCount: quantizer.threadCount)
    let differences = drawing.differences(of: codes, quantizer.dithering)
    let weight = Double(counts.alphas.reduce(0, +)) / 255
    error = ((quantizer.dithering == .none ? assignment.inertia : differences.squares) / weight).squareRoot()
    meanSquaredError = Double(differences.bytes) / 255 / weight / 3
  }

  /// The pixels with the colours of the palette.
  public var picture: Picture {
    let colours = palette.map(\.colour)
    let pixels = [UInt8](unsafeUninitializedCapacity: codes.count * 4) { pixels, count in
      for (pixel, code) in codes.enumerated() {
        let colour = colours[Int(code)]
        let alpha = alphas?[pixel] ?? 255
        (pixels[pixel * 4], pixels[pixel * 4 + 1]) = alpha > 0 ? (colour.red, colour.green) : (0, 0)
        (pixels[pixel * 4 + 2], pixels[pixel * 4 + 3]) = (alpha > 0 ? colour.blue : 0, alpha)
      }
      count = codes.count * 4
    }
    return Picture(width: width, height: height, pixels: pixels)
  }
}
