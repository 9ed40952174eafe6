internal import Clustering
internal import Matrices

/// What all quantizers ask of a codebook, and how one is trained.
enum Codebook {
  /// Refuses what cannot be one.
  static func check(_ codebook: Matrix<Double>) throws(QuantizationError) {
    guard codebook.rows > 0, codebook.columns > 0 else {
      throw .emptyCodebook(rows: codebook.rows, columns: codebook.columns)
    }
    if let bad = codebook.withUnsafeElements({ $0.firstIndex { !$0.isFinite } }) {
      throw .codebookNotFinite(code: bad / codebook.columns, column: bad % codebook.columns)
    }
  }

  /// How many bits name one of so many codes: at least one.
  static func bits(of codeCount: Int) -> Int { max(1, Int.bitWidth - (codeCount - 1).leadingZeroBitCount) }

  /// The codebook of a fit; where the points have fewer distinct rows than codes were asked for, each is a code, and the last one
  /// stands in the place of all that are left, which no point ever gets (ties go to the lowest code).
  ///
  /// - Parameters:
  ///   - start: [codes, dimensions], in place of the initializer.
  ///   - needsStart: whether fewer distinct rows than codes are an error then; else the initializer chooses.
  static func trained(
    on points: NumericMatrix, weights: [Double]?, by kmeans: KMeans, from start: Matrix<Double>? = nil,
    needsStart: Bool = true,
    progress: @escaping (TraceEntry) -> Void
  ) throws(ClusteringError) -> (codebook: Matrix<Double>, model: KMeansModel) {
    var kmeans = kmeans
    if let start { kmeans.initializer = .given(start) }
    do {
      let model = try kmeans.fitted(to: points, weights: weights, progress: progress)
      return (model.centroids, model)
    } catch .tooFewDistinctRows(let distinct, let clusterCount)
      where (start == nil || !needsStart) && kmeans.sizes == nil && distinct > 0
    {
      kmeans.clusterCount = distinct
      if start != nil { kmeans.initializer = .kMeansPlusPlus }
      let model = try kmeans.fitted(to: points, weights: weights, progress: progress)
      let rows = Array(0..<distinct) + Array(repeating: distinct - 1, count: clusterCount - distinct)
      return (model.centroids.selectingRows(rows), model)
    }
  }
}
