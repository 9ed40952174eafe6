public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

extension ProductQuantizer {
  /// A quantizer whose codebooks k-means found, part by part: parts as long as each other, or nearly.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - parts: how many, at most one per column.
  ///   - kmeans: how each codebook is trained; its `clusterCount` is that of the codes of a part, its `seed` goes up by one from part
  ///     to part. Its `timeLimit` is that of all parts together.
  ///   - weights: one per row.
  ///   - starts: one per part, [codes, columns of the part], in place of the initializer.
  ///   - progress: hears every update: which part, and its state.
  ///   - finished: hears of each part's fit.
  /// - Returns: where a part has fewer distinct rows than codes were asked for, its codes repeat.
  /// - Complexity: per update of a part O(rows * codes * columns of the part) at most.
  public static func trained(
    on points: NumericMatrix, parts: Int, by kmeans: KMeans, weights: [Double]? = nil,
    from starts: [Matrix<Double>]? = nil,
    progress: @escaping (Int, TraceEntry) -> Void = { _, _ in }, finished: (Int, KMeansModel) -> Void = { _, _ in }
  ) throws(ClusteringError) -> ProductQuantizer {
    try trained(
      on: points, columns: evenColumns(dimensions: points.columns, parts: parts), by: kmeans, weights: weights,
      from: starts, progress: progress, finished: finished)
  }

  /// The same with parts of given lengths.
  ///
  /// - Parameter columns: of each part, one after the other from 0 to the last.
  public static func trained(
    on points: NumericMatrix, columns: [Range<Int>], by kmeans: KMeans, weights: [Double]? = nil,
    from starts: [Matrix<Double>]? = nil,
    progress: @escaping (Int, TraceEntry) -> Void = { _, _ in }, finished: (Int, KMeansModel) -> Void = { _, _ in }
  ) throws(ClusteringError) -> ProductQuantizer {
    require(
      columns.first?.lowerBound == 0 && columns.last?.upperBound == points.columns
        && zip(columns, columns.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }
        && columns.allSatisfy { !$0.isEmpty },
      "the parts' columns are all columns, one part after the other")
    require(starts.map { $0.count == columns.count } ?? true, "one start per part")
    var codebooks: [Matrix<Double>] = []
    let budget = TrainingBudget(seconds: kmeans.timeLimit)
    for (part, range) in columns.enumerated() {
      var options = budget.options(kmeans, ofRemaining: columns.count - part)
      options.seed &+= UInt64(part)
      do {
        let (codebook, model) = try Codebook.trained(
          on: points[columns: range], weights: weights, by: options, from: starts?[part]
        ) { progress(part, $0) }
        codebooks.append(codebook)
        finished(part, model)
      } catch {
        throw error.moved(byRows: 0, columns: range.lowerBound)
      }
    }
    return ProductQuantizer(finite: codebooks)
  }

  /// A quantizer whose codebooks k-means found; see ``trained(on:parts:by:weights:from:progress:finished:)-(NumericMatrix,_,_,_,_,_,_)``.
  public static func trained<Scalar: KernelScalar>(
    on points: Matrix<Scalar>, parts: Int, by kmeans: KMeans, weights: [Double]? = nil
  ) throws(ClusteringError) -> ProductQuantizer {
    try trained(on: NumericMatrix(points), parts: parts, by: kmeans, weights: weights)
  }
}
