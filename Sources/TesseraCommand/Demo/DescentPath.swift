internal import Clustering
internal import Matrices

/// A solver's way from the start, and what the question's answer says about single steps of it, measured.
struct DescentPath {
  struct Step {
    /// The number of updates made so far.
    let iteration: Int
    let inertia: Double
    /// The share of points that the next update leaves in their cluster; nil at the end of the way.
    let kept: Double?
    /// Between the negative gradient here and the way from here to the end of the path; nil where one of them vanishes.
    let cosine: Double?
  }

  let steps: [Step]
  /// Where it ends, with the region there.
  let end: KMeansModel

  /// Follows a solver, measuring before the updates in `measured` and after the last.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions].
  ///   - start: [clusters, dimensions].
  ///   - batches: the rows of each update; nil for all rows at each of `updates` updates.
  init(
    _ solver: any Solver, on points: Matrix<Double>, from start: Matrix<Double>, updates: Int,
    batches: [[Int32]]? = nil, measured: Set<Int>
  ) throws(ClusteringError) {
    let first = try points.assigned(to: start)
    var stepper = solver.makeStepper(
      for: SolverProblem(
        clusterCount: start.rows, dimensions: start.columns, rows: points.rows,
        largestMass: Double(first.counts.max() ?? 0),
        batchFraction: Double(batches?.first?.count ?? points.rows) / Double(points.rows)))
    var centroids = start
    var places: [Place] = []
    for iteration in 0..<updates {
      if measured.contains(iteration) { places.append(try Place(iteration, centroids, points)) }
      let rows = batches.map { points.selectingRows($0[iteration].map { Int($0) }) } ?? points
      let labels = try rows.assigned(to: centroids).labels
      centroids = stepper.step(
        from: centroids, try ClusterStatistics(points: rows, labels: labels, centroids: centroids))
      if measured.contains(iteration) {
        places[places.count - 1].next = try points.assigned(to: centroids).labels
      }
    }
    places.append(try Place(updates, centroids, points))
    var here = KMeans(clusterCount: start.rows)
    here.initializer = .given(centroids)
    here.maximumIterations = 0
    end = try here.fitted(to: points)
    steps = places.map { $0.step(towards: centroids) }
  }
}

/// Centroids on the way, with their assignment and gradient.
private struct Place {
  let iteration: Int
  let centroids: Matrix<Double>
  let assignment: Assignment
  let gradient: Matrix<Double>
  /// The labels after the next update.
  var next: [Int32]?

  init(_ iteration: Int, _ centroids: Matrix<Double>, _ points: Matrix<Double>) throws(ClusteringError) {
    self.iteration = iteration
    self.centroids = centroids
    assignment = try points.assigned(to: centroids)
    gradient = try ClusterStatistics(points: points, labels: assignment.labels, centroids: centroids)
      .gradient(at: centroids)
  }

  func step(towards end: Matrix<Double>) -> DescentPath.Step {
    let kept = next.map { next in
      Double(zip(assignment.labels, next).count { $0 == $1 }) / Double(next.count)
    }
    return DescentPath.Step(
      iteration: iteration, inertia: assignment.inertia, kept: kept, cosine: cosine(towards: end))
  }

  private func cosine(towards end: Matrix<Double>) -> Double? {
    var (product, gradientSquare, waySquare) = (0.0, 0.0, 0.0)
    for ((slope, here), there) in zip(zip(gradient.elements, centroids.elements), end.elements) {
      let way = there - here
      product -= slope * way
      gradientSquare += slope * slope
      waySquare += way * way
    }
    let scale = (gradientSquare * waySquare).squareRoot()
    return scale > 0 ? product / scale : nil
  }
}
