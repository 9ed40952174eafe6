// Names are those of tessera.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CTessera
internal import Clustering
internal import Matrices
internal import Mixtures

/// What is behind a `tessera_mixture`.
final class FittedMixture {
  let model: MixtureModel
  let stopReason: UnsafePointer<CChar>

  init(_ model: MixtureModel) {
    self.model = model
    stopReason = Words.kept(model.stopReason.rawValue)
  }

  deinit { stopReason.deallocate() }
}

private func mixture(_ pointer: OpaquePointer) -> FittedMixture { Handle<FittedMixture>.object(pointer) }

@c @implementation public func tessera_mixture_fit(
  _ kmeans: OpaquePointer, _ covariance: UnsafePointer<CChar>, _ regularization: Double,
  _ points: UnsafePointer<tessera_matrix>, _ rowWeights: UnsafePointer<Double>?,
  _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    let options = Handle<KMeansOptions>.object(kmeans)
    let rows = try points.pointee.rowsInPlace("points")
    var mixture = try options.mixture(covariance: text(covariance), regularization: regularization)
    return try options.watching { watch in
      mixture.options.cancellation = watch.cancellation
      return FittedMixture(
        try mixture.fitted(to: rows, weights: weights(rowWeights, of: rows)) { watch.hear($0.iteration, $0.value) })
    }
  }
}

@c @implementation public func tessera_mixture_create(
  _ covariance: UnsafePointer<CChar>, _ means: UnsafePointer<tessera_matrix>, _ shares: UnsafePointer<Double>,
  _ covariances: UnsafePointer<Double>, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    let (kind, means) = (try KMeansOptions.covarianceKind(text(covariance)), try means.pointee.copied("means"))
    try demand(means.rows > 0 && means.columns > 0, "means: at least one row and one column")
    let shares = Array(UnsafeBufferPointer(start: shares, count: means.rows))
    let shape = kind.shape(components: means.rows, dimensions: means.columns)
    let count = shape.reduce((1, false)) { product, size in
      let (next, overflows) = product.0.multipliedReportingOverflow(by: size)
      return (next, overflows || product.1)
    }
    try demand(!count.1, "covariances: \(shape) fit no memory")
    let covariances = Array(UnsafeBufferPointer(start: covariances, count: count.0))
    try demand(
      shares.allSatisfy { $0 > 0 && $0.isFinite } && covariances.allSatisfy(\.isFinite)
        && means.elements.allSatisfy(\.isFinite), "a mixture is of finite numbers, its shares above 0")
    return FittedMixture(MixtureModel(kind, weights: shares, means: means, covariances: covariances))
  }
}

@c @implementation public func tessera_mixture_free(_ mixture: OpaquePointer?) {
  Handle<FittedMixture>.release(mixture)
}

@c @implementation public func tessera_mixture_log_likelihood(_ pointer: OpaquePointer) -> Double {
  mixture(pointer).model.logLikelihood
}

@c @implementation public func tessera_mixture_iterations(_ pointer: OpaquePointer) -> Int64 {
  Int64(mixture(pointer).model.iterations)
}

@c @implementation public func tessera_mixture_stop_reason(_ pointer: OpaquePointer) -> UnsafePointer<CChar> {
  mixture(pointer).stopReason
}

@c @implementation public func tessera_mixture_copy(
  _ pointer: OpaquePointer, _ shares: UnsafeMutablePointer<Double>?, _ means: UnsafeMutablePointer<Double>?,
  _ covariances: UnsafeMutablePointer<Double>?
) -> tessera_status {
  answering {
    let model = mixture(pointer).model
    shares?.update(from: model.weights, count: model.weights.count)
    means?.update(from: model.means.elements, count: model.means.count)
    covariances?.update(from: model.covariances, count: model.covariances.count)
  }
}

@c @implementation public func tessera_mixture_assign(
  _ pointer: OpaquePointer, _ points: UnsafePointer<tessera_matrix>, _ labels: UnsafeMutablePointer<Int32>?,
  _ densities: UnsafeMutablePointer<Double>?, _ responsibilities: UnsafeMutablePointer<Double>?
) -> tessera_status {
  answering {
    let (model, points) = (mixture(pointer).model, try points.pointee.rowsInPlace("points"))
    if labels != nil || densities != nil {
      let assignment = try model.assigned(points)
      labels?.update(from: assignment.labels, count: points.rows)
      densities?.update(from: assignment.logDensities, count: points.rows)
    }
    guard let responsibilities else { return }
    try model.responsibilities(of: points).withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return }
      responsibilities.update(from: start, count: elements.count)
    }
  }
}

extension KMeansOptions {
  /// What of these options a mixture has: others are refused.
  fileprivate func mixture(covariance: String, regularization: Double) throws -> GaussianMixture {
    let known: Set = ["seed", "restarts", "max_iterations", "tolerance", "threads", "instruction_set"]
    if let other = names.subtracting(known).min() {
      throw Misuse(
        "\(other): a mixture has no such option; it has \(known.sorted().joined(separator: ", ")), and a start")
    }
    try demand(
      regularization >= 0 && regularization.isFinite, "regularization: at least 0 and finite, not \(regularization)")
    var mixture = GaussianMixture(componentCount: kmeans.clusterCount)
    mixture.covariance = try Self.covarianceKind(covariance)
    mixture.regularization = regularization
    if names.contains("max_iterations") { mixture.options.maximumIterations = kmeans.maximumIterations }
    if names.contains("tolerance") { mixture.options.tolerance = kmeans.tolerance }
    mixture.options.seed = kmeans.seed
    mixture.options.restarts = kmeans.restarts
    mixture.options.threadCount = kmeans.threadCount
    mixture.options.instructionSet = kmeans.instructionSet
    if let start { mixture.options.start = .means(start) }
    return mixture
  }

  fileprivate static func covarianceKind(_ word: String) throws -> CovarianceKind {
    guard let kind = CovarianceKind(rawValue: word) else {
      throw Misuse("covariance: full, tied, diagonal or spherical, not \(word)")
    }
    return kind
  }
}
