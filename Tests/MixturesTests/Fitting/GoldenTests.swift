import Clustering
import Matrices
import Mixtures
import Testing

@Suite struct GoldenTests {
  /// -1 and 1: mean 0, variance 1 + regularization.
  @Test func oneComponentOfTwoPointsIsTheirNormalDistribution() throws {
    let model = try GaussianMixture(1, .full, from: [[5]]).with { $0.regularization = 0 }.fitted(
      to: [[-1], [1]] as Matrix<Double>)
    #expect(model.means[0, 0] == 0)
    #expect(model.covariances == [1])
    #expect(model.weights == [1])
    // -(log 2 pi + 1) / 2.
    #expect(abs(model.logLikelihood + 1.4189385332046727) < 1e-15)
    // Two numbers: -2 log L + 2 log 2, -2 log L + 4.
    #expect(abs(model.bic - (4 * 1.4189385332046727 + 2 * 0.6931471805599453)) < 1e-14)
    #expect(abs(model.aic - (4 * 1.4189385332046727 + 4)) < 1e-14)
  }

  @Test func regularizationIsInSquaredUnitsOfTheData() throws {
    let model = try GaussianMixture(1, .full, from: [[0]]).with { $0.regularization = 0.5 }.fitted(
      to: [[-1024], [1024]] as Matrix<Double>)
    #expect(model.covariances == [1024 * 1024 + 0.5])
  }

  /// Points -1, 0, 1 from means -1 and 1, variance 2/3: exponents 3/4 of squared distances, so that -1 and 1 belong to the nearer
  /// mean by 1 / (1 + e^-3) and 0 by a half.
  @Test func oneUpdateOfTwoComponentsIsThatByHand() throws {
    let model = try GaussianMixture(2, .diagonal, from: [[-1], [1]]).with {
      $0.regularization = 0
      $0.options.maximumIterations = 1
    }.fitted(to: [[-1], [0], [1]] as Matrix<Double>)
    let near = 0.9525741268224334
    let mean = -(2 * near - 1) / 1.5
    #expect(abs(model.weights[0] - 0.5) < 1e-15)
    #expect(abs(model.means[0, 0] - mean) < 1e-15)
    #expect(abs(model.covariances[0] - (1 / 1.5 - mean * mean)) < 1e-15)
    #expect(model.iterations == 1)
    #expect(model.stopReason == .maxIterations)
  }

  @Test func parametersAreCountedByKind() {
    let counts = CovarianceKind.allCases.map { $0.parameterCount(components: 3, dimensions: 4) }
    #expect(counts == [44, 24, 26, 17])
  }

  /// The variances 4 and 1 of two columns, at the start and after one update.
  @Test func sphericalVariancesAreTheMeanOfTheColumns() throws {
    let points: Matrix<Double> = [[-2, -1], [2, 1], [-2, 1], [2, -1]]
    let model = try GaussianMixture(1, .spherical, from: [[0, 0]]).with { $0.regularization = 0 }.fitted(to: points)
    #expect(model.covariances == [2.5])
    let diagonal = try GaussianMixture(1, .diagonal, from: [[0, 0]]).with { $0.regularization = 0 }.fitted(to: points)
    #expect(diagonal.covariances == [4, 1])
  }

  @Test func whatARowIsToldIsItsShareInTheDensity() throws {
    let model = MixtureModel(.spherical, weights: [0.25, 0.75], means: [[0], [2]], covariances: [1, 1])
    let shares = try model.responsibilities(of: .double([[1], [0]]))
    #expect(abs(shares[0, 0] - 0.25) < 1e-15)
    // 0.25 / (0.25 + 0.75 e^-2).
    #expect(abs(shares[1, 0] - 0.7112345942275939) < 1e-15)
    let assigned = try model.assigned(.double([[1], [0]]))
    #expect(assigned.labels == [1, 0])
    #expect(assigned.counts == [1, 1])
    #expect(abs(assigned.logDensities[0] + 1.4189385332046727) < 1e-15)
  }
}
