/// How far tables are from the weights they stand for: sums of importance times squared error, in squared units of the weights.
public struct PaletteErrors: Sendable, Equatable {
  /// With the table as it is stored.
  public internal(set) var error = 0.0
  /// The least that any table of as many real numbers has: proved. nil for vectors, of which no such proof is known.
  public internal(set) var optimum: Double? = 0
  /// With as many numbers evenly spaced from the least weight to the largest.
  public internal(set) var uniform: Double? = 0
  /// Of weights that are all replaced by 0: the sum of importance times square.
  public internal(set) var norm = 0.0
  /// Groups whose importances were all 0: their weights count the same.
  public internal(set) var unweightedGroups = 0

  public init() {}

  /// ``error`` as a share of ``norm``; 0 where there is none.
  public var relative: Double { error == 0 ? 0 : error / norm }

  /// How far ``error`` is above ``optimum``, as a share of it; 0 where both are 0, nil where it is not known or the optimum alone
  /// is 0: the table holds numbers that its type does not.
  public var gap: Double? {
    guard let optimum else { return nil }
    if error <= optimum { return 0 }
    return optimum > 0 ? error / optimum - 1 : nil
  }

  /// Those of other weights beside these.
  public mutating func add(_ other: PaletteErrors) {
    error += other.error
    optimum = optimum.flatMap { own in other.optimum.map { own + $0 } }
    uniform = uniform.flatMap { own in other.uniform.map { own + $0 } }
    norm += other.norm
    unweightedGroups += other.unweightedGroups
  }
}
