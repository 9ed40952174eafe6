/// What the covariances of a mixture's components may be.
public enum CovarianceKind: String, CaseIterable, Sendable {
  /// Any, each component its own.
  case full
  /// Any, one for all components.
  case tied
  /// A variance per column and component.
  case diagonal
  /// A variance per component.
  case spherical

  /// The shape of all covariances.
  public func shape(components k: Int, dimensions d: Int) -> [Int] {
    switch self {
    case .full: [k, d, d]
    case .tied: [d, d]
    case .diagonal: [k, d]
    case .spherical: [k]
    }
  }

  /// How many numbers describe a mixture: weights, which add up to 1, means and covariances.
  public func parameterCount(components k: Int, dimensions d: Int) -> Double {
    let (k, d) = (Double(k), Double(d))
    let own: Double =
      switch self {
      case .full: k * d * (d + 1) / 2
      case .tied: d * (d + 1) / 2
      case .diagonal: k * d
      case .spherical: k
      }
    return own + k * d + k - 1
  }

  /// Whether there are numbers for pairs of columns.
  var hasProducts: Bool { self == .full || self == .tied }

  /// The numbers of one component: a triangle by rows, or a diagonal.
  func factorCount(_ d: Int) -> Int { hasProducts ? d * (d + 1) / 2 : d }
}
