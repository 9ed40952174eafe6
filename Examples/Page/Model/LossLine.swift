import Clustering

/// The loss along one coordinate of one centroid, all others staying: parabolas, one beside the other.
struct LossLine {
  /// At evenly spaced places.
  private(set) var losses: [Double] = []
  /// The loss with the assignment frozen as it is at the centroids.
  private(set) var frozen: [Double] = []
  /// Where the assignment changes, in ascending order.
  private(set) var borders: [Double] = []

  private let piece: Piece
  private let cluster: Int
  private let column: Int
  /// Borders nearer to each other than this are one in the picture.
  private let least: Double

  init(
    through piece: Piece, of cluster: Int, along column: Int, over range: ClosedRange<Double>, count: Int
  ) throws(ClusteringError) {
    (self.piece, self.cluster, self.column) = (piece, cluster, column)
    let spacing = (range.upperBound - range.lowerBound) / Double(count - 1)
    least = spacing / 16
    let (here, slope) = (piece.centroids[cluster, column], piece.gradient[cluster, column])
    let mass = piece.statistics.masses[cluster]
    var before: [Int32] = []
    for index in 0..<count {
      let place = range.lowerBound + Double(index) * spacing
      let assignment = try assigned(at: place)
      let move = place - here
      losses.append(assignment.inertia)
      frozen.append(piece.loss + move * (slope + mass * move))
      if index > 0 { try findBorders(place - spacing, before, place, assignment.labels) }
      before = assignment.labels
    }
  }

  private func assigned(at place: Double) throws(ClusteringError) -> Assignment {
    var elements = piece.centroids.elements
    elements[cluster * piece.centroids.columns + column] = place
    return try NumericMatrix.double(piece.points).assigned(
      to: Matrix(rows: piece.centroids.rows, columns: piece.centroids.columns, elements: elements))
  }

  private mutating func findBorders(
    _ left: Double, _ leftLabels: [Int32], _ right: Double, _ rightLabels: [Int32]
  ) throws(ClusteringError) {
    guard leftLabels != rightLabels else { return }
    let middle = (left + right) / 2
    guard right - left > least else { return borders.append(middle) }
    let labels = try assigned(at: middle).labels
    try findBorders(left, leftLabels, middle, labels)
    try findBorders(middle, labels, right, rightLabels)
  }
}
