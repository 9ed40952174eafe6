import Clustering
import Matrices
import Testing

/// Distances whose squares no Double can hold.
struct AssignedDistanceTests {
  @Test func tinyDistancesDoNotVanish() throws {
    let found = try matrix("reports/tiny-distances.npy").assigned(to: matrix("reports/tiny-distances.model.npy"))
    #expect(found.labels == [0, 1, 1])
    #expect(found.squaredDistances == [0, 0, 0])
    for (distance, right) in zip(found.distances, [3e-171, 2e-171, 9.9999e-166]) {
      #expect(abs(distance - right) <= 1e-15 * right)
    }
  }

  /// The row of 1 keeps the data in their own units, where squares of the others are 0 or have lost digits.
  @Test func tinyDistancesBesideOthersDoNotVanishEither() throws {
    let points: Matrix<Double> = [[1, 0], [3e-171, 4e-171], [3e-160, 4e-160], [0, 0], [.leastNonzeroMagnitude, 0]]
    let found = try points.assigned(to: [[0, 0]]).distances
    for (distance, right) in zip(found, [1, 5e-171, 5e-160, 0, .leastNonzeroMagnitude]) {
      #expect(abs(distance - right) <= 1e-15 * right)
    }
    let narrow: Matrix<Float> = [[1], [.leastNonzeroMagnitude]]
    #expect(try narrow.assigned(to: [[0]]).distances == [1, Double(Float.leastNonzeroMagnitude)])
  }

  @Test(arguments: [1, 0x1p-300, 0x1p200]) func distancesAreRootsOfSquares(_ scale: Double) throws {
    let points: Matrix<Double> = [[3 * scale, 0], [0, 5 * scale], [scale, scale]]
    let found = try points.assigned(to: [[scale, scale]])
    let roots = [5, 17, 0].map { ($0 as Double).squareRoot() * scale }
    #expect(found.distances == roots)
    #expect(found.squaredDistances == [5 * scale * scale, 17 * scale * scale, 0])
  }

  @Test func anInertiaBeyondDoubleIsStillAnError() {
    let points: Matrix<Double> = [[1e200]]
    #expect(throws: ClusteringError.inertiaNotRepresentable) { try points.assigned(to: [[0]]) }
  }
}
