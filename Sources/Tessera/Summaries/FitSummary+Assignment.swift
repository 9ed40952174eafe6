public import Clustering
public import Matrices
public import TesseraKernels

extension FitSummary {
  /// What there is to say about rows at the centroids of a model that was fitted elsewhere: everything but the way to it.
  ///
  /// - Parameters:
  ///   - assignment: with its margins.
  ///   - centroids: those that the rows were assigned to, on the common scale if there is one.
  ///   - metric: that of the model; the rows are the directions, where it is cosine.
  ///   - model: what the model is called.
  /// - Complexity: O(rows + clusterCount * dimensions).
  public init(
    of assignment: Assignment, to centroids: Matrix<Double>, data: DataSummary, scaling: ColumnScaling? = nil,
    metric: Metric = .euclidean, model: String, threads: Int = 1, instructionSet: InstructionSet = .best
  ) {
    self.data = data
    self.scaling = scaling
    clusterCount = centroids.rows
    (solver, initializer) = ("given", model)
    (seed, restarts, maximumIterations) = (0, 1, 0)
    (self.threads, self.instructionSet) = (threads, instructionSet)
    (restart, restartInertias) = (0, [assignment.inertia])
    (inertia, iterations, stopReason, trace) = (assignment.inertia, 0, .maxIterations, [])
    (learningRate, finalLearningRate) = (nil, nil)
    let margins = assignment.margins ?? []
    clusters = ClusterSummary.all(
      centroids, labels: assignment.labels, counts: assignment.counts, margins: margins, scaling: scaling)
    radius = margins.min().flatMap { $0.isFinite ? $0 : nil }
    (tightest, isLocalMinimum) = (nil, false)
    seconds = Seconds()
    self.metric = metric
  }
}
