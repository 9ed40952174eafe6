public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

extension OptimizedProductQuantizer {
  /// How many rotations there are where nothing else is said.
  public static let usualRotations = 30

  /// A quantizer whose rotation and codebooks were found in turn: codes frozen, the best rotation is that of Procrustes; the rotation
  /// frozen, the codebooks move by k-means.
  ///
  /// Two starts are tried, the columns as they are and the principal directions dealt to the parts so that the products of their
  /// variances are even; the one that begins better goes on. What comes out does not depend on where the data lie.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - parts: how many, at most one per column.
  ///   - kmeans: how each codebook is trained at the end; its `clusterCount` is that of the codes of a part. Between two rotations it makes
  ///     `updates` updates. Its `timeLimit` is that of all together: rotations get half.
  ///   - weights: one per row.
  ///   - rotations: how many there are.
  ///   - updates: of the codebooks, between two rotations.
  ///   - rotationRows: the most rows, evenly chosen, by which rotations are found; the codebooks at the end are those of all rows.
  ///   - progress, finished: as of ``ProductQuantizer/trained(on:parts:by:weights:from:progress:finished:)-(NumericMatrix,_,_,_,_,_,_)``, of the
  ///     last fits.
  ///   - turned: hears of every rotation: which one it is, and the sum of the inertias of the parts before it.
  /// - Complexity: per rotation O(rows * dimensions^2 + dimensions^3), and `updates` updates of each part. Memory: a copy of the points,
  ///   and two of `rotationRows` in Double.
  public static func trained(
    on points: NumericMatrix, parts: Int, by kmeans: KMeans, weights: [Double]? = nil, rotations: Int = usualRotations,
    updates: Int = 2, rotationRows: Int = 65_536,
    progress: @escaping (Int, TraceEntry) -> Void = { _, _ in }, finished: (Int, KMeansModel) -> Void = { _, _ in },
    turned: (Int, Double) -> Void = { _, _ in }
  ) throws(ClusteringError) -> OptimizedProductQuantizer {
    require(
      rotations >= 0 && updates >= 1, "the number of rotations is not negative, and there are updates between them")
    let columns = ProductQuantizer.evenColumns(dimensions: points.columns, parts: parts)
    let search = RotationSearch(
      points, columns, kmeans, weights: try points.relative(weights), updates: updates, rows: rotationRows,
      ParallelRows(threads: kmeans.threadCount ?? ParallelRows.processorCount))
    let budget = TrainingBudget(seconds: kmeans.timeLimit)
    let rotationBudget = budget.half
    var best = try search.start()
    for round in 0..<rotations where !rotationBudget.isOver {
      turned(round, best.inertia)
      guard let next = try search.step(from: best) else { break }
      best = next
    }
    let turnedPoints = try best.rotation.applied(to: points, search.parallel)
    let starts = search.starts(best)
    var codebooks: [Matrix<Double>] = []
    for (part, range) in columns.enumerated() {
      var options = budget.options(kmeans, ofRemaining: columns.count - part)
      options.seed &+= UInt64(part)
      let (codebook, model) = try Codebook.trained(
        on: turnedPoints[columns: range], weights: weights, by: options, from: starts[part]
      ) { progress(part, $0) }
      codebooks.append(codebook)
      finished(part, model)
    }
    return OptimizedProductQuantizer(orthogonal: best.rotation.matrix, product: ProductQuantizer(finite: codebooks))
  }

  /// A quantizer whose rotation and codebooks were found in turn; see
  /// ``trained(on:parts:by:weights:rotations:updates:rotationRows:progress:finished:turned:)``.
  public static func trained<Scalar: KernelScalar>(
    on points: Matrix<Scalar>, parts: Int, by kmeans: KMeans, weights: [Double]? = nil,
    rotations: Int = usualRotations
  ) throws(ClusteringError) -> OptimizedProductQuantizer {
    try trained(on: NumericMatrix(points), parts: parts, by: kmeans, weights: weights, rotations: rotations)
  }
}
