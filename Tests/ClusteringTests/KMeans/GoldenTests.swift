import Clustering
import Matrices
import Testing

/// Four points on a line, worked by hand: 0, 2 | 10, 14 from the start 0, 10.
struct GoldenTests {
  let points: Matrix<Double> = [[0], [2], [10], [14]]
  let start: Matrix<Double> = [[0], [10]]

  @Test func lloydFindsTheTwoMeans() throws {
    let model = try KMeans(clusterCount: 2).with { $0.initializer = .given(start) }.fitted(to: points)
    #expect(model.centroids.elements == [1, 12])
    #expect(model.labels == [0, 0, 1, 1])
    #expect(model.counts == [2, 2])
    #expect(model.inertia == 1 + 1 + 4 + 4)
    #expect(model.iterations == 1)
    #expect(model.stopReason == .fixedPoint)
    // The start: 0 + 4 + 0 + 16; after one update 1 + 1 + 4 + 4, and the labels repeat.
    #expect(model.trace.map(\.inertia) == [20, 10])
    #expect(model.trace.map(\.changed) == [0, 0])
  }

  @Test func theRegionIsBoundedByTheNarrowestRow() throws {
    let model = try KMeans(clusterCount: 2).with { $0.initializer = .given(start) }.fitted(to: points)
    // Margins: row 2 lies 2 from 12 and 9 from 1; row 1 lies 1 from 1 and 10 from 12.
    #expect(zip(model.region.margins, [5.5, 4.5, 3.5, 5.5]).allSatisfy { abs($0 - $1) < 1e-12 && $0 <= $1 })
    #expect(model.region.tightest?.row == 2)
    #expect(model.region.tightest?.owner == 1)
    #expect(model.region.tightest?.rival == 0)
    #expect(model.isLocalMinimum)
  }

  @Test func oneGradientStepIsTwiceCountTimesOffset() throws {
    let solver = GradientDescent.gradientDescent(learningRate: 0.125)
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given(start)
      $0.solver = solver
      $0.maximumIterations = 1
    }.fitted(to: points)
    // g = 2 (2 * 0 - 2), 2 (2 * 10 - 24): c - g / 8.
    #expect(model.centroids.elements == [0.5, 11])
  }

  @Test func statisticsSayEverythingAboutTheFrozenLoss() throws {
    let statistics = try ClusterStatistics(points: points, labels: [0, 0, 1, 1], centroids: start)
    #expect(statistics.counts == [2, 2])
    #expect(statistics.means.elements == [1, 12])
    #expect(statistics.loss == 20)
    #expect(statistics.gradient(at: start).elements == [-4, -8])
    #expect(statistics.hessianDiagonal == [4, 4])
  }

  @Test func weightsCountAsRepeatedRows() throws {
    let weighted = try KMeans(clusterCount: 2).with { $0.initializer = .given(start) }
      .fitted(to: points, weights: [3, 1, 1, 1])
    #expect(weighted.centroids.elements == [0.5, 12])
    #expect(weighted.inertia == 3 * 0.25 + 2.25 + 8)
    #expect(weighted.counts == [2, 2])
  }
}
