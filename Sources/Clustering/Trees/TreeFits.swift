internal import Matrices
internal import TesseraKernels

/// The fits of a tree's parts: large ones one after the other, each on all threads, then small ones side by side, each on one. What they find
/// does not depend on which are which.
struct TreeFits<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private let meter: WorkMeter?

  init(_ problem: FitProblem<Scalar>, _ options: KMeans) { (self.problem, meter) = (problem, options.meter) }

  /// What `fit` returns for each part, in their order.
  ///
  /// - Parameters:
  ///   - sizes: how much work each part is.
  ///   - fit: is told on how many threads; calls for different parts may overlap.
  func results<Part: Sendable>(
    sizes: [Double], _ fit: (_ part: Int, _ threads: Int) throws(ClusteringError) -> Part
  ) throws(ClusteringError) -> [Part] {
    let threads = problem.parallel.threads
    let total = sizes.reduce(0, +)
    // Largest first: no thread waits for long in the end.
    let order = sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    let large = order.prefix { threads > 1 && sizes[$0] * Double(2 * threads) > total }
    let small = Array(order[large.count...])
    var parts = [Part?](repeating: nil, count: sizes.count)
    meter?.begin("fit branches", of: sizes.count)
    for part in large {
      parts[part] = try fit(part, threads)
      meter?.advance(by: 1)
    }
    nonisolated(unsafe) let fit = fit
    let found = problem.parallel.mapChunks(of: small.count, chunk: 1) { _, index, _ in
      if problem.cancellation?.isCancelled ?? false { return Result<Part, ClusteringError>.failure(.interrupted) }
      defer { meter?.advance(by: 1) }
      return Result { () throws(ClusteringError) in try fit(small[index], 1) }
    }
    for (part, result) in zip(small, found) { parts[part] = try result.get() }
    return parts.compactMap { $0 }
  }
}
