import Clustering
import Matrices
import Testing

struct NewtonTests {
  @Test(arguments: [0.1, 0.5, 1, 1.5, 1.9])
  func theInertiaNeverRises(_ relaxation: Double) throws {
    for seed in UInt64(0)..<8 {
      let points = randomMatrix(80, 3, seed: seed)
      let model = try KMeans(clusterCount: 5).with {
        $0.seed = seed
        $0.solver = .newton(relaxation: relaxation)
        $0.maximumIterations = 60
      }.fitted(to: points)
      let inertias = model.trace.compactMap(\.inertia)
      for (before, after) in zip(inertias, inertias.dropFirst()) {
        #expect(after <= before * (1 + 1e-14), "seed \(seed)")
      }
      #expect(model.inertia < inertias[0], "seed \(seed)")
    }
  }

  @Test(arguments: [0.1, 0.5, 1, 1.5, 1.9])
  func theInertiaDoesNotRiseWhereAClusterIsRestarted(_ relaxation: Double) throws {
    for seed in UInt64(0)..<8 {
      let points = randomMatrix(30, 2, seed: seed)
      let far: Matrix<Double> = [[0, 0], [90, 0], [0, -70]]
      let model = try KMeans(clusterCount: 3).with {
        $0.initializer = .given(far)
        $0.solver = .newton(relaxation: relaxation)
      }.fitted(to: points)
      let inertias = model.trace.compactMap(\.inertia)
      for (before, after) in zip(inertias, inertias.dropFirst()) {
        #expect(after <= before * (1 + 1e-14), "seed \(seed)")
      }
      #expect(model.counts.allSatisfy { $0 > 0 }, "seed \(seed)")
    }
  }

  @Test(arguments: [0.5, 1.5])
  func anyRelaxationEndsAtTheMeans(_ relaxation: Double) throws {
    for seed in UInt64(0)..<8 {
      let points = blobs(4, rowsPerBlob: 20, columns: 3, seed: seed)
      let start = points.selectingRows([3, 24, 47, 71])
      let kmeans = KMeans(clusterCount: 4).with { $0.initializer = .given(start) }
      let lloyd = try kmeans.fitted(to: points)
      let model = try kmeans.with { $0.solver = .newton(relaxation: relaxation) }.fitted(to: points)
      #expect(model.stopReason == .fixedPoint, "seed \(seed)")
      #expect(model.labels == lloyd.labels, "seed \(seed)")
      let drift = LocalityRegion.drift(from: lloyd.centroids, to: model.centroids)
      #expect(drift.allSatisfy { $0 <= 1e-10 }, "seed \(seed)")
    }
  }

  /// From 0 and 10 towards the means 1 and 12.
  @Test(arguments: [(0.5, [0.5, 11]), (1, [1, 12]), (1.5, [1.5, 13])] as [(Double, [Double])])
  func theRelaxationIsTheShareOfTheWay(_ relaxation: Double, _ expected: [Double]) throws {
    let points: Matrix<Double> = [[0], [2], [10], [14]]
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[0], [10]])
      $0.solver = .newton(relaxation: relaxation)
      $0.maximumIterations = 1
    }.fitted(to: points)
    #expect(model.centroids.elements == expected)
  }

  @Test func aRelaxationOutsideZeroToTwoIsACallersMistake() async {
    await #expect(processExitsWith: .failure) { _ = Newton(relaxation: 0) }
    await #expect(processExitsWith: .failure) { _ = Newton(relaxation: 2) }
    await #expect(processExitsWith: .failure) { _ = Newton(relaxation: .nan) }
    await #expect(processExitsWith: .failure) {
      var newton = Newton()
      newton.relaxation = 2
    }
  }
}
