import Clustering
import Matrices
import Testing

struct WarmStartTests {
  private func start(
    _ centroids: Matrix<Double>, _ count: Int, _ points: Matrix<Double>, weights: [Double]? = nil, seed: UInt64 = 0,
    threads: Int = 1
  ) throws -> Matrix<Double> {
    try KMeans(clusterCount: count).with {
      ($0.initializer, $0.seed, $0.threadCount) = (.warm(centroids), seed, threads)
    }.startCentroids(for: .double(points), weights: weights)
  }

  /// Without 0 or 1 the inertia rises by 1 each: the last goes. Then 0 costs 100 + 81 - 1, 10 costs 100 and 30 costs 400.
  @Test func theCentroidThatIsMissedLeastIsDropped() throws {
    let points: Matrix<Double> = [[0], [1], [10], [30]]
    #expect(try start(points, 3, points) == [[0], [10], [30]])
    #expect(try start(points, 2, points) == [[0], [30]])
    // A weight of 9 makes 10 dear.
    #expect(try start([[0], [10], [30]], 2, points, weights: [1, 1, 9, 1]) == [[10], [30]])
  }

  @Test func oneIsLeftInTheEnd() throws {
    let points = randomMatrix(50, 2, seed: 4)
    #expect(try start(points.selectingRows(0..<6), 1, points).rows == 1)
  }

  /// All rows but two lie on the centroid.
  @Test func rowsThatTheCentroidsMissAreAdded() throws {
    let points: Matrix<Double> = [[0], [0], [0], [7], [0], [9]]
    for seed in UInt64(0)..<10 {
      #expect(try start([[0]], 3, points, seed: seed).elements.sorted() == [0, 7, 9], "seed \(seed)")
      let one = try start([[0]], 2, points, seed: seed)
      #expect(one[0, 0] == 0 && one[1, 0] > 0, "seed \(seed)")
    }
  }

  @Test func asManyAreTheStart() throws {
    let points = randomMatrix(30, 2, seed: 2)
    let given = points.selectingRows([3, 4, 5])
    #expect(try start(given, 3, points) == given)
  }

  /// The definition: each drop is the one without which the inertia is smallest.
  @Test func everyDropIsTheCheapest() throws {
    for seed in UInt64(0)..<8 {
      let points = randomMatrix(120, 2, seed: seed)
      var left = Array(0..<7)
      let all = randomMatrix(7, 2, seed: seed + 100)
      for count in [6, 5, 4, 3] {
        let inertias = try left.map { dropped in
          try points.assigned(to: all.selectingRows(left.filter { $0 != dropped })).inertia
        }
        left.remove(at: inertias.lastIndex(of: inertias.min()!)!)
        for threads in [1, 3] {
          #expect(try start(all, count, points, threads: threads) == all.selectingRows(left), "seed \(seed), \(count)")
        }
      }
    }
  }

  @Test func extremeUnitsDoNotMatter() throws {
    let points = randomMatrix(100, 2, seed: 6)
    for (given, count) in [(3, 6), (6, 3)] {
      let centroids = points.selectingRows(0..<given)
      let plain = try start(centroids, count, points)
      let small = try start(centroids.mapped { $0 * 0x1p-300 }, count, points.mapped { $0 * 0x1p-300 })
      #expect(small == plain.mapped { $0 * 0x1p-300 })
    }
  }

  @Test func anotherSpaceIsRefused() {
    #expect(throws: ClusteringError.dimensionMismatch(points: 2, centroids: 1)) {
      try start([[0]], 2, randomMatrix(9, 2, seed: 0))
    }
    #expect(throws: ClusteringError.startCentroidNotFinite(row: 0, column: 0)) {
      try start([[.nan, 0]], 2, randomMatrix(9, 2, seed: 0))
    }
  }
}
