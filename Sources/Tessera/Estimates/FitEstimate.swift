/// What a fit would take on machines that are not at hand: a model on paper of time, memory and network.
///
/// ```swift
/// var size = FitSize(rows: 1e9, dimensions: 768, clusterCount: 100_000)
/// size.ranks = 64
/// let estimate = FitEstimate(size, on: FitMachine(processors: 32))
/// print(estimate.flat.update.compute, estimate.hierarchical.seconds)
/// ```
///
/// See <doc:Estimates> for what it is made of, how well it does, and what is guessed.
public struct FitEstimate: Sendable, Equatable {
  /// All rows are compared with all centroids.
  public let flat: FitPlan
  /// Rows are clustered into about the root of k branches first, and each branch by itself.
  public let hierarchical: FitPlan

  public init(_ size: FitSize, on machine: FitMachine) {
    let counter = FitCounter(size: size, machine: machine)
    (flat, hierarchical) = (counter.flat, counter.hierarchical)
  }
}

/// How large a fit is.
public struct FitSize: Sendable, Equatable {
  /// How many rows all ranks have.
  public var rows: Double
  public var dimensions: Int
  public var clusterCount: Int
  /// How many processes share the rows.
  public var ranks = 1
  /// Bytes per element of the rows.
  public var elementBytes = 4
  /// How many updates there are.
  public var iterations = 20

  public init(rows: Double, dimensions: Int, clusterCount: Int) {
    (self.rows, self.dimensions, self.clusterCount) = (rows, dimensions, clusterCount)
  }
}

/// What each rank runs on.
public struct FitMachine: Sendable, Equatable {
  /// How many processors a rank has; work is taken to share out among them without loss.
  public var processors: Int
  /// How fast one of them is: 1 for that of ``FitCosts/source``.
  public var speed = 1.0
  /// Bytes per second that a rank sends, and receives at the same time.
  public var network = 1.25e9
  /// Bytes per second that a rank reads from a disk.
  public var disk = 2e9

  public init(processors: Int) { self.processors = processors }
}

/// One way to a result: seconds, and bytes of each rank.
public struct FitPlan: Sendable, Equatable {
  public struct Step: Sendable, Equatable {
    public var compute = 0.0
    public var network = 0.0

    public var seconds: Double { compute + network }
  }

  /// The rows from a disk, once.
  public var read: Double
  /// The choice of a start, and the first assignment.
  public var start: Step
  /// One update of all.
  public var update: Step
  /// Rows that change their rank between levels; 0 where they stay.
  public var exchange: Double
  /// How many updates.
  public var iterations: Int
  /// Of each rank, with the rows.
  public var memoryBytes: Double
  /// What a rank sends in an update.
  public var updateBytes: Double

  public var seconds: Double { read + start.seconds + exchange + Double(iterations) * update.seconds }
}
