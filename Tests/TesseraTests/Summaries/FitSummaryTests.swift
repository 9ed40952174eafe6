import Clustering
import Matrices
import Tessera
import Testing
import VectorFiles

@Suite struct FitSummaryTests {
  /// Four points, worked by hand: two clusters of two, whose distances to the centroids are 1 and the root of 101.
  private let square: Matrix = [[0, 0], [0, 2], [10, 0], [10, 2]] as Matrix<Double>

  private func summary(scaling: ColumnScaling? = nil, restarts: Int = 1) throws -> FitSummary {
    let data = VectorData(points: .double(square), elementType: .float64)
    var kMeans = KMeans(clusterCount: 2)
    let start: Matrix<Double> = [[0, 0], [10, 0]]
    kMeans.initializer = restarts > 1 ? .random : .given(scaling?.applied(to: start) ?? start)
    kMeans.restarts = restarts
    let points = scaling?.applied(to: data.points) ?? data.points
    return FitSummary(
      of: try kMeans.fitted(to: points), by: kMeans, data: DataSummary(data, path: "square.csv"), scaling: scaling)
  }

  @Test func clustersHaveTheirRowsCentroidsAndMargins() throws {
    let summary = try summary()
    #expect(summary.counts == [2, 2])
    #expect(summary.clusters.map(\.centroid) == [[0, 1], [10, 1]])
    let margin = (101.0.squareRoot() - 1) / 2
    for cluster in summary.clusters {
      let (smallest, mean) = (try #require(cluster.smallestMargin), try #require(cluster.meanMargin))
      #expect((smallest - margin).magnitude < 1e-12 && (mean - margin).magnitude < 1e-12)
    }
    #expect(summary.radius == summary.clusters[0].smallestMargin)
    #expect(summary.inertia == 4 && summary.isLocalMinimum && summary.initializer == "given")
  }

  @Test func centroidsAreInTheUnitsOfTheData() throws {
    let scaling = ColumnScaling(.range, offsets: [0, 0], scales: [10, 2])
    #expect(try summary(scaling: scaling).clusters.map(\.centroid) == [[0, 1], [10, 1]])
  }

  @Test func everyRestartHasItsInertia() throws {
    let summary = try summary(restarts: 3)
    #expect(summary.restartInertias.count == 3 && summary.restartInertias.min() == summary.inertia)
  }

  /// Rows 1, 2 and 5 of eight were dropped: the points are rows 0, 3, 4, 6 and 7.
  @Test func pointsKnowTheirRowInTheFile() {
    let data = VectorData(
      points: .double(Matrix(rows: 5, columns: 1, elements: [0, 1, 2, 3, 4])), elementType: .float64,
      droppedRowIndices: [1, 2, 5])
    let summary = DataSummary(data, path: "")
    #expect((0..<5).map(summary.fileRow) == [0, 3, 4, 6, 7])
  }

  @Test func headingsAreNamesElsePlaces() {
    var data = VectorData(points: .double(square), elementType: .float64)
    #expect(DataSummary(data, path: "").headings == ["x0", "x1"])
    data.leftAside = [LeftAsideColumn(column: TableColumn(index: 2, name: "class"), reason: .words)]
    #expect(DataSummary(data, path: "").headings == ["column 1", "column 2"])
  }

  @Test func theTraceKeepsCentroidsWhereAsked() throws {
    var kMeans = KMeans(clusterCount: 2)
    kMeans.initializer = .given([[0, 0], [10, 0]])
    #expect(try kMeans.fitted(to: square).trace.allSatisfy { $0.centroids == nil })
    kMeans.keepsCentroids = true
    let trace = try kMeans.fitted(to: square).trace
    #expect(trace.map(\.centroids) == [[[0, 0], [10, 0]], [[0, 1], [10, 1]]])
  }

  @Test func namesAreThoseOfTheLibrary() {
    #expect(InitializerName.allCases.allSatisfy { $0.rawValue == $0.initializer.name })
  }
}
