import Clustering
import Matrices
import Testing

/// More rows than one block of an assignment has: what a fit's engine says of all of them at once.
struct AssignmentBlockTests {
  @Test(arguments: [1, 1e30]) func blocksAddUpToTheWhole(_ scale: Double) throws {
    let points = randomMatrix(70_000, 2, seed: 7).mapped { scale * $0 }
    let weights = (0..<points.rows).map { Double($0 % 3) + 0.1 }
    var kmeans = KMeans(clusterCount: 5)
    kmeans.initializer = .random
    kmeans.maximumIterations = 0
    let model = try kmeans.fitted(to: points, weights: weights)
    let assignment = try points.assigned(to: model.centroids, weights: weights)
    #expect(assignment.labels == model.labels)
    #expect(assignment.counts == model.counts)
    #expect(assignment.inertia.bitPattern == model.inertia.bitPattern)
    let last = try points.selectingRows(69_990..<70_000).assigned(to: model.centroids)
    #expect(Array(assignment.squaredDistances.suffix(10)) == last.squaredDistances)
  }
}
