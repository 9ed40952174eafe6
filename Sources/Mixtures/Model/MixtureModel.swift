public import Clustering
public import Matrices
internal import Refusals

/// A mixture of normal distributions, and how it came about. What it says of the rows belongs to exactly these parameters.
public struct MixtureModel: Sendable, Equatable {
  /// What covariances may be.
  public let covariance: CovarianceKind
  /// The share of each component, adding up to 1.
  public let weights: [Double]
  /// [components, dimensions], in units of the data.
  public let means: Matrix<Double>
  /// In squared units of the data, by rows: ``CovarianceKind/shape(components:dimensions:)``.
  public let covariances: [Double]
  /// The mean over rows of the logarithm of the density at the row.
  public internal(set) var logLikelihood: Double
  /// The weight of all rows: their number where they have none.
  public let rowCount: Double
  /// Updates of the run that won.
  public let iterations: Int
  /// Why it ended.
  public let stopReason: StopReason
  /// Which run won, from 0.
  public let restart: Int
  /// The log-likelihood of every run.
  public let restartLogLikelihoods: [Double]
  /// The mean log-likelihood before each update of the run that won.
  public let trace: [Double]

  /// A mixture by its parameters.
  ///
  /// - Precondition: weights for all means, covariances of the kind's shape.
  public init(
    _ covariance: CovarianceKind, weights: [Double], means: Matrix<Double>, covariances: [Double],
    logLikelihood: Double = 0, rowCount: Double = 0, iterations: Int = 0, stopReason: StopReason = .tolerance,
    restart: Int = 0, restartLogLikelihoods: [Double] = [], trace: [Double] = []
  ) {
    require(weights.count == means.rows && means.rows >= 1, "a component has a weight and a mean")
    let shape = covariance.shape(components: means.rows, dimensions: means.columns)
    require(covariances.count == shape.reduce(1, *), "covariances have the shape \(shape)")
    (self.covariance, self.weights, self.means, self.covariances) = (covariance, weights, means, covariances)
    (self.logLikelihood, self.rowCount, self.iterations) = (logLikelihood, rowCount, iterations)
    (self.stopReason, self.restart, self.restartLogLikelihoods) = (stopReason, restart, restartLogLikelihoods)
    self.trace = trace
  }
}

extension MixtureModel {
  /// The number of components.
  public var componentCount: Int { means.rows }

  /// How many numbers describe it.
  public var parameterCount: Double {
    covariance.parameterCount(components: means.rows, dimensions: means.columns)
  }

  /// The Bayesian information criterion, -2 log L + p log n: smaller is better.
  ///
  /// Source: G. Schwarz, *Estimating the dimension of a model* (1978), DOI 10.1214/aos/1176344136.
  public var bic: Double { -2 * logLikelihood * rowCount + parameterCount * naturalLogarithm(rowCount) }

  /// Akaike's information criterion, -2 log L + 2 p: smaller is better.
  ///
  /// Source: H. Akaike, *A new look at the statistical model identification* (1974), DOI 10.1109/TAC.1974.1100705.
  public var aic: Double { -2 * logLikelihood * rowCount + 2 * parameterCount }

  /// The covariance of one component, [dimensions, dimensions].
  public func covariance(of component: Int) -> Matrix<Double> {
    require((0..<means.rows).contains(component), "there is no component \(component)")
    let d = means.columns
    return Matrix(rows: d, columns: d) { target in
      for row in 0..<d {
        for column in 0..<d {
          target[row * d + column] =
            switch covariance {
            case .full: covariances[(component * d + row) * d + column]
            case .tied: covariances[row * d + column]
            case .diagonal: row == column ? covariances[component * d + row] : 0
            case .spherical: row == column ? covariances[component] : 0
            }
        }
      }
    }
  }
}
