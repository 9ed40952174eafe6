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

  /// The codebook of a fit; where the points have fewer distinct rows than codes were asked for, each is a code, and they stand again, one
  /// after the other, in the place of all that are left, which no point ever gets (ties go to the lowest code).
  ///
  /// - Parameter start: [codes, dimensions], in place of the initializer; where each distinct row is a code, it does not matter.
  static func trained(
    on points: NumericMatrix, weights: [Double]?, by kmeans: KMeans, from start: Matrix<Double>? = nil,
    progress: @escaping (TraceEntry) -> Void
  ) throws(ClusteringError) -> (codebook: Matrix<Double>, model: KMeansModel) {
    var kmeans = kmeans
    if let start { kmeans.initializer = .given(start) }
    do {
      let model = try kmeans.fitted(to: points, weights: weights, progress: progress)
      return (model.centroids, model)
    } catch .tooFewDistinctRows(let distinct, let clusterCount)
      where kmeans.sizes == nil && distinct > 0
    {
      kmeans.clusterCount = distinct
      if start != nil { kmeans.initializer = .kMeansPlusPlus }
      let model = try kmeans.fitted(to: points, weights: weights, progress: progress)
      return (model.centroids.selectingRows((0..<clusterCount).map { $0 % distinct }), model)
    }
  }
}
