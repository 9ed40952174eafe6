import Clustering
import Matrices
import TesseraKernels
import Testing

/// k-medians: cases worked by hand, then a plain program, then properties.
struct MedianTests {
  static func medians(_ count: Int, from start: Matrix<Double>? = nil) -> KMeans {
    KMeans(clusterCount: count).with {
      $0.centroid = .median
      if let start { $0.initializer = .given(start) }
    }
  }

  @Test func mediansOfALine() throws {
    let points: Matrix<Double> = [[0], [1], [5], [20], [22]]
    let model = try Self.medians(2, from: [[0], [20]]).fitted(to: points)
    // The middle of three, and the mean of the two in the middle of two.
    #expect(model.centroids.elements == [1, 21])
    #expect(model.labels == [0, 0, 0, 1, 1])
    #expect(model.loss == 7)
    #expect(model.inertia == 1 + 0 + 16 + 1 + 1)
    #expect(model.counts == [3, 2])
    #expect(model.centroidKind == .median)
    #expect(model.medoids == nil)
    // At the start: 0, 1, 5, 0, 2.
    #expect(model.trace.map(\.loss) == [8, 7])
    #expect(model.trace.map(\.inertia) == [30, 19])
    #expect(model.stopReason == .fixedPoint)
    #expect(model.isLocalMinimum)
    // Row 2 is 4 from 1 and 16 from 21, row 3 1 and 19.
    #expect(zip(model.region.margins, [10, 10, 6, 9, 10]).allSatisfy { abs($0 - $1) < 1e-12 && $0 <= $1 })
    #expect(model.region.tightest?.row == 2)
  }

  @Test func weightsCountAsRepeatedRows() throws {
    // At 0, 1, 5 half of the weight lies on either side of 1 ... 5, whose middle is 3.
    let half = try Self.medians(1).fitted(to: [[5], [0], [1]] as Matrix<Double>, weights: [3, 1, 2])
    #expect(half.centroids.elements == [3])
    #expect(half.loss == 13)
    let more = try Self.medians(1).fitted(to: [[5], [0], [1]] as Matrix<Double>, weights: [2.75, 1, 2])
    #expect(more.centroids.elements == [1])
    // A row without weight is none.
    let none = try Self.medians(1).fitted(to: [[5], [0], [1]] as Matrix<Double>, weights: [1, 1, 0])
    #expect(none.centroids.elements == [2.5])
  }

  @Test func labelsAreByTheSumOfDifferences() throws {
    // From the origin the first is 3 away and the second 3.6; in Euclidean distance 3 and 2.55.
    let centroids: Matrix<Double> = [[3, 0], [1.75, 1.875]]
    let points = NumericMatrix.double([[0, 0]])
    let assignment = try points.assigned(to: centroids, as: .median, keepsMargins: true)
    #expect(assignment.labels == [0])
    #expect(assignment.distances == [3])
    #expect(assignment.squaredDistances == [9])
    #expect(assignment.inertia == 9)
    #expect(assignment.margins.map { abs($0[0] - 0.3125) < 1e-12 && $0[0] <= 0.3125 } == true)
    #expect(try points.assigned(to: centroids).labels == [1])
    // A tie belongs to the first.
    #expect(try points.assigned(to: [[1, 2], [3, 0]], as: .median).labels == [0])
    #expect(try points.assigned(to: [[3, 0], [1, 2]], as: .medoid(.manhattan)).labels == [0])
    let assigner = try RowAssigner(centroids, kind: .median)
    #expect(try assigner.nearest(to: [0, 0] as [Double]).label == 0)
  }

  @Test func aClusterWithoutRowsBeginsAtTheFarthest() throws {
    let points: Matrix<Double> = [[0], [1], [2], [10]]
    let model = try Self.medians(2, from: [[1], [100]]).fitted(to: points)
    #expect(model.centroids.elements == [1, 10])
    #expect(model.labels == [0, 0, 0, 1])
    #expect(model.trace.map(\.changed) == [0, 1, 0])
  }

  @Test func itIsWhatAPlainProgramFinds() throws {
    for seed in 0..<16 as Range<UInt64> {
      let points = randomMatrix(60, 1 + Int(seed % 11), seed: seed, lattice: seed % 3 == 0)
      let weights = seed % 4 == 1 ? (0..<60).map { Double(1 + ($0 * 7 + Int(seed)) % 4) } : nil
      let start = points.selectingRows(0..<4)
      guard let plain = PlainMedians(points, weights, from: start) else { continue }
      let model = try Self.medians(4, from: start).fitted(to: points, weights: weights)
      #expect(model.labels == plain.labels, "seed \(seed)")
      #expect(model.centroids.rowArrays == plain.centroids, "seed \(seed)")
      #expect(model.iterations == plain.updates, "seed \(seed)")
      #expect(abs((model.loss ?? 0) - plain.loss) <= 1e-12 * plain.loss, "seed \(seed)")
      #expect(zip(model.trace, model.trace.dropFirst()).allSatisfy { ($1.loss ?? 0) <= ($0.loss ?? 0) * (1 + 1e-14) })
      #expect(try model.assign(points).labels == model.labels, "seed \(seed)")
    }
  }

  @Test func wholeWeightsHaveTheBitsOfRepeatedRows() throws {
    for seed in 0..<4 as Range<UInt64> {
      let points = randomMatrix(60, 3, seed: seed)
      let weights = (0..<60).map { Double(1 + $0 % 3) }
      let repeated = points.selectingRows((0..<60).flatMap { Array(repeating: $0, count: 1 + $0 % 3) })
      let start = points.selectingRows(0..<5)
      let one = try Self.medians(5, from: start).fitted(to: points, weights: weights)
      let other = try Self.medians(5, from: start).fitted(to: repeated)
      #expect(one.centroids == other.centroids, "seed \(seed)")
      // w times a distance is rounded, a sum of equal ones is not.
      #expect(abs((one.loss ?? 0) - (other.loss ?? 1)) <= 1e-14 * (one.loss ?? 0), "seed \(seed)")
    }
  }

  @Test func theBitsDoNotDependOnTheMachine() throws {
    for seed in 0..<3 as Range<UInt64> {
      let points = randomMatrix(400, 5 + 8 * Int(seed), seed: seed)
      let models = try [1, 2, 5].map { threads in
        try Self.medians(9).with {
          $0.seed = seed
          $0.threadCount = threads
          $0.instructionSet = threads == 2 ? .scalar : nil
        }.fitted(to: points)
      }
      for model in models.dropFirst() {
        #expect(Fingerprint(model) == Fingerprint(models[0]), "seed \(seed)")
        #expect(model.loss?.bitPattern == models[0].loss?.bitPattern, "seed \(seed)")
        #expect(model.trace.map { $0.loss?.bitPattern } == models[0].trace.map { $0.loss?.bitPattern })
      }
      #expect(models[0].trace.last.map { $0.certifiedFraction > 0.3 } == true, "bounds certify most rows in the end")
    }
  }

  @Test func scalesByPowersOfTwoChangeNothing() throws {
    let points = randomMatrix(80, 4, seed: 5)
    let model = try Self.medians(6).fitted(to: points)
    for power in [-400, -3, 40, 400] {
      let factor = Double(sign: .plus, exponent: power, significand: 1)
      let scaled = try Self.medians(6).fitted(to: points.mapped { $0 * factor })
      #expect(scaled.labels == model.labels)
      #expect(scaled.centroids == model.centroids.mapped { $0 * factor })
      #expect(scaled.loss == (model.loss ?? 0) * factor)
      #expect(scaled.region.radius == model.region.radius.map { $0 * factor })
    }
  }

  /// Every centroid may move by less than the radius, in the sum of differences: towards the rival of the tightest row and away.
  @Test func theRadiusIsOfTheSumOfDifferences() throws {
    for seed in 0..<8 as Range<UInt64> {
      let points = randomMatrix(60, 3, seed: seed)
      let model = try Self.medians(5).with { $0.seed = seed }.fitted(to: points)
      let constraint = try #require(model.region.tightest)
      guard constraint.margin > 0 else { continue }
      let row = points.row(constraint.row)
      func moved(by factor: Double) -> Matrix<Double> {
        var moved = model.centroids.rowArrays
        // All of it in one column that brings the rival nearer, and the owner farther away.
        for (cluster, sign) in [(constraint.owner, 1.0), (constraint.rival, -1.0)] {
          let column = moved[cluster].indices.max {
            abs(moved[cluster][$0] - row[$0]) < abs(moved[cluster][$1] - row[$1])
          }!
          let away = moved[cluster][column] >= row[column] ? 1.0 : -1.0
          moved[cluster][column] += sign * away * factor * constraint.margin
        }
        return Matrix(moved)
      }
      #expect(try model.region.contains(moved(by: 0.999), points: points), "seed \(seed)")
      #expect(try !model.region.contains(moved(by: 1.001), points: points), "seed \(seed)")
    }
  }

  @Test func anInterruptedFitBelongsToItsCentroids() throws {
    let points = randomMatrix(150, 4, seed: 1)
    let model = try Self.medians(12).fitted(to: points, shouldStop: { true })
    #expect(model.stopReason == .interrupted)
    #expect(model.iterations == 0)
    let cancellation = Cancellation()
    let cancelled = try Self.medians(12).with { $0.cancellation = cancellation }.fitted(
      to: points, progress: { if $0.iteration == 2 { cancellation.cancel() } })
    #expect(cancelled.stopReason == .interrupted)
    let again = try Self.medians(12).with { $0.maximumIterations = 2 }.fitted(to: points)
    #expect(cancelled.labels == again.labels)
    #expect(cancelled.centroids == again.centroids)
    #expect(cancelled.loss == again.loss)
  }

  @Test func whatDoesNotGoTogetherIsRefused() throws {
    let points = randomMatrix(20, 2, seed: 1)
    for solver in [.newton, .gradientDescent(), .nestedBatches()] as [any Solver] {
      #expect(throws: ClusteringError.cannotCombine("centroid median", "solver \(solver.name)")) {
        try Self.medians(2).with { $0.solver = solver }.fitted(to: points)
      }
    }
    #expect(throws: ClusteringError.cannotCombine("centroid median", "path")) {
      try Self.medians(2).with { $0.assignmentPath = .float32 }.fitted(to: points)
    }
    var search = ClusterCountSearch(2...3)
    search.kMeans.centroid = .median
    let asked = search
    #expect(throws: ClusteringError.cannotCombine("centroid median", "a search for k")) {
      try asked.choice(for: NumericMatrix.double(points))
    }
    #expect(throws: ClusteringError.dimensionMismatch(points: 2, centroids: 3)) {
      try NumericMatrix.double(points).assigned(to: [[1, 2, 3]], as: .median)
    }
  }
}
