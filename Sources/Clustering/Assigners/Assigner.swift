internal import Matrices
internal import TesseraKernels

/// Which rows take part in a step, which cluster each belongs to, and what the loss says while that stands: the four words of a
/// ``FitLoop``.
///
/// ``ExactAssigner`` lets all rows take part, ``NestedSamples`` samples that grow, ``MiniBatch`` a few rows per step;
/// ``BalancedAssigner`` bounds the sizes of clusters, ``PartialAssigner`` leaves out elements or rows, ``MedianAssigner`` goes by another
/// distance. The loop is generic
/// over them, and no `any Assigner` exists: the compiler makes a copy of all they call for each type of points.
protocol Assigner: AnyObject {
  associatedtype Scalar: KernelScalar

  /// Keeps the labels of all rows, their statistics and their loss; unless the type finds labels elsewhere, it also finds them.
  var exact: ExactAssigner<Scalar> { get }

  /// For how many steps there are rows.
  var stepCount: Int { get }

  /// The state before an update that may be given up on the way; nil where updates are finished.
  var finishedUpdate: FinishedUpdate? { get }

  /// Assigns all rows to the start.
  func begin(_ state: RunState) throws(ClusteringError) -> TraceEntry

  /// Freezes: the rows of the next step have the labels that belong to the centroids, and keep them until these have moved.
  ///
  /// - Returns: An assignment of all rows, if that took one.
  func freeze(_ state: inout RunState) throws(ClusteringError) -> TraceEntry?

  /// Differentiates: the loss of frozen rows is quadratic, and the result says all about it; nil where ``move(_:by:)`` takes
  /// that from the sums of the rows itself.
  func differentiate(_ state: RunState) -> ClusterStatistics?

  /// Moves the centroids by a step of the solver.
  func move(_ state: inout RunState, by frozen: ClusterStatistics?) throws(ClusteringError)

  /// Checks: assigns rows to the moved centroids, where labels are to be compared.
  func check(_ state: RunState) throws(ClusteringError) -> TraceEntry

  /// Why the run ends after this check, if it does.
  func reasonToEnd(_ state: inout RunState) throws(ClusteringError) -> StopReason?

  /// Assigns all rows in the end, where some had no part in the last check.
  func conclude(_ state: inout RunState) throws(ClusteringError) -> TraceEntry?

  /// Brings labels, and whatever else follows from the state, to a run that is taken up again between two updates.
  func resume(_ state: RunState) throws(ClusteringError)

  /// The result: labels, counts and the direct inertia at the centroids that are returned.
  func finish(_ state: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun

  /// The result as of the last update that was finished, where one was given up on the way; nil where there is none.
  func finishGivenUp(_ state: RunState) throws(ClusteringError) -> FinishedRun?
}

extension Assigner {
  var stepCount: Int { .max }
  var finishedUpdate: FinishedUpdate? { nil }
  func conclude(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? { nil }

  func begin(_ state: RunState) throws(ClusteringError) -> TraceEntry { TraceEntry(0, try exact.assign(state)) }

  func finish(_ state: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun {
    try exact.finishNearest(state, reason)
  }

  func finishGivenUp(_ state: RunState) throws(ClusteringError) -> FinishedRun? {
    guard let finishedUpdate else { return nil }
    return try exact.problem.finish(finishedUpdate)
  }
}
