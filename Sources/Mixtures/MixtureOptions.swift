public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

/// How a mixture, soft or fuzzy clusters are fitted, whatever they are.
public struct MixtureOptions: Sendable {
  /// Where the components start.
  public enum Start: Sendable {
    /// From the clusters of a k-means fit: their sizes, means and covariances.
    case kMeans
    /// From means, [components, dimensions], in units of the data, with equal weights and the variances of the columns
    /// (spherical: their mean).
    case means(Matrix<Double>)
  }

  public var start = Start.kMeans
  /// Runs from different starts; the best wins (ties: the earliest). From given means there is one.
  public var restarts = 1 {
    didSet { require(restarts >= 1, "at least one run") }
  }
  /// Decides every random choice.
  public var seed: UInt64 = 0
  /// The most updates of one run.
  public var maximumIterations = 10_000 {
    didSet { require(maximumIterations >= 0, "the number of updates is not negative") }
  }
  /// A run ends when an update changes less than this: of a Gaussian mixture the mean log-likelihood per row, else the place of
  /// each centroid beside the spread of the columns. 0: when nothing changes.
  public var tolerance = 1e-6 {
    didSet { require(tolerance >= 0 && tolerance.isFinite, "a tolerance is at least 0 and finite") }
  }
  /// How many threads work; nil for one per processor. The result does not depend on it.
  public var threadCount: Int? {
    didSet { require(threadCount ?? 1 >= 1, "at least one thread") }
  }
  /// Which kernels are used; nil for the best of this machine. The result does not depend on it.
  public var instructionSet: InstructionSet?
  /// Ends a fit from outside: within a fraction of a second, with what was reached.
  public var cancellation: Cancellation?

  public init() {}

  /// How far a fit is.
  public struct Progress: Sendable, Equatable {
    /// The run, from 0.
    public var restart: Int
    /// Updates of this run.
    public var iteration: Int
    /// The mean log-likelihood per row, or the objective, before the last update.
    public var value: Double
  }
}
