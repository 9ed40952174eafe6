internal import Clustering
internal import Matrices
internal import TesseraKernels

/// The distinct colours as points of a space, and what palettes of bytes are to them.
struct PaletteProblem {
  /// [distinct colours, 3].
  let points: Matrix<Double>
  let weights: [Double]
  private let counts: ColourCounts
  private let space: PictureSpace
  private let threadCount: Int?
  private let instructionSet: InstructionSet?

  /// Rounds of filling up a palette, each of which may leave another colour unused, and of putting it in order.
  private static let mostRounds = 16

  init(_ counts: ColourCounts, space: PictureSpace, _ threadCount: Int?, _ instructionSet: InstructionSet?) {
    (self.counts, self.space, self.threadCount, self.instructionSet) = (counts, space, threadCount, instructionSet)
    points = Self.matrix(counts.colours, space)
    weights = counts.weights
  }

  private static func matrix(_ colours: [SRGBColour], _ space: PictureSpace) -> Matrix<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(colours.count * 3)
    for colour in colours {
      let point = space.point(colour)
      elements.append(contentsOf: [point.x, point.y, point.z])
    }
    return Matrix(rows: colours.count, columns: 3, elements: elements)
  }

  /// Every distinct colour with the nearest of a palette, the first of several.
  private func assigned(to palette: [SRGBColour]) throws(ClusteringError) -> Assignment {
    try points.assigned(
      to: Self.matrix(palette, space), weights: weights, threadCount: threadCount, instructionSet: instructionSet)
  }

  /// The colours of bytes that are nearest to centroids. Where two of them become one, or a colour is nearest to none, those colours of the
  /// picture take its place that add most to the inertia.
  ///
  /// - Parameter centroids: [clusters, 3], in the space.
  func bytes(of centroids: Matrix<Double>, colourCount: Int) throws(ClusteringError) -> [SRGBColour] {
    var palette: [SRGBColour] = []
    for row in 0..<centroids.rows {
      let point = ColourPoint(centroids[row, 0], centroids[row, 1], centroids[row, 2])
      let colour = space.colour(nearestTo: point)
      if !palette.contains(colour) { palette.append(colour) }
    }
    for _ in 0..<Self.mostRounds {
      let assignment = try assigned(to: palette)
      palette = palette.indices.filter { assignment.counts[$0] > 0 }.map { palette[$0] }
      let missing = min(colourCount, points.rows) - palette.count
      if missing == 0 { break }
      palette += worst(missing, assignment)
    }
    return palette
  }

  /// The distinct colours with the largest shares of the inertia, of equal ones the first.
  private func worst(_ count: Int, _ assignment: Assignment) -> [SRGBColour] {
    let losses = weights.indices.map { weights[$0] * assignment.squaredDistances[$0] }
    let ordered = losses.indices.sorted { (losses[$1], $0) < (losses[$0], $1) }
    return ordered.prefix(count).map { counts.colours[$0] }
  }

  /// The colours that some of the picture's are nearest to, by the number of their pixels, most first; of equal ones by red, green and blue.
  func sorted(_ colours: [SRGBColour]) throws(ClusteringError) -> ([PaletteColour], Assignment) {
    var palette = colours
    var assignment = try assigned(to: palette)
    for _ in 0..<Self.mostRounds {
      let pixels = pixels(assignment, palette.count)
      let order = palette.indices.filter { pixels[$0] > 0 }.sorted {
        (pixels[$1], palette[$0].code) < (pixels[$0], palette[$1].code)
      }
      if order.elementsEqual(palette.indices) { break }
      palette = order.map { palette[$0] }
      // Colours between two have the first of them, which may be another now.
      assignment = try assigned(to: palette)
    }
    let pixels = pixels(assignment, palette.count)
    let all = Double(pixels.reduce(0, +))
    return (
      palette.indices.map { PaletteColour(palette[$0], count: pixels[$0], share: Double(pixels[$0]) / all) }, assignment
    )
  }

  private func pixels(_ assignment: Assignment, _ count: Int) -> [Int] {
    var pixels = [Int](repeating: 0, count: count)
    for (index, label) in assignment.labels.enumerated() { pixels[Int(label)] += counts.pixels[index] }
    return pixels
  }
}
