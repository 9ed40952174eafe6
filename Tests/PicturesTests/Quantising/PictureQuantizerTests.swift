import Clustering
import Matrices
import TesseraKernels
import TesseraTestSupport
import Testing

@testable import Pictures

@Suite struct PictureQuantizerTests {
  /// Reds of 10 and 30 and blues of 100 and 104: two colours half-way, each 10 or 2 from its own.
  @Test func twoByTwoByHand() throws {
    var quantizer = PictureQuantizer(colourCount: 2)
    quantizer.space = .srgb
    let result = try quantizer.quantized(picture([[10, 0, 0], [30, 0, 0], [0, 0, 100], [0, 0, 104]], width: 2))
    #expect(result.palette.map(\.colour.hexadecimal) == ["#000066", "#140000"])
    #expect(result.palette.map(\.count) == [2, 2] && result.palette.map(\.share) == [0.5, 0.5])
    #expect(result.codes == [1, 1, 0, 0] && result.alphas == nil)
    #expect(result.inertia == 208 && result.error == 52.0.squareRoot() && result.meanSquaredError == 208.0 / 12)
    #expect(abs((result.peakSignalToNoiseRatio ?? 0) - 35.741983) < 1e-6)
    #expect(result.uniqueColourCount == 4 && result.transparentCount == 0 && !result.isExact)
    #expect(result.picture == picture([[20, 0, 0], [20, 0, 0], [0, 0, 102], [0, 0, 102]], width: 2))
  }

  @Test func aPixelBetweenTwoColoursHasTheFirst() throws {
    // 1 and 3 are the palette, of 3 pixels and 2; 2 has the first.
    let problem = PaletteProblem(
      ColourCounts(picture([[3, 0, 0], [3, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0], [2, 0, 0]], width: 6)),
      space: .srgb, nil, nil)
    let (palette, assignment) = try problem.sorted([SRGBColour([3, 0, 0]), SRGBColour([1, 0, 0])])
    #expect(palette.map(\.colour.red) == [1, 3] && palette.map(\.count) == [4, 2])
    #expect(assignment.labels == [0, 0, 1])
  }

  @Test func coloursThatAreEnoughAreExact() throws {
    let result = try PictureQuantizer(colourCount: 5).quantized(
      picture([[9, 9, 9], [1, 2, 3], [9, 9, 9], [200, 0, 0]], width: 2))
    #expect(result.isExact && result.model == nil && result.error == 0 && result.peakSignalToNoiseRatio == nil)
    #expect(result.palette.map(\.colour.hexadecimal) == ["#090909", "#010203", "#c80000"])
    #expect(result.codes == [0, 1, 0, 2])
  }

  /// Alpha is the weight: 10 counts 255, 20 counts 51, hence the mean is 11.67 of bytes; what cannot be seen has no part.
  @Test func coloursCountByTheirAlpha() throws {
    var quantizer = PictureQuantizer(colourCount: 1)
    quantizer.space = .srgb
    let result = try quantizer.quantized(picture([[10, 0, 0, 255], [20, 0, 0, 51], [250, 250, 250, 0]], width: 3))
    #expect(result.palette.map(\.colour) == [SRGBColour([12, 0, 0])] && result.palette.map(\.count) == [2])
    #expect(result.transparentCount == 1 && result.alphas == [255, 51, 0] && result.uniqueColourCount == 2)
    #expect(abs(result.inertia - (4 + 64 * 0.2)) < 1e-12)
    #expect(abs(result.error - (16.8 / 1.2).squareRoot()) < 1e-12)
    #expect(result.picture.pixels == [12, 0, 0, 255, 12, 0, 0, 51, 0, 0, 0, 0])
  }

  @Test func aPictureOfNothingIsRefused() {
    #expect(throws: PictureError.nothingVisible) {
      try PictureQuantizer(colourCount: 1).quantized(Picture(width: 1, height: 1, pixels: [1, 2, 3, 0]))
    }
  }

  /// Centroids of neighbours become one colour of bytes: another takes its place.
  @Test func coloursThatBecomeOneMakeRoom() throws {
    let problem = PaletteProblem(
      ColourCounts(picture([[10, 0, 0], [11, 0, 0], [50, 0, 0], [90, 0, 0]], width: 4)), space: .srgb, nil, nil)
    let centroids = Matrix(rows: 3, columns: 3, elements: [10.2, 0, 0, 10.4, 0, 0, 80, 0, 0])
    let palette = try problem.bytes(of: centroids, colourCount: 3)
    #expect(palette == [SRGBColour([10, 0, 0]), SRGBColour([80, 0, 0]), SRGBColour([50, 0, 0])])
  }

  @Test(arguments: PictureSpace.allCases) func noColourOfThePaletteIsNearer(_ space: PictureSpace) throws {
    for seed in 0..<UInt64(extent(40, unoptimised: 8)) {
      let picture = randomPicture(seed, levels: 7, isTransparent: seed % 2 == 1)
      guard stride(from: 3, to: picture.pixels.count, by: 4).contains(where: { picture.pixels[$0] > 0 }) else {
        continue
      }
      var quantizer = PictureQuantizer(colourCount: 1 + Int(seed % 6))
      (quantizer.space, quantizer.seed) = (space, seed)
      let result = try quantizer.quantized(picture)
      let points = result.palette.map { space.point($0.colour) }
      var (sum, weight) = (0.0, 0.0)
      for pixel in 0..<picture.count where picture.pixels[pixel * 4 + 3] > 0 {
        let point = space.point(SRGBColour(Array(picture.pixels[(pixel * 4)..<(pixel * 4 + 3)])))
        let coordinates = [point.x, point.y, point.z]
        let squares = points.map { canonicalDistance(coordinates, [$0.x, $0.y, $0.z]) }
        #expect(squares.firstIndex(of: squares.min()!) == Int(result.codes[pixel]), "seed \(seed), pixel \(pixel)")
        let alpha = Double(picture.pixels[pixel * 4 + 3]) / 255
        sum += alpha * squares[Int(result.codes[pixel])]
        weight += alpha
      }
      #expect(abs(result.inertia - sum) <= 1e-9 * max(1, sum), "seed \(seed)")
      #expect(abs(result.error - (sum / weight).squareRoot()) <= 1e-9 * max(1, result.error), "seed \(seed)")
      let counts = result.palette.map(\.count)
      #expect(counts == counts.sorted(by: >) && counts.allSatisfy { $0 > 0 }, "seed \(seed)")
    }
  }

  @Test(arguments: Dithering.allCases) func theBitsAreThoseOfEveryMachine(_ dithering: Dithering) throws {
    let picture = randomPicture(77, levels: 200)
    var results: [([UInt8], Double, [PaletteColour])] = []
    for set in InstructionSet.available {
      for threads in [1, 3] {
        var quantizer = PictureQuantizer(colourCount: 5)
        (quantizer.threadCount, quantizer.instructionSet, quantizer.dithering) = (threads, set, dithering)
        let result = try quantizer.quantized(picture)
        results.append((result.codes, result.error, result.palette))
      }
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }
}

/// Runs of cells, and the last of all colours.
@Suite struct ColourCellsTests {
  /// More distinct colours than are run by themselves: all reds and greens, in cells of 4 x 4 x 4.
  private static let picture: Picture = {
    var pixels: [UInt8] = []
    for green in UInt8(0)..<128 {
      for red in UInt8.min...UInt8.max { pixels += [red, green, 0, green == 0 ? 255 : 51] }
    }
    return Picture(width: 256, height: 128, pixels: pixels)
  }()

  @Test func aCellIsTheMeanOfItsColours() throws {
    let counts = ColourCounts(Self.picture)
    let problem = PaletteProblem(counts, space: .srgb, nil, nil)
    let cells = try #require(ColourCells(problem, counts.colours, clusterCount: 3))
    #expect(cells.points.rows == 64 * 32 && cells.weights.count == 64 * 32)
    // The first: reds 0 ... 3, and greens of which 0 weighs 1 and 1, 2, 3 a fifth each.
    #expect(abs(cells.weights[0] - 6.4) < 1e-12 && abs(cells.points[0, 0] - 1.5) < 1e-12)
    #expect(abs(cells.points[0, 1] - 0.75) < 1e-12 && cells.points[0, 2] == 0)
    #expect(ColourCells(problem, Array(counts.colours.prefix(100)), clusterCount: 3) == nil)
    #expect(ColourCells(problem, counts.colours, clusterCount: 11) == nil)
    #expect(ColourCells(problem, counts.colours, clusterCount: 10) != nil)
  }

  @Test func theLastRunIsOfAllColours() throws {
    var quantizer = PictureQuantizer(colourCount: 3)
    (quantizer.restarts, quantizer.space) = (1, .srgb)
    let model = try #require(try quantizer.quantized(Self.picture).model)
    #expect(model.labels.count == 256 * 128 && model.stopReason == .fixedPoint && model.isLocalMinimum)
  }

  @Test func anInterruptedFitKeepsWhatItHas() throws {
    var quantizer = PictureQuantizer(colourCount: 8)
    let cancellation = Cancellation()
    quantizer.cancellation = cancellation
    let result = try quantizer.quantized(Self.picture) { if $0.iteration == 2 { cancellation.cancel() } }
    #expect(result.model?.stopReason == .interrupted && result.palette.count == 8 && !result.isExact)
  }
}
