/// How far tables are from the weights they stand for: sums of importance times squared error, in squared units of the weights.
///
/// A sum that is too large or too small for a Double is infinite or 0; shares of sums (``relative``, ``relativeUniform``, ``gap``) are what they
/// would be of the same weights in other units.
public struct PaletteErrors: Sendable, Equatable {
  /// The sums by the power of two of the ``unit``.
  struct Sums: Equatable {
    var error = 0.0
    var optimum: Double? = 0
    var uniform: Double? = 0
    var norm = 0.0
  }

  var sums = Sums()
  var unit = 0
  /// Groups whose importances were all 0: their weights count the same.
  public internal(set) var unweightedGroups = 0

  public init() {}

  /// With the table as it is stored.
  public var error: Double { SquareUnit.scaled(sums.error, by: unit) }
  /// The least that any table of as many real numbers has: proved. nil for vectors, of which no such proof is known.
  public var optimum: Double? { sums.optimum.map { SquareUnit.scaled($0, by: unit) } }
  /// With as many numbers evenly spaced from the least weight to the largest.
  public var uniform: Double? { sums.uniform.map { SquareUnit.scaled($0, by: unit) } }
  /// Of weights that are all replaced by 0: the sum of importance times square.
  public var norm: Double { SquareUnit.scaled(sums.norm, by: unit) }

  /// ``error`` as a share of ``norm``; 0 where there is none.
  public var relative: Double { sums.error == 0 ? 0 : sums.error / sums.norm }

  /// ``uniform`` as a share of ``norm``; 0 where there is none.
  public var relativeUniform: Double? { sums.uniform.map { $0 == 0 ? 0 : $0 / sums.norm } }

  /// How far ``error`` is above ``optimum``, as a share of it; 0 where both are 0, nil where it is not known or the optimum alone
  /// is 0: the table holds numbers that its type does not.
  public var gap: Double? {
    guard let optimum = sums.optimum else { return nil }
    if sums.error <= optimum { return 0 }
    return optimum > 0 ? sums.error / optimum - 1 : nil
  }

  /// Those of other weights beside these.
  public mutating func add(_ other: PaletteErrors) {
    // What vanishes in the larger unit is nothing beside the rest.
    let common = sums.norm == 0 ? other.unit : other.sums.norm == 0 ? unit : max(unit, other.unit)
    let (own, others) = (sums.scaled(by: unit - common), other.sums.scaled(by: other.unit - common))
    unit = common
    sums.error = own.error + others.error
    sums.optimum = own.optimum.flatMap { own in others.optimum.map { own + $0 } }
    sums.uniform = own.uniform.flatMap { own in others.uniform.map { own + $0 } }
    sums.norm = own.norm + others.norm
    unweightedGroups += other.unweightedGroups
  }
}

extension PaletteErrors.Sums {
  fileprivate func scaled(by exponent: Int) -> Self {
    var scaled = self
    scaled.error = SquareUnit.scaled(error, by: exponent)
    scaled.optimum = optimum.map { SquareUnit.scaled($0, by: exponent) }
    scaled.uniform = uniform.map { SquareUnit.scaled($0, by: exponent) }
    scaled.norm = SquareUnit.scaled(norm, by: exponent)
    return scaled
  }
}
