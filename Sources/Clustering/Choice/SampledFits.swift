internal import Matrices
internal import TesseraKernels

/// Fits of few rows with every candidate, side by side, each on one thread.
struct SampledFits: Sendable {
  struct Rows: Sendable {
    var points: NumericMatrix
    var weights: [Double]?
  }

  private let options: KMeans
  private let clusterCounts: [Int]
  private let parallel: ParallelRows

  init(_ search: ClusterCountSearch) {
    var options = search.kMeans
    let threads = options.threadCount ?? ParallelRows.processorCount
    options.threadCount = 1
    // Many at once would speak of as many starts.
    options.meter = nil
    self.options = options
    clusterCounts = search.clusterCounts
    parallel = ParallelRows(threads: threads)
  }

  /// Enough sets that no thread waits for long.
  var setsAtOnce: Int { max(1, 2 * parallel.threads / clusterCounts.count) }

  /// Per set and candidate what `part` takes of the model; nil where the set has too few distinct rows.
  func results<Part: Sendable>(
    _ sets: [Rows], _ part: @escaping @Sendable (KMeansModel) -> Part
  ) throws(ClusteringError) -> [[Part?]] {
    let count = clusterCounts.count
    // The largest take longest: they begin first.
    let results = parallel.mapChunks(of: sets.count * count, chunk: 1) { _, task, _ in
      result(sets[task % sets.count], clusterCounts[count - 1 - task / sets.count], part)
    }
    var parts = sets.map { _ in [Part?](repeating: nil, count: count) }
    for (task, result) in results.enumerated() {
      parts[task % sets.count][count - 1 - task / sets.count] = try result.get()
    }
    return parts
  }

  private func result<Part: Sendable>(
    _ set: Rows, _ clusterCount: Int, _ part: (KMeansModel) -> Part
  ) -> Result<Part?, ClusteringError> {
    var options = options
    options.clusterCount = clusterCount
    do throws(ClusteringError) {
      let model = try options.fitted(to: set.points, weights: set.weights)
      return model.stopReason == .interrupted ? .failure(.interrupted) : .success(part(model))
    } catch {
      if case .tooFewDistinctRows = error { return .success(nil) }
      return .failure(error)
    }
  }
}
