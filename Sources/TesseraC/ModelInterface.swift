// Names are those of tessera.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CTessera
internal import Clustering
internal import Matrices
internal import Tessera

/// What is behind a `tessera_model`.
final class FittedModel {
  let file: ModelFile
  /// nil: it was not fitted here.
  let fit: KMeansModel?
  let stopReason: UnsafePointer<CChar>

  init(_ file: ModelFile, _ fit: KMeansModel? = nil) {
    (self.file, self.fit) = (file, fit)
    stopReason = Words.kept(fit?.stopReason.rawValue ?? "")
  }

  deinit { stopReason.deallocate() }

  /// - Throws: where the model was not fitted here.
  func fitted() throws -> KMeansModel {
    guard let fit else { throw Misuse("the model was not fitted here: assign rows to it (tessera_model_assign)") }
    return fit
  }
}

private func model(_ model: OpaquePointer) -> FittedModel { Handle<FittedModel>.object(model) }

@c @implementation public func tessera_model_create(
  _ centroids: UnsafePointer<tessera_matrix>, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    let centroids = try centroids.pointee.copied("centroids")
    try demand(centroids.rows > 0 && centroids.columns > 0, "centroids: at least one row and one column")
    return FittedModel(ModelFile(centroids: centroids))
  }
}

@c @implementation public func tessera_model_create_like(
  _ kmeans: OpaquePointer, _ centroids: UnsafePointer<tessera_matrix>, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    let (options, centroids) = (Handle<KMeansOptions>.object(kmeans), try centroids.pointee.copied("centroids"))
    try demand(
      centroids.rows == options.kmeans.clusterCount && centroids.columns > 0,
      "centroids: \(centroids.rows) x \(centroids.columns) for \(options.kmeans.clusterCount) clusters")
    if options.kmeans.metric == .cosine {
      for row in 0..<centroids.rows {
        let length = centroids.row(row).reduce(0) { $0 + $1 * $1 }.squareRoot()
        try demand(
          (length - 1).magnitude < 1e-6,
          "centroid \(row) has length \(length): of metric cosine they are directions, of length 1")
      }
    }
    return FittedModel(ModelFile(centroids: centroids, of: options.kmeans))
  }
}

@c @implementation public func tessera_model_read(
  _ path: UnsafePointer<CChar>, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) { FittedModel(try ModelFile(contentsOf: text(path))) }
}

@c @implementation public func tessera_model_write(
  _ pointer: OpaquePointer, _ path: UnsafePointer<CChar>
) -> tessera_status {
  answering { try model(pointer).file.write(to: text(path)) }
}

@c @implementation public func tessera_model_free(_ model: OpaquePointer?) { Handle<FittedModel>.release(model) }

@c @implementation public func tessera_model_clusters(_ pointer: OpaquePointer) -> Int64 {
  Int64(model(pointer).file.centroids.rows)
}

@c @implementation public func tessera_model_dimensions(_ pointer: OpaquePointer) -> Int64 {
  Int64(model(pointer).file.centroids.columns)
}

@c @implementation public func tessera_model_rows(_ pointer: OpaquePointer) -> Int64 {
  Int64(model(pointer).fit?.labels.count ?? 0)
}

@c @implementation public func tessera_model_iterations(_ pointer: OpaquePointer) -> Int64 {
  Int64(model(pointer).fit?.iterations ?? 0)
}

@c @implementation public func tessera_model_inertia(_ pointer: OpaquePointer) -> Double {
  model(pointer).fit?.inertia ?? .nan
}

@c @implementation public func tessera_model_stop_reason(_ pointer: OpaquePointer) -> UnsafePointer<CChar> {
  model(pointer).stopReason
}

@c @implementation public func tessera_model_is_local_minimum(_ pointer: OpaquePointer) -> Bool {
  model(pointer).fit?.isLocalMinimum ?? false
}

@c @implementation public func tessera_model_copy_centroids(
  _ pointer: OpaquePointer, _ centroids: UnsafeMutablePointer<Double>
) -> tessera_status {
  answering {
    model(pointer).file.centroids.withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return }
      centroids.update(from: start, count: elements.count)
    }
  }
}

@c @implementation public func tessera_model_copy_labels(
  _ pointer: OpaquePointer, _ labels: UnsafeMutablePointer<Int32>
) -> tessera_status {
  answering {
    let own = try model(pointer).fitted().labels
    labels.update(from: own, count: own.count)
  }
}

@c @implementation public func tessera_model_copy_counts(
  _ pointer: OpaquePointer, _ counts: UnsafeMutablePointer<Int64>
) -> tessera_status {
  answering {
    for (cluster, count) in try model(pointer).fitted().counts.enumerated() { counts[cluster] = Int64(count) }
  }
}

@c @implementation public func tessera_model_distances(
  _ pointer: OpaquePointer, _ points: UnsafePointer<tessera_matrix>, _ threads: Int64,
  _ distances: UnsafeMutablePointer<Double>
) -> tessera_status {
  answering {
    let (file, points) = (model(pointer).file, try points.pointee.rowsInPlace("points"))
    try demand(
      file.metric == .euclidean && file.missingValues == .refused && file.centroidKind.distance != .manhattan
        && file.scaling == nil,
      "distances to all centroids: of Euclidean models whose columns are not scaled; assign gives the nearest ones")
    try points.writeDistances(to: file.centroids, into: distances, threadCount: threadCount(threads))
  }
}

@c @implementation public func tessera_model_assign(
  _ pointer: OpaquePointer, _ points: UnsafePointer<tessera_matrix>, _ labels: UnsafeMutablePointer<Int32>,
  _ distances: UnsafeMutablePointer<Double>?, _ inertia: UnsafeMutablePointer<Double>?
) -> tessera_status {
  answering {
    let assignment = try model(pointer).file.assign(points.pointee.rowsInPlace("points"))
    labels.update(from: assignment.labels, count: assignment.labels.count)
    if let distances {
      let own = assignment.distances
      distances.update(from: own, count: own.count)
    }
    inertia?.pointee = assignment.inertia
  }
}
