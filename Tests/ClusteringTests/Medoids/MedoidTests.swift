import Clustering
import Matrices
import TesseraKernels
import Testing

/// k-medoids: cases worked by hand, published data beside the kmedoids package, then properties.
struct MedoidTests {
  typealias Distance = CentroidKind.MedoidDistance

  static func medoids(_ count: Int, _ distance: Distance = .euclidean, from start: Matrix<Double>? = nil) -> KMeans {
    KMeans(clusterCount: count).with {
      $0.centroid = .medoid(distance)
      if let start { $0.initializer = .given(start) }
    }
  }

  @Test func medoidsOfALine() throws {
    let points: Matrix<Double> = [[0], [1], [5], [20], [22], [23]]
    let model = try Self.medoids(2, from: [[0], [4]]).fitted(to: points)
    #expect(Set(try #require(model.medoids)) == [1, 4])
    let first = model.medoids?[0] == 1 ? 0 : 1
    #expect(model.centroids.elements == (first == 0 ? [1, 22] : [22, 1]))
    #expect(model.labels.map { Int($0) == first } == [true, true, true, false, false, false])
    #expect(model.loss == 8)
    #expect(model.inertia == 1 + 16 + 4 + 1)
    #expect(model.counts == [3, 3])
    #expect(model.stopReason == .fixedPoint)
    #expect(model.isLocalMinimum)
    // The start: rows 0 and 2, from which 1 is 1, 20 is 15, 22 is 17, 23 is 18.
    #expect(model.trace.first?.loss == 51)
    #expect(model.trace.last?.loss == 8)
  }

  @Test func theDistanceDecides() throws {
    // Distances: 2 + 1 + 1 + 12 = 16 from row 2, 17 from row 3. Squares: 150 and 9 + 4 + 1 + 121 = 135.
    let points: Matrix<Double> = [[0], [1], [2], [3], [14]]
    #expect(try Self.medoids(1).fitted(to: points).medoids == [2])
    #expect(try Self.medoids(1, .manhattan).fitted(to: points).medoids == [2])
    let squared = try Self.medoids(1, .squared).fitted(to: points)
    #expect(squared.medoids == [3])
    #expect(squared.loss == 135)
    #expect(squared.inertia == 135)
    // In the plane: sums of differences 3 + 3 + 3 from the last row, 13, 13 and 11 from the others.
    let plane: Matrix<Double> = [[0, 0], [3, 3], [0, 4], [1, 2]]
    let manhattan = try Self.medoids(1, .manhattan).fitted(to: plane)
    #expect(manhattan.medoids == [3])
    #expect(manhattan.loss == 9)
  }

  @Test func weightsCount() throws {
    let points: Matrix<Double> = [[0], [1], [2], [11]]
    #expect(try Self.medoids(1).fitted(to: points, weights: [1, 1, 1, 4]).medoids == [3])
    // A row without weight is no medoid.
    #expect(try Self.medoids(1).fitted(to: [[0], [1], [2]] as Matrix<Double>, weights: [2, 0, 1]).medoids == [0])
  }

  /// Best losses of 200 starts by kmedoids 0.5.4, `fasterpam`, over distances of scipy's `cdist`.
  @Test func ruspiniIsSolved() throws {
    let known: [(Int, Distance, Double)] = [
      (2, .euclidean, 2395.8042112113253), (3, .euclidean, 1619.4697603881596), (4, .euclidean, 861.4781110932958),
      (5, .euclidean, 779.6843019643483), (2, .manhattan, 3192), (3, .manhattan, 2142), (4, .manhattan, 1113),
      (5, .manhattan, 1007), (2, .squared, 97298), (3, .squared, 53390), (4, .squared, 13169), (5, .squared, 10575),
    ]
    for (count, distance, loss) in known {
      let model = try Self.medoids(count, distance).with { $0.restarts = 12 }.fitted(to: ruspini)
      #expect(abs((model.loss ?? 0) - loss) <= 1e-12 * loss, "\(distance), k = \(count)")
    }
  }

  /// No exchange of one medoid for one row lowers the loss, by a plain program.
  @Test func noExchangeLowersTheLoss() throws {
    for seed in 0..<12 as Range<UInt64> {
      let points = randomMatrix(30, 1 + Int(seed % 10), seed: seed, lattice: seed % 3 == 0)
      let weights = seed % 4 == 1 ? (0..<30).map { Double(($0 * 7 + Int(seed)) % 4) / 2 } : nil
      for distance in Distance.allCases {
        let model = try Self.medoids(1 + Int(seed % 6), distance).with { $0.seed = seed }.fitted(
          to: points, weights: weights)
        let plain = PlainMedoids(points, weights, distance)
        let medoids = try #require(model.medoids)
        let loss = plain.loss(of: medoids)
        #expect(abs((model.loss ?? 0) - loss) <= 1e-12 * loss, "seed \(seed), \(distance)")
        #expect(model.centroids == points.selectingRows(medoids), "seed \(seed), \(distance)")
        for place in medoids.indices {
          for row in 0..<30 where weights?[row] ?? 1 > 0 {
            var other = medoids
            other[place] = row
            #expect(
              plain.loss(of: other) >= loss * (1 - 1e-12), "seed \(seed), \(distance): \(medoids[place]) for \(row)")
          }
        }
        #expect(model.stopReason == .fixedPoint)
        #expect(try model.assign(points).labels == model.labels, "seed \(seed), \(distance)")
      }
    }
  }

  /// Of few rows the best of many runs is the best of all sets.
  @Test func smallProblemsAreSolved() throws {
    for seed in 0..<4 as Range<UInt64> {
      let points = randomMatrix(10, 2, seed: seed)
      for distance in Distance.allCases {
        let plain = PlainMedoids(points, nil, distance)
        for count in 1...3 {
          let model = try Self.medoids(count, distance).with { $0.restarts = 8 }.fitted(to: points)
          let best = plain.best(count)
          #expect(abs((model.loss ?? 0) - best) <= 1e-12 * best, "seed \(seed), \(distance), k = \(count)")
        }
      }
    }
  }

  @Test func theBitsDoNotDependOnTheMachine() throws {
    for (seed, distance) in Distance.allCases.enumerated() {
      let points = randomMatrix(150, 3 + 5 * seed, seed: UInt64(seed))
      let models = try [1, 2, 5].map { threads in
        try Self.medoids(7, distance).with {
          $0.threadCount = threads
          $0.instructionSet = threads == 2 ? .scalar : nil
        }.fitted(to: points)
      }
      for model in models.dropFirst() {
        #expect(Fingerprint(model) == Fingerprint(models[0]), "\(distance)")
        #expect(model.medoids == models[0].medoids)
        #expect(model.loss?.bitPattern == models[0].loss?.bitPattern)
      }
    }
  }

  @Test func scalesByPowersOfTwoChangeNothing() throws {
    let points = randomMatrix(60, 4, seed: 5)
    for distance in Distance.allCases {
      let model = try Self.medoids(6, distance).fitted(to: points)
      for power in [-400, -3, 40, 400] {
        let factor = Double(sign: .plus, exponent: power, significand: 1)
        let scaled = try Self.medoids(6, distance).fitted(to: points.mapped { $0 * factor })
        #expect(scaled.medoids == model.medoids)
        #expect(scaled.labels == model.labels)
        #expect(scaled.loss == (model.loss ?? 0) * (distance == .squared ? factor * factor : factor))
      }
    }
  }

  /// One row of 1e20 takes one medoid, and no digit of the others.
  @Test func aFarRowDoesNotBlindTheSearch() throws {
    let points = randomMatrix(40, 2, seed: 3)
    let model = try Self.medoids(3).with { $0.restarts = 6 }.fitted(to: points)
    let more = Matrix<Double>(points.rowArrays + [[1e20, 0]])
    let far = try Self.medoids(4).with { $0.restarts = 6 }.fitted(to: more)
    #expect(far.loss == model.loss)
  }

  @Test func anInterruptedSearchKeepsItsMedoids() throws {
    let points = randomMatrix(100, 4, seed: 1)
    let cancellation = Cancellation()
    let model = try Self.medoids(12).with { $0.cancellation = cancellation }.fitted(
      to: points, progress: { if $0.iteration == 0 { cancellation.cancel() } })
    #expect(model.stopReason == .interrupted)
    #expect(model.iterations == 0)
    let plain = PlainMedoids(points, nil, .euclidean)
    let loss = plain.loss(of: try #require(model.medoids))
    #expect(abs((model.loss ?? 0) - loss) <= 1e-12 * loss)
    #expect(!model.isLocalMinimum)
  }

  @Test func tooManyRowsAreRefused() throws {
    let rows = KMeans.mostMedoidRows + 1
    let points = Matrix<Float>(rows: rows, columns: 1, elements: (0..<rows).map { Float($0) })
    #expect(throws: ClusteringError.tooManyMedoidRows(rows: rows, most: KMeans.mostMedoidRows)) {
      try Self.medoids(2).fitted(to: points)
    }
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 2, clusterCount: 3)) {
      try Self.medoids(3).fitted(to: [[1], [1], [2], [2]] as Matrix<Double>)
    }
  }
}
