public import Matrices

/// A rule that moves the centroids, given everything the frozen loss says: its statistics.
///
/// Each iteration freezes the assignment (argmin), summarises it as ``ClusterStatistics`` and asks the solver for the
/// next centroids. The built-in solvers are ``Lloyd`` (EM), ``Newton`` and ``GradientDescent``; adopt the protocol to
/// add another.
///
/// ```swift
/// var kmeans = KMeans(clusterCount: 20)
/// kmeans.solver = .newton(relaxation: 1.5)
/// ```
public protocol Solver: Sendable {
  /// The solver's name in reports.
  var name: String { get }

  /// Which rows each step sees.
  var sampling: BatchSampling { get }

  /// Whether clusters without rows are restarted at the farthest rows before each update (full batches only).
  var relocatesEmptyClusters: Bool { get }

  /// Whether a repeated assignment alone proves a fixed point: true when a step depends on the assignment only.
  var dependsOnAssignmentOnly: Bool { get }

  /// Whether the learning rate is the solver's own choice: a run that diverges is then begun anew at a quarter of it.
  var choosesLearningRate: Bool { get }

  /// A fresh state for one run.
  func makeStepper(for problem: SolverProblem) -> AnyStepper
}

extension Solver {
  public var sampling: BatchSampling { .fullBatch }
  public var relocatesEmptyClusters: Bool { false }
  public var dependsOnAssignmentOnly: Bool { false }
  public var choosesLearningRate: Bool { false }
}

/// A solver at work: it may keep state between steps (momentum, moments).
public protocol CentroidStepper {
  /// The learning rate of the first step, in the data's units; nil where there is none.
  var learningRate: Double? { get }

  /// What it has been lowered to.
  var finalLearningRate: Double? { get }

  /// Whether every step brings every centroid nearer to its mean, so that rounding alone can keep it from getting there.
  var nearsMeans: Bool { get }

  /// The step as one of each cluster alone, without memory of earlier ones; nil where it is not.
  var plainDescent: PlainDescent? { get }

  /// Multiplies a rate that the solver chose.
  mutating func lowerLearningRate(by factor: Double)

  /// All that the next steps depend on beside what they are given, as numbers; nil where that is not known, so that a run
  /// cannot be taken up again. There are always as many.
  var memory: [Double]? { get }

  /// Goes on where another one, of the same solver and as many centroids, has been.
  ///
  /// - Parameter memory: as many numbers as ``memory`` has.
  mutating func recall(_ memory: [Double])

  /// The centroids after one more update.
  ///
  /// - Parameters:
  ///   - centroids: [clusterCount, dimensions], where the assignment was made.
  ///   - statistics: of the whole data or of one mini-batch. Clusters without weight have no say: leave them in place.
  mutating func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double>
}

extension CentroidStepper {
  public var finalLearningRate: Double? { learningRate }
  public var nearsMeans: Bool { false }
  public var plainDescent: PlainDescent? { nil }
  public mutating func lowerLearningRate(by factor: Double) {}
  public var memory: [Double]? { nil }
  public mutating func recall(_ memory: [Double]) {}
}

/// Which rows each step of a solver sees.
public enum BatchSampling: Sendable, Equatable {
  /// All rows.
  case fullBatch
  /// This many rows, drawn uniformly with replacement from the fit's seed.
  case miniBatch(size: Int)
  /// A random sample of about this many rows (nil: 40 to 50 per cluster), which doubles each time that it has said what it can, up
  /// to half of the data; then all rows. See ``NestedBatches``.
  case nested(from: Int?)
  /// These rows, one array of row indices per step; the fit ends when they are used up.
  case given([[Int32]])

  /// Whether runs from one start differ, since each draws rows of its own.
  public var isRandom: Bool {
    switch self {
    case .fullBatch, .given: false
    case .miniBatch, .nested: true
    }
  }
}

/// What a solver may want to know before its first step.
public struct SolverProblem: Sendable, Equatable {
  public var clusterCount: Int
  public var dimensions: Int
  /// The number of rows.
  public var rows: Int
  /// The weight of the heaviest cluster of the first assignment of all rows.
  public var largestMass: Double
  /// The share of the rows that one step sees: 1 for full batches.
  public var batchFraction: Double
  /// The unit in which centroids and statistics are given to the solver, in units of the data: a power of two, 1 unless
  /// the data are extremely large or small.
  public var unit: Double
  /// The root mean square of a row's distance to its centroid along a column at the first assignment, in scaled units; 0
  /// where it is not known.
  public var spread: Double

  public init(
    clusterCount: Int, dimensions: Int, rows: Int, largestMass: Double, batchFraction: Double = 1, unit: Double = 1,
    spread: Double = 0
  ) {
    self.clusterCount = clusterCount
    self.dimensions = dimensions
    self.rows = rows
    self.largestMass = largestMass
    self.batchFraction = batchFraction
    self.unit = unit
    self.spread = spread
  }
}
