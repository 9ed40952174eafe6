import Matrices
import TesseraKernels

@testable import Clustering

/// Everything that a run shows of itself, in bits.
struct Trajectory: Equatable {
  struct State: Equatable {
    var labels: [Int32]
    var centroids: [UInt64]
    var inertia: UInt64
    var changed: Int?
    var batchLoss: UInt64?
  }

  private(set) var states: [State] = []
  private(set) var labels: [Int32] = []
  private(set) var counts: [Int] = []
  private(set) var inertia: UInt64?
  private(set) var margins: [UInt64] = []
  private(set) var error: ClusteringError?

  /// Runs a problem from its start.
  ///
  /// - Parameter observe: sees labels and centroids (scaled units) at every assignment of all rows to them.
  init<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, weights: [Double]?, from start: Matrix<Double>, _ options: KMeans,
    observe: @escaping (ExactAssigner<Scalar>, RunState) -> Void = { _, _ in }
  ) {
    var states: [State] = []
    do throws(ClusteringError) {
      let fit = try FitProblem(options, points, weights)
      let watch = RunWatch<Scalar>(
        shouldStop: { false },
        progress: { entry, rows, run in
          states.append(
            State(
              labels: rows.engine.labels, centroids: run.centroids.elements.map(\.bitPattern),
              inertia: entry.inertia?.bitPattern ?? 0, changed: entry.changed,
              batchLoss: entry.batchLoss?.bitPattern))
          // Steps on some of the rows leave the others as they are.
          if entry.inertia != nil { observe(rows, run) }
        })
      let state = RunState(from: fit.points.scale.scaled(start), SeededGenerator(seed: 0))
      let finished = try fit.finished(options, from: state, watch)
      labels = finished.labels
      counts = finished.counts
      inertia = finished.inertia.bitPattern
      margins = try fit.region(of: finished.centroids, labels: labels).margins.map(\.bitPattern)
    } catch {
      self.error = error
    }
    self.states = states
  }
}
