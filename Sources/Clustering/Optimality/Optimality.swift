/// How far a fit is from the best possible: what no choice of centroids can fall below.
///
/// ```swift
/// kMeans.boundsInertia = true
/// let model = try kMeans.fitted(to: points)
/// if let gap = model.optimality?.gap { print("at most \(gap * 100) % above the best possible") }
/// ```
///
/// The bound is proved, its rounding included; see <doc:FarFromTheBest>.
public struct Optimality: Sendable, Equatable {
  /// Where a bound comes from.
  public enum Method: String, Sendable {
    /// One column: the optimum itself, by ``OptimalSegmentation``.
    case segmentation
    /// One cluster, or none whose rows differ: the fit is the optimum.
    case trivial
    /// The eigenvalues of the scatter matrix.
    case spectral
    /// Semidefinite programmes of subsets of the rows.
    case semidefinite
  }

  /// At most the least inertia of any centroids, in squared units of the data.
  public let lowerBound: Double
  /// How far the fit's inertia is above ``lowerBound``, relative to it: 0.021 where it is at most 2.1 % above the best possible. 0 where the
  /// fit is proved optimal; nil where the bound is 0.
  public let gap: Double?
  public let method: Method

  init(lowerBound: Double, inertia: Double, method: Method) {
    // The inertia is that of a clustering, so that a bound above it is above by the rounding of one of the two.
    self.lowerBound = min(lowerBound, inertia)
    let above = inertia / self.lowerBound - 1
    // Two sums of the same clusters may differ in their last digits.
    let isRounding = (method == .segmentation || method == .trivial) && above < 1e-13
    gap = inertia == 0 || isRounding ? 0 : self.lowerBound > 0 ? above : nil
    self.method = method
  }
}
