// Names are those of tessera.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CTessera
internal import Clustering

@c @implementation public func tessera_segment(
  _ values: UnsafePointer<Double>, _ weights: UnsafePointer<Double>?, _ count: Int64, _ clusters: Int64,
  _ centroids: UnsafeMutablePointer<Double>, _ boundaries: UnsafeMutablePointer<Int64>,
  _ inertia: UnsafeMutablePointer<Double>, _ found: UnsafeMutablePointer<Int64>
) -> tessera_status {
  answering {
    found.pointee = 0
    try demand(count >= 0 && count <= Int.max / 8, "count: not negative, and of what fits into memory, not \(count)")
    try demand(clusters >= 1, "clusters: at least 1, not \(clusters)")
    let values = Array(UnsafeBufferPointer(start: values, count: Int(count)))
    if let place = zip(values, values.dropFirst()).enumerated().first(where: { !($1.0 <= $1.1) })?.offset {
      let (first, second) = (values[place], values[place + 1])
      try demand(
        !first.isFinite || !second.isFinite,
        "values are ascending: number \(place + 1), \(second), is below the one before it, \(first); sort them")
    }
    let optimum = try OptimalSegmentation(
      of: values, weights: weights.map { Array(UnsafeBufferPointer(start: $0, count: Int(count))) },
      clusterCount: Int(clamping: clusters))
    centroids.update(from: optimum.centroids, count: optimum.centroids.count)
    for (place, boundary) in optimum.boundaries.enumerated() { boundaries[place] = Int64(boundary) }
    inertia.pointee = optimum.inertia
    found.pointee = Int64(optimum.centroids.count)
  }
}
