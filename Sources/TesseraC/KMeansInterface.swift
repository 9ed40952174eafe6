// Names are those of tessera.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CTessera
internal import Tessera

private func options(_ kmeans: OpaquePointer) -> KMeansOptions { Handle<KMeansOptions>.object(kmeans) }

@c @implementation public func tessera_kmeans_create(
  _ clusters: Int64, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    try demand(clusters >= 1 && clusters <= Int64(Int32.max), "clusters: 1 to \(Int32.max), not \(clusters)")
    return KMeansOptions(clusterCount: Int(clusters))
  }
}

@c @implementation public func tessera_kmeans_free(_ kmeans: OpaquePointer?) { Handle<KMeansOptions>.release(kmeans) }

@c @implementation public func tessera_kmeans_set_integer(
  _ kmeans: OpaquePointer, _ name: UnsafePointer<CChar>, _ value: Int64
) -> tessera_status {
  answering { try options(kmeans).set(text(name), integer: value) }
}

@c @implementation public func tessera_kmeans_set_number(
  _ kmeans: OpaquePointer, _ name: UnsafePointer<CChar>, _ value: Double
) -> tessera_status {
  answering { try options(kmeans).set(text(name), number: value) }
}

@c @implementation public func tessera_kmeans_set_word(
  _ kmeans: OpaquePointer, _ name: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>
) -> tessera_status {
  answering { try options(kmeans).set(text(name), word: text(value)) }
}

@c @implementation public func tessera_kmeans_set_start(
  _ kmeans: OpaquePointer, _ start: UnsafePointer<tessera_matrix>?
) -> tessera_status {
  answering { try options(kmeans).set(start: start?.pointee.copied("start")) }
}

@c @implementation public func tessera_kmeans_set_progress(
  _ kmeans: OpaquePointer, _ progress: tessera_progress?, _ context: UnsafeMutableRawPointer?
) -> tessera_status {
  answering { (options(kmeans).progress, options(kmeans).context) = (progress, context) }
}

@c @implementation public func tessera_kmeans_fit(
  _ kmeans: OpaquePointer, _ points: UnsafePointer<tessera_matrix>, _ rowWeights: UnsafePointer<Double>?,
  _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    let kmeans = options(kmeans)
    let rows = try points.pointee.rowsInPlace("points")
    var complete = try kmeans.complete()
    return try kmeans.watching { watch in
      complete.cancellation = watch.cancellation
      let fitted = try complete.fitted(
        to: rows, weights: weights(rowWeights, of: rows), progress: watch.hear)
      return FittedModel(ModelFile(fitted, from: complete), fitted)
    }
  }
}

@c @implementation public func tessera_kmeans_cancel(_ kmeans: OpaquePointer) { options(kmeans).cancel() }
