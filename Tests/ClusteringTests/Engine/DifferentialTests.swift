import Clustering
import Matrices
import TesseraKernels
import Testing

/// Every path to labels against argmin of D with ties to the lowest index.
struct DifferentialTests {
  static let shapes = [
    (1, 1), (1, 40), (2, 7), (3, 12), (5, 40), (7, 16), (8, 11), (8, 12), (9, 40), (16, 13), (17, 25), (33, 12),
    (40, 3), (40, 40),
  ]

  @Test(arguments: World.allCases, shapes)
  func assigningIsArgmin(_ world: World, _ shape: (Int, Int)) throws {
    let (dimensions, clusterCount) = shape
    for seed in UInt64(0)..<3 {
      let points = world.points(90, dimensions, seed: seed)
      let centroids = world.points(clusterCount, dimensions, seed: seed &+ 77)
      try expectArgmin(points, centroids, seed)
      try expectArgmin(points.converted(to: Float.self), centroids, seed)
    }
  }

  @Test(arguments: World.allCases, shapes)
  func labelsOfAFitAreArgminAfterAnyNumberOfUpdates(_ world: World, _ shape: (Int, Int)) throws {
    let (dimensions, clusterCount) = shape
    let points = world.points(120, dimensions, seed: 5)
    let single = points.converted(to: Float.self)
    let distinct = min(Set(points.rowArrays).count, Set(single.rowArrays).count)
    let solvers: [any Solver] = [.lloyd, .newton(relaxation: 0.3), .gradientDescent()]
    for (index, solver) in solvers.enumerated() {
      for updates in [1, 4] {
        let kmeans = KMeans(clusterCount: min(clusterCount, distinct)).with {
          $0.solver = solver
          $0.seed = UInt64(index)
          $0.maximumIterations = updates
        }
        if index % 2 == 0 {
          try expectArgmin(kmeans, points)
        } else {
          try expectArgmin(kmeans, single)
        }
      }
    }
  }

  private func expectArgmin<Scalar: KernelScalar>(_ kmeans: KMeans, _ points: Matrix<Scalar>) throws {
    let model = try kmeans.fitted(to: points)
    let labels = bruteForceLabels(points.converted(), model.centroids)
    #expect(model.labels == labels, "\(kmeans.solver), \(kmeans.maximumIterations) updates")
    let assignment = try model.assign(points)
    #expect(assignment.labels == labels, "\(kmeans.solver), \(kmeans.maximumIterations) updates")
    #expect(assignment.inertia == model.inertia)
    #expect(assignment.counts == model.counts)
  }

  private func expectArgmin<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ centroids: Matrix<Double>, _ seed: UInt64
  ) throws {
    let labels = bruteForceLabels(points.converted(), centroids)
    for set in InstructionSet.available {
      let assignment = try points.assigned(to: centroids, threadCount: 2, instructionSet: set)
      #expect(assignment.labels == labels, "seed \(seed), \(Scalar.self), \(set)")
      let distances = (0..<points.rows).map {
        canonicalDistance(points.row($0).map { Double($0) }, centroids.row(Int(labels[$0])))
      }
      #expect(assignment.squaredDistances == distances, "seed \(seed), \(Scalar.self), \(set)")
    }
  }
}
