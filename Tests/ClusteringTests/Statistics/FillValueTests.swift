import Clustering
import Matrices
import Testing
import VectorFiles

/// Numbers that mark missing values, 1e20 to 1e300, beside small ones.
struct FillValueTests {
  /// 9.96921e36 is what netCDF writes where a Float is missing.
  @Test func smallValuesKeepTheirMeansBesideAFillValue() throws {
    let values = [5e-7, 5.1e-7, 4.9e-7, 8e-7, 8.1e-7, 7.9e-7, 9.96921e36]
    let points = Matrix(rows: 7, columns: 1, elements: values)
    for seed in UInt64(0)..<5 {
      let kmeans = KMeans(clusterCount: 3).with { $0.seed = seed }
      let model = try kmeans.fitted(to: points)
      #expect(model.centroids.elements.sorted() == [5e-7, 8e-7, 9.96921e36], "seed \(seed)")
      #expect(model.counts.sorted() == [1, 3, 3], "seed \(seed)")
      #expect(model.isLocalMinimum, "seed \(seed)")
      #expect((model.inertia - 4e-16).magnitude < 1e-28, "seed \(seed)")
      let floats = try kmeans.fitted(to: points.converted(to: Float.self))
      #expect(floats.counts.sorted() == [1, 3, 3], "seed \(seed)")
      for (centroid, value) in zip(floats.centroids.elements.sorted(), [5e-7, 8e-7, 9.96921e36]) {
        #expect((centroid / value - 1).magnitude < 1e-7, "seed \(seed)")
      }
      let assigned = try points.converted(to: Float.self).assigned(to: model.centroids)
      #expect(assigned.labels == model.labels, "seed \(seed)")
    }
  }

  @Test func reportedRowsOf1e20LeaveTheOthersAsTheyAre() throws {
    let kmeans = KMeans(clusterCount: 6).with { $0.tolerance = 1e-6 }
    let with = try kmeans.with { $0.initializer = .given(try! matrix("reports/fill-rows.start.npy")) }
      .fitted(to: matrix("reports/fill-rows.npy"))
    let without = try kmeans.with {
      $0.clusterCount = 5
      $0.initializer = .given(try! matrix("reports/fill-rows.without.start.npy"))
    }.fitted(to: matrix("reports/fill-rows.without.npy"))
    #expect(with.iterations == 22 && without.iterations == 22)
    #expect(with.inertia == 14.824798916658457 && without.inertia == 14.824798916658457)
    #expect(with.stopReason == without.stopReason)
    for (left, right) in zip(with.trace, without.trace) {
      let (left, right) = (try #require(left.inertia), try #require(right.inertia))
      #expect((left - right).magnitude < 1e-13 * right)
    }
  }

  /// A fit with fill rows takes the steps of one without them, whichever way the trace is evaluated.
  @Test(arguments: [1e16, 1e20, 1e30, -3e37, 1e100, 1e140])
  func fillRowsChangeNoStep(_ fill: Double) throws {
    for seed in UInt64(0)..<3 {
      let points = randomMatrix(60, 3, seed: seed)
      let start = points.selectingRows(0..<4)
      let marked = Matrix(rows: 62, columns: 3, elements: points.elements + [Double](repeating: fill, count: 6))
      let markedStart = Matrix(rows: 5, columns: 3, elements: start.elements + [fill, fill, fill])
      let solvers: [any Solver] = [.lloyd, .newton(relaxation: 1)]
      for solver in solvers {
        let kmeans = KMeans(clusterCount: 4).with {
          $0.solver = solver
          $0.tolerance = 1e-5
          $0.initializer = .given(start)
        }
        let without = try kmeans.fitted(to: points)
        let with = try kmeans.with {
          $0.clusterCount = 5
          $0.initializer = .given(markedStart)
        }.fitted(to: marked)
        let name = "seed \(seed), \(solver.name)"
        #expect(with.iterations == without.iterations, "\(name)")
        #expect(Array(with.labels.prefix(60)) == without.labels, "\(name)")
        for (left, right) in zip(with.centroids.elements, without.centroids.elements) {
          #expect((left - right).magnitude < 1e-12, "\(name)")
        }
        for (left, right) in zip(with.trace, without.trace) {
          let (left, right) = (try #require(left.inertia), try #require(right.inertia))
          #expect((left - right).magnitude < 1e-12 * right, "\(name)")
        }
      }
    }
  }

  /// The statistics of one assignment go by the same sums.
  @Test func theFrozenLossIsRightBesideAFillValue() throws {
    let points: Matrix<Double> = [[1], [3], [1e30]]
    let statistics = try ClusterStatistics(points: points, labels: [0, 0, 1], centroids: [[1], [1e30]])
    #expect(statistics.loss == 4)
    #expect(statistics.means.elements == [2, 1e30])
  }

  @Test func batchesWithFillRowsHaveTheirMeans() throws {
    let points: Matrix<Double> = [[1], [3], [1e30], [1e-7]]
    // Half a step of 2 (c - mean): all of it.
    let kmeans = KMeans(clusterCount: 2).with {
      $0.solver = GradientDescent(learningRate: 0.5, sampling: .given([[0, 1, 2, 1, 3]]), scalesByCount: true)
      $0.initializer = .given([[0], [1e30]])
    }
    #expect(try kmeans.fitted(to: points).centroids.elements == [(7 + 1e-7) / 4, 1e30])
  }

  /// Squares of 1e300 and of 1 do not fit a Double together: three clusters cannot be found, two can.
  @Test func whatNoSquareCanHoldIsRefusedByName() throws {
    let points: Matrix<Double> = [[1, 2], [1, 3], [1, 1e300], [2, 2]]
    #expect(throws: ClusteringError.magnitudesTooFarApart(row: 2, column: 1, visible: 2)) {
      try KMeans(clusterCount: 3).fitted(to: points)
    }
    #expect(try KMeans(clusterCount: 2).fitted(to: points).counts.sorted() == [1, 3])
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 4, clusterCount: 5)) {
      try KMeans(clusterCount: 5).fitted(to: points)
    }
  }

  /// Digits below the smallest subnormal, once scaled, are lost; the others are not.
  @Test func vanishingDigitsEndNothing() throws {
    let points: Matrix<Double> = [[1e300, 1e-300], [1e300, 3e-300], [-1e300, 1]]
    let model = try KMeans(clusterCount: 2).with { $0.initializer = .given([[1e300, 0], [-1e300, 0]]) }
      .fitted(to: points)
    #expect(model.centroids.elements[0] == 1e300 && model.centroids.row(1) == [-1e300, 1])
    #expect(try points.assigned(to: model.centroids).labels == [0, 0, 1])
  }
}
