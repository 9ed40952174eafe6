import Clustering
import TesseraTestSupport
import Testing

@testable import Pictures

@Suite struct DitheringTests {
  private func codes(_ colours: [[UInt8]], width: Int, _ palette: [[UInt8]], _ dithering: Dithering) -> [UInt8] {
    let picture = picture(colours, width: width)
    let counts = ColourCounts(picture)
    let labels = [Int32](repeating: 0, count: counts.colours.count)
    return Drawing(picture, counts, palette.map { SRGBColour($0) }, .linear, labels).codes(dithering, threadCount: 1)
  }

  /// Light 0.5 is byte 188 (0.5029): white (1), which leaves -0.497, of which 7/16 go ahead; then 0.285 is black (0), and so on.
  @Test func aRowByHand() {
    let grey: [UInt8] = [188, 188, 188]
    // 0.5029 -> 1 (-0.4971); 0.5029 - 0.2175 = 0.2854 -> 0 (0.2854); 0.5029 + 0.1249 = 0.6278 -> 1 (-0.3722); 0.3400 -> 0.
    #expect(
      codes(Array(repeating: grey, count: 4), width: 4, [[0, 0, 0], [255, 255, 255]], .floydSteinberg) == [1, 0, 1, 0])
    // The second row runs back: to the pixel below the first pass 5/16 of -0.4971 and 3/16 of 0.2854: 0.4011, black.
    #expect(
      codes(Array(repeating: grey, count: 4), width: 2, [[0, 0, 0], [255, 255, 255]], .floydSteinberg) == [1, 0, 0, 1])
  }

  @Test(arguments: [Dithering.floydSteinberg, .ordered]) func theMeanIsTheLight(_ dithering: Dithering) {
    for byte in [UInt8(60), 120, 188, 230] {
      let side = 32
      let codes = codes(
        Array(repeating: [byte, byte, byte], count: side * side), width: side, [[0, 0, 0], [255, 255, 255]], dithering)
      let share = Double(codes.count { $0 == 1 }) / Double(codes.count)
      #expect(abs(share - TransferFunction.light[Int(byte)]) < 0.04, "\(byte): \(share)")
    }
  }

  @Test func patternsRepeatEveryFourPixels() {
    let codes = codes(
      Array(repeating: [188, 188, 188], count: 64), width: 8, [[0, 0, 0], [255, 255, 255]], .ordered)
    // Half of Bayer's places, those from 8 on, are light.
    let tile: [UInt8] = [0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0]
    #expect(codes == tile + tile + tile + tile)
  }

  @Test(arguments: [Dithering.floydSteinberg, .ordered]) func coloursOfThePaletteStay(_ dithering: Dithering) throws {
    var quantizer = PictureQuantizer(colourCount: 12)
    quantizer.dithering = dithering
    let result = try quantizer.quantized(picture(sampleColours, width: 4))
    #expect(result.isExact && result.error == 0)
  }

  /// What cannot be seen passes nothing on: the pixel behind it is as if it were alone.
  @Test func transparentPixelsPassNothingOn() {
    let picture = picture([[188, 188, 188], [250, 250, 250, 0], [188, 188, 188]], width: 3)
    let drawing = Drawing(
      picture, ColourCounts(picture), [SRGBColour([0, 0, 0]), SRGBColour([255, 255, 255])], .linear, [0])
    #expect(drawing.codes(.floydSteinberg, threadCount: 1) == [1, 0, 1])
  }

  @Test func theErrorIsThatOfThePictureAsItIsDrawn() throws {
    for seed in 0..<UInt64(8) {
      let picture = randomPicture(seed, levels: 20)
      var quantizer = PictureQuantizer(colourCount: 3)
      quantizer.dithering = .floydSteinberg
      let dithered = try quantizer.quantized(picture)
      quantizer.dithering = .none
      let plain = try quantizer.quantized(picture)
      #expect(dithered.palette == plain.palette && dithered.inertia == plain.inertia)
      #expect(dithered.error >= plain.error * (1 - 1e-12), "seed \(seed)")
      let squares = (0..<picture.count).map { pixel -> Int in
        (0..<3).reduce(0) { sum, channel in
          let difference = Int(picture.pixels[pixel * 4 + channel]) - Int(dithered.picture.pixels[pixel * 4 + channel])
          return sum + difference * difference
        }
      }
      let mean = Double(squares.reduce(0, +)) / Double(3 * picture.count)
      #expect(abs(dithered.meanSquaredError - mean) <= 1e-9 * max(1, mean), "seed \(seed)")
    }
  }
}
