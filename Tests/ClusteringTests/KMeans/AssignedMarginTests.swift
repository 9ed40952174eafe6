import Clustering
import Matrices
import Testing

/// Margins of an assignment: those of the region of a fit.
struct AssignedMarginTests {
  /// The plane halfway between 0 and 4 is 2 away, but for the rounding down.
  @Test func halfTheDifferenceOfTheTwoDistances() throws {
    let points: Matrix<Double> = [[0], [1], [2], [9]]
    let found = try points.assigned(to: [[0], [4]], keepsMargins: true)
    let right: [Double] = [2, 1, 0, 2]
    for (margin, right) in zip(try #require(found.margins), right) {
      #expect(margin <= right && margin >= right * (1 - 1e-14))
    }
    #expect(try points.assigned(to: [[0], [4]]).margins == nil)
    #expect(try points.assigned(to: [[0]], keepsMargins: true).margins == [.infinity, .infinity, .infinity, .infinity])
  }

  @Test(arguments: [(2, 1.0), (20, 1.0), (2, 1e140)]) func marginsAreThoseOfTheFit(_ columns: Int, _ scale: Double)
    throws
  {
    let points = randomMatrix(70_000, columns, seed: 3).mapped { scale * $0 }
    var kmeans = KMeans(clusterCount: 5)
    kmeans.initializer = .random
    kmeans.maximumIterations = 0
    let model = try kmeans.fitted(to: points)
    #expect(try points.assigned(to: model.centroids, keepsMargins: true).margins == model.region.margins)
  }
}
