import CLibrary
import Clustering
import Matrices
import Testing

struct NastyDataTests {
  private func base() throws -> KMeansModel {
    let start = try matrix("nasty_iris_base/k3.init.npy")
    return try KMeans(clusterCount: 3).with { $0.initializer = .given(start) }.fitted(
      to: matrix("nasty_iris_base/X.npy"))
  }

  @Test func repeatingEveryRowTriplesTheInertiaAndKeepsTheCentroids() throws {
    let start = try matrix("nasty_iris_base/k3.init.npy")
    let tripled = try KMeans(clusterCount: 3).with { $0.initializer = .given(start) }
      .fitted(to: matrix("nasty_iris_dup3_shuffled/X.npy"))
    let base = try base()
    #expect(tripled.centroids == base.centroids)
    #expect(abs(tripled.inertia - 3 * base.inertia) <= 3 * base.inertia.ulp)
    #expect(tripled.iterations == base.iterations)
  }

  @Test(arguments: [
    ("nasty_iris_huge_1e20_f32", 1e20), ("nasty_iris_tiny_1e-25_f32", 1e-25), ("nasty_iris_tiny_1e-160", 1e-160),
  ])
  func scaleDoesNotChangeLabels(_ name: String, _ factor: Double) throws {
    let base = try base()
    let original = try matrix("nasty_iris_base/k3.init.npy")
    let start = Matrix(rows: 3, columns: 4, elements: original.elements.map { $0 * factor })
    let model = try KMeans(clusterCount: 3).with { $0.initializer = .given(start) }
      .fitted(to: ReferenceRun.points(of: name))
    #expect(model.labels == base.labels)
    #expect(model.iterations == base.iterations)
  }

  @Test func anInertiaBeyondDoubleIsAnError() throws {
    let kmeans = KMeans(clusterCount: 3)
    #expect(throws: ClusteringError.inertiaNotRepresentable) {
      try kmeans.fitted(to: matrix("nasty_iris_huge_1e155/X.npy"))
    }
  }

  @Test func moreClustersThanDistinctRowsNamesTheirNumber() throws {
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 3, clusterCount: 5)) {
      try KMeans(clusterCount: 5).fitted(to: matrix("nasty_iris_k_gt_distinct/X.npy"))
    }
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 1, clusterCount: 3)) {
      try KMeans(clusterCount: 3).fitted(to: matrix("nasty_iris_all_identical/X.npy"))
    }
    let one = try KMeans(clusterCount: 1).fitted(to: matrix("nasty_iris_all_identical/X.npy"))
    #expect(one.inertia == 0)
  }

  @Test func negativeZeroIsNotDistinctFromZero() {
    let points: Matrix<Double> = [[0], [-0.0], [1]]
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 2, clusterCount: 3)) {
      try KMeans(clusterCount: 3).fitted(to: points)
    }
  }

  @Test func anOutlierGetsItsOwnCluster() throws {
    let model = try KMeans(clusterCount: 4).fitted(to: matrix("nasty_iris_outlier_1e8/X.npy"))
    #expect(model.counts.contains(1))
    #expect(model.inertia < 100)
  }

  @Test func anEmptyClusterIsRestartedAtTheFarthestRow() throws {
    let start = try matrix("nasty_iris_base/k3.init_with_empty_cluster.npy")
    let points = try matrix("nasty_iris_base/X.npy")
    let model = try KMeans(clusterCount: 3).with { $0.initializer = .given(start) }.fitted(to: points)
    let two = Matrix(rows: 2, columns: 4, elements: start.elements[..<8])
    let smaller = try KMeans(clusterCount: 2).with { $0.initializer = .given(two) }.fitted(to: points)
    #expect(model.inertia <= smaller.inertia)
    #expect(model.counts.allSatisfy { $0 > 0 })
  }

  @Test func aGradientSolverLeavesACentroidWithoutRowsInPlace() throws {
    let start: Matrix<Double> = [[0], [1000]]
    let points: Matrix<Double> = [[0], [1], [2]]
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given(start)
      $0.solver = .gradientDescent()
    }.fitted(to: points)
    #expect(model.centroids.elements[1] == 1000)
    #expect(abs(model.centroids.elements[0] - 1) < 1e-9)
    #expect(model.counts == [3, 0])
    #expect(model.stopReason == .fixedPoint)
  }

  @Test func integerWeightsEqualRepeatedRows() throws {
    let points = try matrix("nasty_iris_base/X.npy")
    let weights = try matrix("nasty_iris_base/weights_int.npy").elements
    let start = try matrix("nasty_iris_base/k3.init.npy")
    let kmeans = KMeans(clusterCount: 3).with { $0.initializer = .given(start) }
    let weighted = try kmeans.fitted(to: points, weights: weights)
    let repeated = (0..<points.rows).flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    let expanded = try kmeans.fitted(to: points.selectingRows(repeated))
    #expect(abs(weighted.inertia - expanded.inertia) <= 1e-12 * expanded.inertia)
    #expect(weighted.iterations == expanded.iterations)
    #expect(
      zip(weighted.centroids.elements, expanded.centroids.elements).allSatisfy { abs($0 - $1) <= 1e-14 * abs($1) })
  }

  @Test func unusableInputsAreNamed() throws {
    let points: Matrix<Double> = [[0, 0], [1, .nan]]
    #expect(throws: ClusteringError.notFinite(row: 1, column: 1)) { try KMeans(clusterCount: 1).fitted(to: points) }
    let good: Matrix<Double> = [[0, 0], [1, 1]]
    #expect(throws: ClusteringError.noPoints(rows: 0, columns: 4)) {
      try KMeans(clusterCount: 1).fitted(to: matrixWithoutRows)
    }
    #expect(throws: ClusteringError.weightNotUsable(row: 1)) {
      try KMeans(clusterCount: 1).fitted(to: good, weights: [1, -1])
    }
    #expect(throws: ClusteringError.weightCount(given: 1, rows: 2)) {
      try KMeans(clusterCount: 1).fitted(to: good, weights: [1])
    }
    #expect(throws: ClusteringError.noPositiveWeight) {
      try KMeans(clusterCount: 1).fitted(to: good, weights: [0, 0])
    }
    let wide: Matrix<Double> = [[0, 0, 0]]
    #expect(throws: ClusteringError.dimensionMismatch(points: 2, centroids: 3)) {
      try KMeans(clusterCount: 1).with { $0.initializer = .given(wide) }.fitted(to: good)
    }
    let two: Matrix<Double> = [[0, 0], [1, 1]]
    #expect(throws: ClusteringError.startCentroidCount(given: 2, clusterCount: 1)) {
      try KMeans(clusterCount: 1).with { $0.initializer = .given(two) }.fitted(to: good)
    }
    #expect(throws: ClusteringError.batchNotUsable(step: 1)) {
      try KMeans(clusterCount: 1).with { $0.solver = .gradientDescent(learningRate: 0.1, batches: [[0], [2]]) }
        .fitted(to: good)
    }
  }

  private var matrixWithoutRows: Matrix<Double> { Matrix(rows: 0, columns: 4, elements: []) }

  /// Known before a byte is read: these pages are never touched.
  @Test func moreRowsThanLabelsHaveBitsAreRefused() throws {
    let rows = 1 << 31
    let memory = mmap(nil, rows * 4, PROT_READ, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0)
    let elements = UnsafeBufferPointer(
      start: try #require(memory).assumingMemoryBound(to: Float.self), count: rows)
    for (rows, columns) in [(rows, 1), (1, rows)] {
      let points = Matrix(rows: rows, columns: columns, borrowing: elements) {}
      #expect(throws: ClusteringError.tooLarge(rows: rows, columns: columns)) {
        try KMeans(clusterCount: 2).fitted(to: points)
      }
    }
    munmap(memory, rows * 4)
  }

  @Test func aBatchThatNoMachineHoldsIsRefused() {
    var kMeans = KMeans(clusterCount: 1)
    for (size, bytes) in [(1 << 50, 28 << 50), (Int.max, Int.max)] {
      kMeans.solver = .gradientDescent(batchSize: size)
      #expect(throws: ClusteringError.memory(byteCount: bytes, purpose: "a batch of \(size) rows")) {
        try kMeans.fitted(to: [[0], [1]] as Matrix<Double>)
      }
    }
  }
}
