/// The distinct colours of a picture, and how much each of them counts.
///
/// Pixels that cannot be seen (alpha 0) do not count; others count by their alpha.
///
/// - Complexity: two passes over the pixels. Memory: 3 MB, and 19 bytes per distinct colour.
struct ColourCounts {
  /// Ascending by red, green, blue.
  let colours: [SRGBColour]
  /// How many pixels have each.
  let pixels: [Int]
  /// The sum of their alphas, each 1 ... 255.
  let alphas: [Int]
  /// A bit for each of the 2^24 colours, and how many are set in the words before each.
  private let present: [UInt64]
  private let ranks: [Int32]

  init(_ picture: Picture) {
    var present = [UInt64](repeating: 0, count: 1 << 18)
    picture.pixels.withUnsafeBufferPointer { bytes in
      for place in stride(from: 0, to: bytes.count, by: 4) where bytes[place + 3] > 0 {
        let code = Self.code(bytes, place)
        present[code >> 6] |= 1 << UInt64(code & 63)
      }
    }
    var (ranks, count) = ([Int32](), 0)
    ranks.reserveCapacity(present.count)
    for word in present {
      ranks.append(Int32(count))
      count += word.nonzeroBitCount
    }
    var colours: [SRGBColour] = []
    colours.reserveCapacity(count)
    for (place, word) in present.enumerated() {
      var rest = word
      while rest != 0 {
        colours.append(SRGBColour(code: place << 6 | rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    (self.present, self.ranks, self.colours) = (present, ranks, colours)
    var (pixels, alphas) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count))
    picture.pixels.withUnsafeBufferPointer { bytes in
      for place in stride(from: 0, to: bytes.count, by: 4) where bytes[place + 3] > 0 {
        let code = Self.code(bytes, place)
        let index = Self.index(of: code, present, ranks)
        pixels[index] += 1
        alphas[index] += Int(bytes[place + 3])
      }
    }
    (self.pixels, self.alphas) = (pixels, alphas)
  }

  /// Which of ``colours`` the pixel at a place of the bytes has; it can be seen.
  func index(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    Self.index(of: Self.code(bytes, place), present, ranks)
  }

  /// The weight of each: the sum of alphas, as a number of opaque pixels.
  var weights: [Double] { alphas.map { Double($0) / 255 } }

  private static func code(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
  }

  private static func index(of code: Int, _ present: [UInt64], _ ranks: [Int32]) -> Int {
    let below = present[code >> 6] & (1 << UInt64(code & 63) - 1)
    return Int(ranks[code >> 6]) + below.nonzeroBitCount
  }
}
