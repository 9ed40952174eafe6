import Clustering
import Matrices
import TesseraKernels
import Testing

/// What a start has to look like, whoever made it.
struct CustomInitializerTests {
  let points: Matrix<Double> = [[0, 0], [1, 1], [2, 5]]

  @Test func aStartOfTheRightShapeIsUsed() throws {
    let model = try fit([[1, 1], [2, 2]])
    #expect(model.centroids == [[1, 1], [2, 2]])
  }

  @Test func anotherNumberOfCentroidsIsAnError() {
    #expect(throws: ClusteringError.startCentroidCount(given: 3, clusterCount: 2)) {
      try fit([[0, 0], [1, 1], [2, 2]])
    }
  }

  @Test func otherDimensionsAreAnError() {
    #expect(throws: ClusteringError.dimensionMismatch(points: 2, centroids: 1)) { try fit([[0], [1]]) }
  }

  @Test func centroidsThatAreNotFiniteAreNamed() {
    #expect(throws: ClusteringError.startCentroidNotFinite(row: 1, column: 0)) { try fit([[0, 0], [.nan, 1]]) }
    #expect(throws: ClusteringError.startCentroidNotFinite(row: 0, column: 1)) {
      try fit(given: [[0, -.infinity], [0, 1]])
    }
  }

  @Test func rowsThatAreNotFiniteAreNamed() {
    let bad: Matrix<Float> = [[0, 0], [1, 1], [2, .infinity], [.nan, 0]]
    #expect(throws: ClusteringError.notFinite(row: 2, column: 1)) { try KMeans(clusterCount: 2).fitted(to: bad) }
    #expect(throws: ClusteringError.notFinite(row: 2, column: 1)) { try bad.assigned(to: [[0, 0]]) }
  }

  @Test func rowsAreTakenInTheirOrder() throws {
    let model = try fit(rows: [2, 0])
    #expect(model.centroids == [[2, 5], [0, 0]])
    #expect(model.labels == [1, 1, 0])
  }

  @Test func anotherNumberOfRowsIsAnError() {
    #expect(throws: ClusteringError.startCentroidCount(given: 1, clusterCount: 2)) { try fit(rows: [2]) }
  }

  private func fit(rows: [Int]) throws -> KMeansModel {
    try KMeans(clusterCount: 2).with {
      $0.initializer = Rows(rows: rows)
      $0.maximumIterations = 0
    }.fitted(to: points)
  }

  private func fit(_ start: Matrix<Double>) throws -> KMeansModel {
    try KMeans(clusterCount: 2).with {
      $0.initializer = Fixed(start: start)
      $0.maximumIterations = 0
    }.fitted(to: points)
  }

  private func fit(given start: Matrix<Double>) throws -> KMeansModel {
    try KMeans(clusterCount: 2).with { $0.initializer = .given(start) }.fitted(to: points)
  }
}

/// Not one of the built-in initializers.
private struct Fixed: Initializer {
  let start: Matrix<Double>
  var name: String { "fixed" }

  func startCentroids<Scalar: KernelScalar>(
    for points: Matrix<Scalar>, weights: [Double]?, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> { start }
}

/// One that chooses rows: nobody asks it for centroids.
private struct Rows: Initializer {
  let rows: [Int]
  var name: String { "rows" }

  func startRows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int]? { rows }

  func startCentroids<Scalar: KernelScalar>(
    for points: Matrix<Scalar>, weights: [Double]?, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> { throw .tooFewDistinctRows(distinct: 0, clusterCount: clusterCount) }
}
