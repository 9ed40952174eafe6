/// Where a fit spent its time, in seconds.
public struct Timings: Sendable, Equatable {
  /// Choosing the start centroids, over all restarts.
  public var initialize = 0.0
  /// Validation, packing, iterations and the final pass.
  public var fit = 0.0
  /// The exact margins of the final region.
  public var region = 0.0
}
