import Clustering
import Matrices

/// Everything about a model that is promised to have the same bits on every path.
struct Fingerprint: Equatable {
  var centroids: [UInt64]
  var labels: [Int32]
  var counts: [Int]
  var inertia: UInt64
  var trace: [UInt64?]
  var batchLosses: [UInt64?]
  var changed: [Int?]
  var stopReason: StopReason
  var margins: [UInt64]
  var isLocalMinimum: Bool

  init(_ model: KMeansModel) {
    centroids = model.centroids.elements.map(\.bitPattern)
    labels = model.labels
    counts = model.counts
    inertia = model.inertia.bitPattern
    trace = model.trace.map(\.inertia?.bitPattern)
    batchLosses = model.trace.map(\.batchLoss?.bitPattern)
    changed = model.trace.map(\.changed)
    stopReason = model.stopReason
    margins = model.region.margins.map(\.bitPattern)
    isLocalMinimum = model.isLocalMinimum
  }
}
