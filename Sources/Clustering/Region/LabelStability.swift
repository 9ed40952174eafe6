public import Matrices
internal import Refusals
public import TesseraKernels

/// Which labels survive noise of a given size: each row, or each centroid, moved by at most so much, in any direction.
///
/// ```swift
/// let stability = try model.stability(of: points, noise: 0.1)
/// print(stability.certifiedShare, stability.survivedShare)
/// ```
///
/// A label is certified where no such move changes it: a row's own moves, where it lies farther from every border of its
/// cell than that, (d2^2 - d1^2) / (2 |c2 - c1|) to the border with another centroid; moves of the centroids, where its margin
/// (see ``LocalityRegion``) is larger. Both are rounded towards no certificate. What is left is sampled: uniform in the ball of
/// that radius, the share of samples in which the row keeps its label. For moves of rows the certificate is as sharp as can be:
/// of the others some move of that size changes the label, or comes within rounding of it. For moves of centroids it is
/// sufficient, and sharp where d1 and d2 lie on one line.
///
/// - Complexity: an assignment with margins, and O(samples * clusterCount * dimensions) per row that is not certified. The same
///   bits for any number of threads and instruction set.
public struct LabelStability: Sendable, Equatable {
  /// What is moved.
  public enum Source: String, Sendable, CaseIterable {
    /// Each row on its own, the centroids staying.
    case rows
    /// All centroids together, each in its own direction, the rows staying.
    case centroids
  }

  /// The most that anything is moved, in units of the data.
  public let noise: Double
  public let source: Source
  /// How many samples were taken for each row that is not certified.
  public let samples: Int
  /// The label of each row without noise.
  public let labels: [Int32]
  /// Per row the share of samples in which it kept its label; 1 where it is certified.
  public let survival: [Double]
  /// Per row whether no move changes its label.
  public let isCertified: [Bool]

  /// How many rows are certified.
  public var certified: Int { isCertified.reduce(0) { $0 + ($1 ? 1 : 0) } }
  /// The share of rows that are certified.
  public var certifiedShare: Double { Double(certified) / Double(isCertified.count) }
  /// The mean of ``survival``: what share of all labels is to be expected after such noise.
  public var survivedShare: Double { orderFreeSum(survival) / Double(survival.count) }

  /// The rows with the smallest ``survival``, the smallest first (ties: the lowest row); certified ones are none of them.
  ///
  /// - Complexity: O(rows * log rows).
  public func leastStable(_ count: Int) -> [Int] {
    let open = isCertified.indices.filter { !isCertified[$0] }
    return Array(open.sorted { (survival[$0], $0) < (survival[$1], $1) }.prefix(count))
  }

  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - centroids: [clusterCount, dimensions], finite, in units of the data.
  ///   - noise: at least 0 and finite.
  ///   - samples: at least 1.
  ///   - assignment: of these points to these centroids, with margins, if it has been made.
  ///   - seed: decides the samples.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  ///   - cancellation: ends the sampling from outside.
  ///   - meter: hears how many rows were sampled.
  /// - Throws: ``ClusteringError``, also ``ClusteringError/interrupted``.
  public init(
    of points: NumericMatrix, at centroids: Matrix<Double>, noise: Double, in source: Source = .rows,
    samples: Int = 100, assignment: Assignment? = nil, seed: UInt64 = 0, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil, cancellation: Cancellation? = nil, meter: WorkMeter? = nil
  ) throws(ClusteringError) {
    require(noise >= 0 && noise.isFinite, "noise is at least 0 and finite")
    require(samples >= 1, "at least one sample")
    let margins = try RowMargins(
      of: points, at: centroids, assignment: assignment, threadCount: threadCount, instructionSet: instructionSet)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    let sampling = StabilitySampling(
      centroids, noise: noise, samples: samples, seed: seed, labels: margins.labels,
      kernels: Kernels(instructionSet ?? .best), parallel: parallel, cancellation: cancellation, meter: meter)
    let open = margins.values.indices.filter { !(margins.values[$0] > noise) }
    let found: [Double?] =
      switch points {
      case .float(let points): sampling.survival(of: open, points, source)
      case .double(let points): sampling.survival(of: open, points, source)
      }
    if cancellation?.isCancelled ?? false { throw .interrupted }
    var survival = [Double](repeating: 1, count: margins.labels.count)
    var isCertified = [Bool](repeating: true, count: margins.labels.count)
    for (row, share) in zip(open, found) {
      if let share { (survival[row], isCertified[row]) = (share, false) }
    }
    (self.noise, self.source, self.samples) = (noise, source, samples)
    (labels, self.survival, self.isCertified) = (margins.labels, survival, isCertified)
  }
}

extension KMeansModel {
  /// Which labels of points survive noise of at most this size; see ``LabelStability``.
  ///
  /// - Parameters:
  ///   - points: those of the fit, or others of their space.
  ///   - noise: at least 0 and finite, in units of the data.
  public func stability(
    of points: NumericMatrix, noise: Double, in source: LabelStability.Source = .rows, samples: Int = 100,
    seed: UInt64 = 0
  ) throws(ClusteringError) -> LabelStability {
    try LabelStability(of: points, at: centroids, noise: noise, in: source, samples: samples, seed: seed)
  }

  /// The same of points of one type.
  public func stability<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, noise: Double, in source: LabelStability.Source = .rows, samples: Int = 100,
    seed: UInt64 = 0
  ) throws(ClusteringError) -> LabelStability {
    try stability(of: NumericMatrix(points), noise: noise, in: source, samples: samples, seed: seed)
  }
}
