import Clustering
import Matrices
import Tessera

/// States of fits as words of 64 bits.
extension FuzzTarget {
  /// What the seeds are of.
  static let points: Matrix<Double> = [[0, 0], [0, 1], [5, 5], [5, 6], [9, 1], [9, 2]]

  /// The fits of the checkpoints among them.
  static let fits: [KMeans] = {
    let solvers: [any Solver] = [
      .lloyd, .gradientDescent(optimizer: .momentum(0.5)), .gradientDescent(batchSize: 3, optimizer: .adam()),
      .nestedBatches(batchSize: 2), .newton,
    ]
    return solvers.map { solver in
      var options = KMeans(clusterCount: 2)
      (options.initializer, options.restarts, options.threadCount) = (.random, 2, 1)
      (options.solver, options.maximumIterations) = (solver, 20)
      return options
    }
  }()

  /// A fit, which the first byte chooses, goes on from a checkpoint if it is one of its own.
  static let checkpoint = FuzzTarget("checkpoint") { bytes in
    var choices = FuzzChoices(bytes)
    let options = choices.one(of: fits)
    let words = choices.rest.words
    guard let checkpoint = FitCheckpoint(words: words) else { return nil }
    if checkpoint.words != words { return "other words come back" }
    let checkpoints = Checkpoints(every: .updates(1), resuming: checkpoint) { _ in }
    guard let model = try? options.fitted(to: .double(points), checkpoints: checkpoints) else { return nil }
    return model.centroids.elements.allSatisfy(\.isFinite) && model.inertia.isFinite
      && model.labels.count == points.rows
      ? nil : "the fit ends with \(model.centroids.elements), inertia \(model.inertia)"
  }

  /// Statistics of a part, which are added to themselves and make the next centroids.
  static let partial = FuzzTarget("partial") { bytes in
    let words = bytes.words
    guard let part = PartialStatistics(words: words) else { return nil }
    if part.words != words { return "other words come back" }
    guard let both = try? PartialStatistics.merged([part, part]) else { return "a part does not agree with itself" }
    // More rows than there can be are none that words hold.
    let isSmall = part.rows < 1 << 47
    if isSmall, PartialStatistics(words: both.words)?.words != both.words { return "the sum is no part" }
    let next = both.nextCentroids
    if !next.elements.allSatisfy(\.isFinite) { return "the next centroids are \(next.elements)" }
    if both.inertia < 0 || both.inertia.isNaN { return "the inertia is \(both.inertia)" }
    _ = ModelFile(centroids: part.centroids).next(after: both)
    return nil
  }

  /// A stream, which learns another batch.
  static let stream = FuzzTarget("stream") { bytes in
    let words = bytes.words
    guard var stream = StreamingKMeans(words: words) else { return nil }
    if stream.words != words { return "other words come back" }
    stream.threadCount = 1
    let columns = stream.centroids?.columns ?? 0
    let batch = Matrix(rows: 2, columns: columns, elements: Array(repeating: 0.5, count: 2 * columns))
    guard (try? stream.partialFit(batch)) != nil else { return nil }
    return stream.centroids?.elements.allSatisfy(\.isFinite) ?? false ? nil : "a centroid is not finite"
  }
}
