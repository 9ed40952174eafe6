internal import Clustering
internal import Matrices

/// The distinct colours by cells of 4 x 4 x 4 bytes, each the mean of its colours by weight: so few points that many runs of k-means cost less
/// than one of all colours.
struct ColourCells {
  /// [cells, 3].
  let points: Matrix<Double>
  let weights: [Double]

  /// Of fewer distinct colours there are no cells.
  static let leastColours = 1 << 14
  /// With fewer cells per cluster the best of their runs is not the best of all colours'.
  private static let leastPerCluster = 200

  /// nil where all runs are of the colours themselves: where these, or the cells for each cluster, are few.
  init?(_ problem: PaletteProblem, _ colours: [SRGBColour], clusterCount: Int) {
    guard colours.count >= Self.leastColours else { return nil }
    var places = [Int32](repeating: -1, count: 1 << 18)
    var (sums, weights) = ([Double](), [Double]())
    problem.points.withUnsafeElements { elements in
      for (row, colour) in colours.enumerated() {
        let cell = (Int(colour.red) / 4 * 64 + Int(colour.green) / 4) * 64 + Int(colour.blue) / 4
        if places[cell] < 0 {
          places[cell] = Int32(weights.count)
          weights.append(0)
          sums.append(contentsOf: [0, 0, 0])
        }
        let (place, weight) = (Int(places[cell]), problem.weights[row])
        weights[place] += weight
        for column in 0..<3 { sums[place * 3 + column] += weight * elements[row * 3 + column] }
      }
    }
    guard weights.count >= Self.leastPerCluster * clusterCount else { return nil }
    for place in sums.indices { sums[place] /= weights[place / 3] }
    points = Matrix(rows: weights.count, columns: 3, elements: sums)
    self.weights = weights
  }
}
