public import Matrices

/// The state after some number of updates: an entry of ``KMeansModel/trace``, and what a progress callback receives.
public struct TraceEntry: Sendable, Equatable {
  /// The number of updates made so far; 0 is the start.
  public var iteration: Int
  /// The inertia at these centroids, in squared units of the data; nil at mini-batch steps that did not measure it.
  public var inertia: Double?
  /// The loss of the mini-batch before the update that led here; nil for full-batch solvers and at the start.
  public var batchLoss: Double?
  /// How many rows changed their label since the previous assignment of all rows; nil where not all were assigned.
  public var changed: Int?
  /// The share of rows that were proved unchanged without computing a distance, in 0...1. It depends on the path that
  /// the engine took: no part of the promise of identical bits.
  public var certifiedFraction: Double
  /// Which arithmetic the assignment of all rows tried first; nil where not all were assigned, or one region certified them
  /// all together. Like all that follows, no part of the promise of identical bits.
  public var path: AssignmentPath?
  /// How many rows were compared with all centroids; nil where not all were assigned.
  public var touched: Int?
  /// Seconds since the fit began.
  public var seconds: Double
  /// The centroids, in the data's units, where ``KMeans/keepsCentroids`` asked for them.
  public var centroids: Matrix<Double>?

  /// What a fit of medians or medoids minimises, at these centroids, in units of the data; nil for means.
  public var loss: Double?

  /// How many coordinates the entries of one trace keep.
  public static let mostKept = 1 << 16

  public init(
    iteration: Int, inertia: Double? = nil, batchLoss: Double? = nil, changed: Int? = nil,
    certifiedFraction: Double = 0, path: AssignmentPath? = nil, touched: Int? = nil, seconds: Double = 0
  ) {
    self.iteration = iteration
    self.inertia = inertia
    self.batchLoss = batchLoss
    self.changed = changed
    self.certifiedFraction = certifiedFraction
    self.path = path
    self.touched = touched
    self.seconds = seconds
  }
}
