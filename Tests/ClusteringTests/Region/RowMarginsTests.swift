import Clustering
import Matrices
import Testing

@Suite struct RowMarginsTests {
  private let centroids: Matrix<Double> = [[0], [10], [40]]

  /// Of 1, 4, 6, 30 and 5: (9 - 1) / 2, (6 - 4) / 2, (6 - 4) / 2, (20 - 10) / 2, and a tie.
  @Test func marginsAreWorkedByHand() throws {
    let margins = try RowMargins(of: .double([[1], [4], [6], [30], [5]]), at: centroids)
    #expect(margins.labels == [0, 0, 1, 2, 0])
    for (value, expected) in zip(margins.values, [4.0, 1, 1, 5, 0]) {
      #expect(value <= expected && (value - expected).magnitude < 1e-12)
    }
    #expect(margins.radius == 0 && margins.median == margins.values[1])
    let ambiguous = margins.mostAmbiguous(3)
    #expect(ambiguous.map(\.row) == [4, 1, 2])
    #expect(ambiguous.map(\.owner) == [0, 0, 1] && ambiguous.map(\.rival) == [1, 1, 0])
    #expect(margins.mostAmbiguous(9).map(\.row) == [4, 1, 2, 0, 3] && margins.mostAmbiguous(0).isEmpty)
  }

  @Test func oneCentroidHasNoRivals() throws {
    let margins = try RowMargins(of: .float([[1], [4]]), at: [[0]])
    #expect(margins.values == [.infinity, .infinity] && margins.mostAmbiguous(2).isEmpty)
    #expect(margins.radius == nil && margins.median == nil)
  }

  /// Beyond one block of rows, and where squares would overflow.
  @Test(arguments: [1, 1e145, 1e-160]) func theyAreThoseOfTheRegion(_ scale: Double) throws {
    var generator = SeededGenerator(seed: 8)
    let elements = (0..<140_000).map { _ in Double(generator.index(below: 1000)) * scale }
    let points = NumericMatrix.double(Matrix(rows: 70_000, columns: 2, elements: elements))
    var kMeans = KMeans(clusterCount: 5)
    kMeans.maximumIterations = 3
    let model = try kMeans.fitted(to: points)
    let margins = try RowMargins(of: points, at: model.centroids)
    #expect(margins.labels == model.labels)
    #expect(margins.values == model.region.margins)
    #expect(margins.mostAmbiguous(1).first == model.region.tightest)
  }

  @Test func everyCentroidHasANearestOther() {
    let nearest = NearestCentroid.all(of: [[0, 0], [3, 4], [3, 5]])
    #expect(nearest.map { $0?.index } == [1, 2, 1] && nearest.map { $0?.distance } == [5, 1, 1])
    #expect(NearestCentroid.all(of: [[1, 1]]) == [nil])
    #expect(NearestCentroid.all(of: [[-1e200], [2e200]])[0]?.distance == 3e200)
  }
}
