internal import Matrices
internal import TesseraKernels

/// Labels of all rows at some centroids, and which rows are left out.
struct PartialAssignment {
  /// In scaled units.
  let centroids: Matrix<Double>
  /// Of the nearest centroids.
  let labels: [Int32]
  /// D to them.
  let squares: [Double]
  /// Ascending.
  let leftOut: [Int]
  /// Whose sums each row belongs to: the label, or one more than the last for a row that is left out.
  let places: [Int32]
  /// Of the rows that are not left out, in the data's units.
  let inertia: Double
  /// How many rows have another label than before, or are left out for the first time, or no longer.
  let changed: Int

  /// - Parameter before: what is compared with.
  init<Scalar: KernelScalar>(
    _ problem: FitProblem<Scalar>, _ parts: PartialRows, labels: [Int32], squares: [Double],
    centroids: Matrix<Double>, after before: PartialAssignment?
  ) {
    let points = problem.points
    (self.centroids, self.labels, self.squares) = (centroids, labels, squares)
    leftOut = FarthestShare.indices(of: points.weighted(squares), count: parts.trimmedCount)
    var (places, kept) = (labels, squares)
    for row in leftOut { (places[row], kept[row]) = (Int32(problem.clusterCount), 0) }
    self.places = places
    inertia = points.unscaledLoss(points.weights.sum(of: kept, problem.kernels, points.reduction))
    changed =
      before.map { before in
        places.indices.count { labels[$0] != before.labels[$0] || places[$0] != before.places[$0] }
      } ?? 0
  }

  /// How far all centroids may move, in scaled units, before other rows are left out, rounded down: with weights, at least.
  func reserve<Scalar: KernelScalar>(_ problem: FitProblem<Scalar>) -> Double {
    let points = problem.points
    let terms = points.weighted(squares)
    guard let least = leftOut.map({ terms[$0] }).min() else { return .infinity }
    var most = 0.0
    for row in terms.indices where places[row] == labels[row] { most = max(most, terms[row]) }
    let bounds = ErrorBounds(dimensions: points.dimensions)
    let difference = least.squareRoot() * bounds.below - most.squareRoot() * bounds.above
    return max(0, difference / (2 * points.weights.bound.squareRoot()) * bounds.below)
  }
}
