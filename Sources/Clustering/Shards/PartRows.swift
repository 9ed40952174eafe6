internal import Matrices
internal import TesseraKernels

/// Rows of one part in the units of all, with what they weigh among all.
struct PartRows<Scalar: KernelScalar> {
  private let matrix: Matrix<Scalar>
  private let columnBounds: [Double]
  let weights: RowWeights
  let kernels: Kernels
  let parallel: ParallelRows
  let cancellation: Cancellation?

  /// - Parameters:
  ///   - points: in the data's units.
  ///   - survey: of all parts.
  init(
    _ points: Matrix<Scalar>, weights: [Double]?, of survey: PartsSurvey, kernels: Kernels, parallel: ParallelRows,
    cancellation: Cancellation?
  ) throws(ClusteringError) {
    let scale = survey.scale
    let own = try DataSurvey(points, kernels: kernels, in: parallel)
    guard own.bound <= survey.bound, survey.holds(weights) else { throw .partUnknown }
    columnBounds = own.columnBounds.map(scale.scaled)
    matrix = scale.scaled(points)
    self.weights = survey.weights(weights)
    (self.kernels, self.parallel, self.cancellation) = (kernels, parallel, cancellation)
  }

  /// The nearest candidate of each row (ties: the first), and w D.
  func nearest(_ candidates: Matrix<Double>) throws(ClusteringError) -> (labels: [Int32], terms: [Double]) {
    var points = ScaledPoints(block: matrix, scale: .identity, columnBounds: columnBounds, in: parallel)
    points.cancellation = cancellation
    let engine = AssignmentEngine(
      points, clusterCount: candidates.rows, isOnce: true, kernels: kernels, parallel: parallel)
    engine.mayBeGivenUp = true
    engine.move(to: candidates)
    _ = engine.relabel()
    if engine.isGivenUp { throw .interrupted }
    let squares = engine.ownSquaredDistances()
    return (engine.labels, squares.indices.map { squares[$0] * weights[$0] })
  }

  /// Rows in Double.
  func vectors(_ rows: [Int]) -> Matrix<Double> { matrix.selectingRows(rows).converted() }

  /// The first row at which what rows weigh exceeds a number.
  func row(atWeight rest: Int128) -> Int {
    weights.values == nil
      ? Int(rest) : WeightedDraw.find(rest, in: (0..<matrix.rows).lazy.map(weights.quanta)).index
  }

  var totalWeight: Int128 { (0..<matrix.rows).reduce(0) { $0 + weights.quanta(of: $1) } }

  /// What labels add up to, by candidate.
  func masses(_ labels: [Int32], count: Int) -> [Int128] {
    var masses = [Int128](repeating: 0, count: count)
    for (row, label) in labels.enumerated() { masses[Int(label)] += weights.quanta(of: row) }
    return masses
  }

  /// Rows of positive weight that differ, `count` at most; elements whose squares vanish do not count.
  func distinct(upTo count: Int, hasVanishing: Bool) -> Matrix<Double> {
    let visible = hasVanishing ? matrix.flushingVanishing() : matrix
    return visible.selectingRows(visible.distinctRows(upTo: count, weights, in: parallel)).converted()
  }
}
