import Clustering
import Matrices
import Mixtures
import Testing

@Suite struct MixtureErrorTests {
  @Test func aSingularCovarianceIsAnErrorWithItsPlace() {
    // The second column is twice the first.
    let points: Matrix<Double> = [[0, 0], [1, 2], [2, 4], [3, 6]]
    #expect(throws: MixtureError.singularCovariance(component: 0, column: 1, iteration: 1)) {
      try GaussianMixture(1, .full, from: [[1, 1]]).with { $0.regularization = 0 }.fitted(to: points)
    }
    // The same with a column that does not vary, at the start.
    #expect(throws: MixtureError.singularCovariance(component: 0, column: 1, iteration: 0)) {
      try GaussianMixture(1, .diagonal, from: [[1, 1]]).with { $0.regularization = 0 }.fitted(
        to: [[0, 3], [1, 3]] as Matrix<Double>)
    }
    let text = "\(MixtureError.singularCovariance(component: 2, column: 1, iteration: 3))"
    #expect(text.contains("component 2") && text.contains("raise the regularization"))
  }

  @Test func regularizationMakesThemFit() throws {
    let model = try GaussianMixture(1, .full, from: [[1, 1]]).fitted(to: [[0, 3], [1, 3]] as Matrix<Double>)
    #expect(model.covariance(of: 0)[1, 1] == 1e-6)
    #expect(model.logLikelihood.isFinite)
  }

  @Test func identicalRowsHaveTheRegularizationAsVariance() throws {
    let model = try GaussianMixture(2, .spherical, from: [[1, 1], [1, 1]]).fitted(
      to: Matrix(rows: 6, columns: 2, elements: Array(repeating: 1.0, count: 12)))
    #expect(difference(model.covariances, [1e-6, 1e-6]) < 1e-20)
    #expect(model.weights == [0.5, 0.5])
  }

  @Test func badInputIsRefusedByName() {
    let points: Matrix<Double> = [[0, 1], [2, 3], [4, 6]]
    func error(_ mixture: GaussianMixture, _ points: Matrix<Double>, _ weights: [Double]? = nil) -> MixtureError? {
      do {
        _ = try mixture.fitted(to: points, weights: weights)
        return nil
      } catch { return error }
    }
    let one = GaussianMixture(1, .full)
    #expect(error(one, Matrix(rows: 0, columns: 2, elements: [])) == .data(.noPoints(rows: 0, columns: 2)))
    #expect(error(one, [[0, 1], [.nan, 1]]) == .data(.notFinite(row: 1, column: 0)))
    #expect(error(one, [[0, 1], [1, -.infinity]]) == .data(.notFinite(row: 1, column: 1)))
    #expect(error(one, points, [1]) == .data(.weightCount(given: 1, rows: 3)))
    #expect(error(one, points, [1, -1, 1]) == .data(.weightNotUsable(row: 1)))
    #expect(error(one, points, [0, 0, 0]) == .data(.noPositiveWeight))
    #expect(error(GaussianMixture(4, .full), points) == .data(.tooFewDistinctRows(distinct: 3, clusterCount: 4)))
    #expect(
      error(GaussianMixture(2, .full, from: [[0, 1]]), points) == .data(.startCentroidCount(given: 1, clusterCount: 2)))
    #expect(error(GaussianMixture(1, .full, from: [[0]]), points) == .data(.dimensionMismatch(points: 2, centroids: 1)))
    #expect(
      error(GaussianMixture(1, .full, from: [[0, .nan]]), points) == .data(.startCentroidNotFinite(row: 0, column: 1)))
  }

  @Test func whatAComponentLosesIsAnError() {
    // The second mean is 1e9 deviations away.
    #expect(throws: MixtureError.emptyComponent(1, iteration: 1)) {
      try GaussianMixture(2, .full, from: [[0, 0], [1e9, 1e9]]).fitted(
        to: [[0, 1], [1, 0], [2, 2]] as Matrix<Double>)
    }
  }

  @Test func rowsBeyondAllDensitiesAreAnError() throws {
    let model = MixtureModel(.spherical, weights: [1], means: [[0]], covariances: [1])
    #expect(throws: MixtureError.tooFar) { try model.assigned(.double([[1e200]])) }
    #expect(throws: MixtureError.data(.dimensionMismatch(points: 2, centroids: 1))) {
      try model.assigned(.double([[1, 2]]))
    }
    #expect(throws: MixtureError.data(.notFinite(row: 0, column: 0))) { try model.assigned(.double([[.nan]])) }
  }
}
