internal import TesseraKernels

/// Draws the pixels of a picture with a palette.
struct Drawing {
  let picture: Picture
  let counts: ColourCounts
  let palette: [SRGBColour]
  let space: PictureSpace
  /// The nearest colour of the palette for every distinct colour.
  let labels: [Int32]
  /// Of the palette.
  let points: [ColourPoint]
  let lights: [LinearColour]

  init(
    _ picture: Picture, _ counts: ColourCounts, _ palette: [SRGBColour], _ space: PictureSpace, _ labels: [Int32]
  ) {
    (self.picture, self.counts, self.palette, self.space, self.labels) = (picture, counts, palette, space, labels)
    (points, lights) = (palette.map(space.point), palette.map(\.linear))
  }

  func codes(_ dithering: Dithering, threadCount: Int?) -> [UInt8] {
    switch dithering {
    case .none: codes { counts, bytes, pixel in UInt8(labels[counts.index(bytes, pixel * 4)]) }
    case .floydSteinberg: diffused
    case .ordered:
      ordered(ParallelRows(threads: threadCount ?? ParallelRows.processorCount))
    }
  }

  /// A code for each pixel that can be seen, 0 for others.
  func codes(_ code: (ColourCounts, UnsafeBufferPointer<UInt8>, _ pixel: Int) -> UInt8) -> [UInt8] {
    picture.pixels.withUnsafeBufferPointer { bytes in
      [UInt8](unsafeUninitializedCapacity: picture.count) { codes, count in
        for pixel in 0..<picture.count { codes[pixel] = bytes[pixel * 4 + 3] > 0 ? code(counts, bytes, pixel) : 0 }
        count = picture.count
      }
    }
  }

  /// What is lost: sums over pixels of alpha times squared differences of bytes, and of alpha / 255 times squared distances in the space where
  /// pixels are dithered.
  func differences(of codes: [UInt8], _ dithering: Dithering) -> (bytes: Int, squares: Double) {
    if dithering == .none {
      let bytes = labels.indices.reduce(0) { sum, index in
        sum + counts.alphas[index] * Self.square(counts.colours[index], palette[Int(labels[index])])
      }
      return (bytes, 0)
    }
    let colours = counts.colours.map(space.point)
    var (bytes, squares) = (0, 0.0)
    picture.pixels.withUnsafeBufferPointer { pixels in
      for pixel in codes.indices where pixels[pixel * 4 + 3] > 0 {
        let (index, code, alpha) = (counts.index(pixels, pixel * 4), Int(codes[pixel]), Int(pixels[pixel * 4 + 3]))
        bytes += alpha * Self.square(counts.colours[index], palette[code])
        squares += Double(alpha) / 255 * colours[index].square(to: points[code])
      }
    }
    return (bytes, squares)
  }

  private static func square(_ one: SRGBColour, _ other: SRGBColour) -> Int {
    let (red, green, blue) = (
      Int(one.red) - Int(other.red), Int(one.green) - Int(other.green), Int(one.blue) - Int(other.blue)
    )
    return red * red + green * green + blue * blue
  }
}
