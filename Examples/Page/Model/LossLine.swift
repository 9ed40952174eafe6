import Clustering

/// The loss along one coordinate of one centroid, all others staying: parabolas, one beside the other.
struct LossLine {
  /// At evenly spaced places.
  private(set) var losses: [Double] = []
  /// The loss with the assignment frozen as it is at the centroids.
  private(set) var frozen: [Double] = []
  /// Where the assignment changes, in ascending order.
  let borders: [Double]

  init(
    through piece: Piece, of cluster: Int, along column: Int, over range: ClosedRange<Double>, count: Int
  ) throws(ClusteringError) {
    let spacing = (range.upperBound - range.lowerBound) / Double(count - 1)
    let (here, slope) = (piece.centroids[cluster, column], piece.gradient[cluster, column])
    let mass = piece.statistics.masses[cluster]
    var elements = piece.centroids.elements
    borders = try Self.borders(around: piece, of: cluster, along: column, within: range)
    for index in 0..<count {
      let place = range.lowerBound + Double(index) * spacing
      let move = place - here
      elements[cluster * piece.centroids.columns + column] = place
      losses.append(
        try NumericMatrix.double(piece.points).assigned(
          to: Matrix(rows: piece.centroids.rows, columns: piece.centroids.columns, elements: elements)
        ).inertia)
      frozen.append(piece.loss + move * (slope + mass * move))
    }
  }

  /// A row belongs to the centroid within the row's reach: the line's ends in the circle around the row.
  private static func borders(
    around piece: Piece, of cluster: Int, along column: Int, within range: ClosedRange<Double>
  ) throws(ClusteringError) -> [Double] {
    var borders: [Double] = []
    for (row, reach) in try piece.reach(of: cluster).enumerated() where reach.isFinite {
      var square = reach * reach
      for other in 0..<piece.points.columns where other != column {
        let aside = piece.points[row, other] - piece.centroids[cluster, other]
        square -= aside * aside
      }
      guard square > 0 else { continue }
      let (middle, half) = (piece.points[row, column], square.squareRoot())
      for border in [middle - half, middle + half] where range.lowerBound < border && border < range.upperBound {
        borders.append(border)
      }
    }
    return borders.sorted()
  }
}
