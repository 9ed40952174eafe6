public import Matrices
internal import Refusals

/// A mixture of normal distributions, fitted by expectation maximisation.
///
/// ```swift
/// var mixture = GaussianMixture(componentCount: 3)
/// mixture.covariance = .diagonal
/// let model = try mixture.fitted(to: points)
/// print(model.weights, model.logLikelihood, model.bic)
/// let labels = try model.assigned(points).labels
/// ```
///
/// An update tells each row to the components by their shares in its density, and gives each component the mean and the
/// covariance of what it was told, plus ``regularization`` on the diagonal: <doc:GaussianMixtures>. It is that of scikit-learn's
/// `GaussianMixture`, which from the same start takes the same way. The whole result has the same bits for every
/// number of threads and instruction set; it depends on the order of the rows in its last digits.
///
/// - Complexity: an update O(rows * components * dimensions), of full and tied covariances O(rows * components *
///   dimensions^2 / 2) twice. Memory beside the points: sums for at most 64 parts of the rows, nothing per row.
///
/// Source: A. Dempster, N. Laird and D. Rubin, *Maximum likelihood from incomplete data via the EM algorithm* (1977),
/// DOI 10.1111/j.2517-6161.1977.tb01600.x.
public struct GaussianMixture: Sendable {
  /// The number of components, at least 1.
  public var componentCount: Int {
    didSet { require(componentCount >= 1, "at least one component") }
  }
  /// What covariances may be.
  public var covariance = CovarianceKind.full
  /// Added to every variance after an update, in squared units of the data (scikit-learn's `reg_covar`): data on a scale far
  /// below its root need a smaller one.
  public var regularization = 1e-6 {
    didSet { require(regularization >= 0 && regularization.isFinite, "a regularization is at least 0 and finite") }
  }
  /// How it is fitted.
  public var options = MixtureOptions()

  /// - Parameter componentCount: the number of components, at least 1.
  public init(componentCount: Int) {
    require(componentCount >= 1, "at least one component")
    self.componentCount = componentCount
  }

  /// Fits the mixture.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, at least as many rows as components.
  ///   - weights: one per row, finite and at least 0; nil for 1 each. A row of weight w counts as w equal rows.
  ///   - progress: hears of every update.
  /// - Throws: ``MixtureError`` where a covariance has no inverse, a component loses its rows, or the data cannot be used.
  public func fitted(
    to points: NumericMatrix, weights: [Double]? = nil, progress: (MixtureOptions.Progress) -> Void = { _ in }
  ) throws(MixtureError) -> MixtureModel {
    switch points {
    case .float(let points): try GaussianRun.best(of: self, points, weights, progress)
    case .double(let points): try GaussianRun.best(of: self, points, weights, progress)
    }
  }

  /// Fits the mixture to points in single precision.
  public func fitted(to points: Matrix<Float>, weights: [Double]? = nil) throws(MixtureError) -> MixtureModel {
    try fitted(to: .float(points), weights: weights)
  }

  /// Fits the mixture to points in double precision.
  public func fitted(to points: Matrix<Double>, weights: [Double]? = nil) throws(MixtureError) -> MixtureModel {
    try fitted(to: .double(points), weights: weights)
  }
}
