internal import Matrices
internal import TesseraKernels

/// Mini-batch steps, one after another: freeze the batch's assignment, summarise it, move the centroids.
///
/// A step costs one distance per row whose label its region certifies, `clusterCount` distances per other row, and the
/// update of the clusters that have rows in the batch (of all clusters where the solver remembers earlier gradients).
/// Nothing is allocated on the way, but for solvers that ask for the statistics.
final class MiniBatch<Scalar: KernelScalar> {
  let problem: FitProblem<Scalar>
  let clusterCount: Int
  let dimensions: Int
  let region: LazyRegion
  /// For rows that are many enough to pack the centroids.
  lazy var engine = problem.engine()
  lazy var accumulator = problem.accumulator()
  /// Whether sums of rows are exact in Double, so that no integers are needed.
  let hasExactSums: Bool
  /// The centroids and, with exact sums, the sums and means of the batch: row-major, in scaled units.
  let elements: UnsafeMutablePointer<Double>
  let sums: UnsafeMutablePointer<Double>
  let means: UnsafeMutablePointer<Double>
  /// Rows of the batch per cluster.
  let counts: UnsafeMutablePointer<Int>
  let starts: UnsafeMutablePointer<Int>
  let distances: UnsafeMutablePointer<Double>
  let drifts: UnsafeMutablePointer<Double>
  /// The batch, rows of one label next to each other, with their labels and D; and the positions that are not certified.
  let rows: UnsafeMutablePointer<Int32>
  let labels: UnsafeMutablePointer<Int32>
  let squares: UnsafeMutablePointer<Double>
  let open: UnsafeMutablePointer<Int>
  var count = 0
  /// Whether all centroids are.
  var isFinite = true

  /// - Parameter assigned: to `centroids`, all rows.
  init(
    _ problem: FitProblem<Scalar>, _ assigned: AssignmentEngine<Scalar>, centroids: Matrix<Double>, largestBatch: Int
  ) {
    self.problem = problem
    clusterCount = problem.clusterCount
    dimensions = problem.points.dimensions
    region = LazyRegion(
      rows: problem.points.rows, clusterCount: clusterCount, errors: ErrorBounds(dimensions: dimensions))
    region.set(labels: assigned.labels, lower: assigned.lower)
    hasExactSums = problem.points.hasExactSums(ofRows: largestBatch, in: problem.parallel)
    let size = clusterCount * dimensions
    elements = .allocate(capacity: size)
    sums = .allocate(capacity: hasExactSums ? size : 0)
    sums.initialize(repeating: 0, count: hasExactSums ? size : 0)
    means = .allocate(capacity: hasExactSums ? size : 0)
    means.initialize(repeating: 0, count: hasExactSums ? size : 0)
    counts = .allocate(capacity: clusterCount)
    counts.initialize(repeating: 0, count: clusterCount)
    starts = .allocate(capacity: clusterCount)
    distances = .allocate(capacity: clusterCount)
    drifts = .allocate(capacity: clusterCount)
    drifts.initialize(repeating: 0, count: clusterCount)
    rows = .allocate(capacity: largestBatch)
    self.labels = .allocate(capacity: largestBatch)
    squares = .allocate(capacity: largestBatch)
    open = .allocate(capacity: largestBatch)
    centroids.withUnsafeElements { elements.initialize(from: $0.baseAddress!, count: size) }
  }

  deinit {
    for pointer in [elements, sums, means, distances, squares, drifts] { pointer.deallocate() }
    for pointer in [counts, starts, open] { pointer.deallocate() }
    for pointer in [rows, labels] { pointer.deallocate() }
  }

  /// The centroids, in scaled units.
  var centroids: Matrix<Double> {
    Matrix(
      rows: clusterCount, columns: dimensions,
      elements: UnsafeBufferPointer(start: elements, count: clusterCount * dimensions))
  }

  /// One step on `batch` (with repetition); returns the loss of the batch before it.
  func step(on batch: [Int32], _ stepper: inout any CentroidStepper, _ plain: inout PlainDescent?) -> Double {
    sort(batch)
    let loss = assign()
    if hasExactSums, plain != nil {
      plain?.lower(for: { Double(largestCount) })
      plain.map(descend)
    } else {
      let statistics = statistics(loss: loss)
      plain?.lower(for: { statistics.masses.max() ?? 0 })
      if let plain { descend(plain, statistics) } else { move(to: stepper.step(from: centroids, statistics)) }
    }
    region.loosen(by: drifts)
    return loss
  }

  private var largestCount: Int { UnsafeBufferPointer(start: counts, count: clusterCount).max() ?? 0 }
}
