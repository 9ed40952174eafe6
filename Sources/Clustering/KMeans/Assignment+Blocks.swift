internal import Matrices
internal import Refusals
internal import TesseraKernels

extension Assignment {
  /// Assigns block after block, so that what an assignment keeps of each row does not grow with the number of rows.
  init<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, to centroids: Matrix<Double>, _ weights: [Double]?, keepsMargins: Bool,
    _ kernels: Kernels,
    _ parallel: ParallelRows, _ meter: WorkMeter? = nil
  ) throws(ClusteringError) {
    require(centroids.rows >= 1, "at least one centroid")
    let bound = try FitProblem<Scalar>.bound(ofStart: centroids, dimensions: points.columns, kernels, parallel)
    let survey = try DataSurvey(points, kernels: kernels, in: parallel)
    let weights = try RowWeights(weights, rows: points.rows)
    let scale = UnitScale(bound: max(survey.bound, bound))
    let columnBounds = survey.columnBounds.map(scale.scaled)
    let target = scale.scaled(centroids)
    var labels: [Int32] = []
    var squares: [Double] = []
    labels.reserveCapacity(points.rows)
    squares.reserveCapacity(points.rows)
    var margins: [Double] = []
    if keepsMargins { margins.reserveCapacity(points.rows) }
    let size = Self.blockRows(columns: points.columns)
    let needsDouble = scale.needsDouble(insteadOf: Scalar.self, least: survey.least)
    func assign<Element: KernelScalar>(_ block: Matrix<Element>) {
      let block = ScaledPoints(block: block, scale: scale, columnBounds: columnBounds, in: parallel)
      let engine = AssignmentEngine(
        block, clusterCount: centroids.rows, isOnce: true, kernels: kernels, parallel: parallel)
      engine.move(to: target)
      _ = engine.relabel()
      labels += engine.labels
      squares += engine.ownSquaredDistances()
      if keepsMargins { margins += engine.margins().lazy.map(scale.unscaled) }
    }
    meter?.begin("assign", of: points.rows)
    for start in stride(from: 0, to: points.rows, by: size) {
      defer { meter?.advance(by: min(size, points.rows - start)) }
      let block = points[rows: start..<min(start + size, points.rows)]
      if needsDouble { assign(block.converted(to: Double.self)) } else { assign(block) }
    }
    let loss = weights.sum(of: squares, kernels, Reduction(parallel, rows: points.rows))
    inertia = FixedPoint.scaled(loss, by: 2 * scale.exponent + weights.unit)
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    ownDistances = Self.distances(of: points, to: centroids, labels: labels, squares: squares, scale)
    if scale != .identity {
      for row in squares.indices { squares[row] = scale.unscaledSquare(squares[row]) }
    }
    var counts = [Int](repeating: 0, count: centroids.rows)
    for label in labels { counts[Int(label)] += 1 }
    (self.counts, self.labels, squaredDistances) = (counts, labels, squares)
    self.margins = keepsMargins ? margins : nil
  }

  /// Enough rows that packing the centroids for each block costs little, few enough that their eight-bit copy does.
  private static func blockRows(columns: Int) -> Int {
    max(4096, min(1 << 16, (1 << 25) / columns))
  }
}
