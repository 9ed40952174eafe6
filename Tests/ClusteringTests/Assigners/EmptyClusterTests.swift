import Clustering
import Matrices
import Testing

/// All rows belong to the first centroid; the others, far away, are empty.
struct EmptyClusterTests {
  let points: Matrix<Double> = [[0], [1], [10], [20]]
  let start: Matrix<Double> = [[5], [1000], [2000]]

  @Test(arguments: [Lloyd.lloyd as any Solver, Newton.newton() as any Solver])
  func theFarthestRowsComeFirstAndTheLowestOfEquals(_ solver: any Solver) throws {
    // 20 is 15 away; 0 and 10 are both 5 away. What is left are 1 and 10.
    #expect(try centroids(after: 1, solver) == [5.5, 20, 0])
  }

  @Test func aRelaxedStepRestartsTheClusterOnItsRowAtOnce() throws {
    #expect(try centroids(after: 1, .newton(relaxation: 0.5)) == [5.25, 20, 0])
    #expect(try centroids(after: 1, .newton(relaxation: 1.5)) == [5.75, 20, 0])
  }

  /// 100 and 110 are the farthest; the cluster that they are alone in gives one of them away, and another one gives the next.
  @Test func nobodyGivesTheLastRowAway() throws {
    let model = try KMeans(clusterCount: 4).with {
      $0.initializer = .given([[105], [1], [1000], [2000]])
      $0.maximumIterations = 1
    }.fitted(to: [[100], [110], [0], [1], [2]])
    #expect(model.centroids.elements == [110, 1.5, 100, 0])
  }

  @Test func rowsWithoutWeightRestartNoCluster() throws {
    #expect(try centroids(after: 1, .lloyd, weights: [1, 1, 1, 0]) == [1, 0, 10])
  }

  /// Row 1 is so near its centroid that the square of the distance vanishes: nobody can be spared.
  @Test func aClusterThatGetsNoRowStaysWhereItIs() throws {
    let model = try KMeans(clusterCount: 3).with {
      $0.initializer = .given([[0], [1], [1000]])
      $0.maximumIterations = 1
    }.fitted(to: [[0], [1e-200], [1]])
    #expect(model.centroids.elements == [5e-201, 1, 1000])
  }

  /// All six rows belong to the first centroid; the two at 100 weigh next to nothing.
  @Test func whatCountsIsTheWeightedInertia() throws {
    let start = try matrix("reports/weights-restart.start.npy")
    let model = try KMeans(clusterCount: 2).with { $0.initializer = .given(start) }.fitted(
      to: matrix("reports/weights-restart.npy"), weights: matrix("reports/weights-restart.weights.npy").elements)
    // What they weigh takes the second mean to 5 + 9.5e-15.
    #expect(zip(model.centroids.elements, [1, 5 + 9.5e-15]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(abs(model.inertia - 1.805e-4) < 1e-15)
  }

  @Test func equalSharesOfTheInertiaGoToTheLowestRow() throws {
    // From 5 the rows are 5, 4, 5 and 15 away: 225, 256, 225 and 225 with their weights.
    #expect(try centroids(after: 1, .lloyd, weights: [9, 16, 9, 1])[1...] == [1, 0])
  }

  @Test func weightsBeyondAllMeasureKeepTheirOrder() throws {
    for scale in [0x1p-900, 1, 0x1p60] {
      #expect(try centroids(after: 1, .lloyd, weights: [1, 8, 1, 1].map { $0 * scale })[1...] == [20, 1])
      #expect(try centroids(after: 1, .lloyd, weights: [1, 1, 64, 1].map { $0 * scale })[1...] == [10, 20])
    }
  }

  @Test func aDonorKeepsItsLastRow() throws {
    // Row 0 is the farthest from its centroid, but alone there; of cluster 1, row 3 is the farthest.
    let points: Matrix<Double> = [[-90], [10], [11], [16]]
    let model = try KMeans(clusterCount: 3).with {
      $0.initializer = .given([[-60], [12], [900]])
      $0.maximumIterations = 1
    }.fitted(to: points)
    #expect(model.centroids.elements == [-90, 10.5, 16])
  }

  /// Row 2, the farthest, has all the weight of its cluster, though not all of its rows: row 0 goes.
  @Test func aDonorKeepsWeight() throws {
    let points: Matrix<Double> = [[0], [1], [10], [12]]
    let model = try KMeans(clusterCount: 3).with {
      $0.initializer = .given([[0.5], [11], [900]])
      $0.maximumIterations = 1
    }.fitted(to: points, weights: [1, 1, 1, 0])
    #expect(model.centroids.elements == [1, 10, 0])
  }

  @Test func everyClusterEndsWithRows() throws {
    for seed in UInt64(0)..<10 {
      let points = World.duplicated.points(60, 2, seed: seed)
      var generator = SeededGenerator(seed: seed)
      let far = Matrix(rows: 12, columns: 2, elements: (0..<24).map { _ in 5 + generator.signedUnit() })
      let model = try KMeans(clusterCount: 12).with { $0.initializer = .given(far) }.fitted(to: points)
      #expect(model.stopReason == .fixedPoint, "seed \(seed)")
      #expect(model.counts.allSatisfy { $0 > 0 }, "seed \(seed)")
    }
  }

  @Test(arguments: [
    GradientDescent(), GradientDescent(learningRate: 0.01, optimizer: .momentum()),
    GradientDescent(learningRate: 0.01, optimizer: .adam()), GradientDescent(scalesByCount: true),
    GradientDescent(learningRate: 0.01, sampling: .miniBatch(size: 3)),
  ])
  func gradientSolversLeaveEmptyClustersInPlace(_ solver: GradientDescent) throws {
    let found = try centroids(after: 10, solver)
    #expect(found[0] != 5)
    #expect(found[1...] == [1000, 2000])
  }

  private func centroids(after steps: Int, _ solver: any Solver, weights: [Double]? = nil) throws -> [Double] {
    try KMeans(clusterCount: 3).with {
      $0.initializer = .given(start)
      $0.solver = solver
      $0.maximumIterations = steps
    }.fitted(to: points, weights: weights).centroids.elements
  }
}
