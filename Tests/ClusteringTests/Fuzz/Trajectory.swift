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
    observe: @escaping (FitLoop<Scalar>) -> Void = { _ in }
  ) {
    var states: [State] = []
    do throws(ClusteringError) {
      let fit = try FitProblem(options, points, weights)
      var current: FitLoop<Scalar>?
      defer { current = nil }
      let run = try FitLoop(
        fit, options, from: fit.points.scale.scaled(start), SeededGenerator(seed: 0), shouldStop: { false },
        progress: { entry in
          guard let run = current else { return }
          states.append(
            State(
              labels: run.exact.engine.labels, centroids: run.state.centroids.elements.map(\.bitPattern),
              inertia: entry.inertia?.bitPattern ?? 0, changed: entry.changed, batchLoss: entry.batchLoss?.bitPattern))
          // Steps on some of the rows leave the others as they are.
          if entry.inertia != nil { observe(run) }
        })
      current = run
      let finished = try run.finished()
      labels = finished.labels
      counts = finished.counts
      inertia = finished.inertia.bitPattern
      margins = try fit.region(of: finished.centroids, labels: labels, points: points).margins.map(\.bitPattern)
    } catch {
      self.error = error
    }
    self.states = states
  }
}
