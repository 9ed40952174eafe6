import Matrices
import TesseraKernels
import TesseraTestSupport
import Testing

@testable import Clustering

/// Rows give the same bits wherever they lie.
struct ScatteredRowsTests {
  @Test func theColumnsOfATableAreClusteredAsTheyLie() throws {
    let table = Matrix<Float>([[7, 0, 0, 9], [7, 0, 1, 9], [7, 9, 8, 9], [7, 9, 9, 9]])
    var options = KMeans(clusterCount: 2)
    options.initializer = .given([[0, 0], [9, 9]])
    let model = try options.fitted(to: table[columns: 1..<3])
    #expect(model.centroids == [[0, 0.5], [9, 8.5]] && model.labels == [0, 0, 1, 1] && model.inertia == 1)
    let assigned = try model.assign(Matrix(joining: [table[columns: 0..<2], table[columns: 2..<4]]))
    #expect(assigned.labels == [0, 0, 1, 1, 0, 1, 1, 1])
  }

  @Test func runsOfAllSolversHaveTheBitsOfACopy() throws {
    for seed in 300..<UInt64(360) {
      let problem = FuzzProblem(seed: seed)
      switch problem.element {
      case .float: try check(problem, problem.points.converted(to: Float.self))
      case .double: try check(problem, problem.points)
      }
    }
  }

  private func check<Scalar: KernelScalar>(_ problem: FuzzProblem, _ points: Matrix<Scalar>) throws {
    let scattered = ScatteredMatrix(points, seed: problem.seed)
    let options = problem.options(nil, .best, threads: 1 + Int(problem.seed % 2))
    let expected = outcome(options, points, problem.weights)
    #expect(outcome(options, scattered.columns, problem.weights) == expected, "\(problem), columns")
    #expect(outcome(options, scattered.parts, problem.weights) == expected, "\(problem), parts")
    #expect(outcome(options, scattered.encoded, problem.weights) == expected, "\(problem), encoded")
  }

  private func outcome<Scalar: KernelScalar>(
    _ options: KMeans, _ points: Matrix<Scalar>, _ weights: [Double]?
  ) -> Result<Fingerprint, ClusteringError> {
    Result { () throws(ClusteringError) in Fingerprint(try options.fitted(to: points, weights: weights)) }
  }

  /// Several chunks, on every path and from every start, with chunks in two parts.
  @Test(arguments: [2, 3, 12, 70]) func everyPathAndStartHasTheBitsOfACopy(columns: Int) throws {
    let rows = extent(600, unoptimised: 250)
    let points: Matrix<Float> = blobs(9, rowsPerBlob: rows, columns: columns, seed: UInt64(columns)).converted()
    let scattered = ScatteredMatrix(points, seed: UInt64(columns))
    let starts: [any Initializer] = [.kMeansPlusPlus, .random, .kMeansParallel]
    for (index, path) in ([nil, .float64, .float32, .int16, .int8] as [AssignmentPath?]).enumerated() {
      if path == .int16 && !Kernels(.best).hasShortCentroids { continue }
      if path == .int8 && !Kernels(.best).hasNarrowRows { continue }
      var options = KMeans(clusterCount: columns == 70 ? 120 : 20)
      options.assignmentPath = path
      options.initializer = starts[index % starts.count]
      options.maximumIterations = extent(6, unoptimised: 2)
      options.threadCount = 1 + index % 2
      let expected = Fingerprint(try options.fitted(to: points))
      #expect(Fingerprint(try options.fitted(to: scattered.columns)) == expected, "\(columns), path \(index)")
      #expect(Fingerprint(try options.fitted(to: scattered.parts)) == expected, "\(columns), path \(index)")
      #expect(Fingerprint(try options.fitted(to: scattered.encoded)) == expected, "\(columns), path \(index)")
    }
  }

  @Test(arguments: [UInt64](0..<4)) func miniBatchesOfAllKindsHaveTheBitsOfACopy(seed: UInt64) throws {
    let points = randomMatrix(2500, 5, seed: seed, lattice: seed % 2 == 0)
    let scattered = ScatteredMatrix(points, seed: seed)
    var options = KMeans(clusterCount: 40)
    options.solver = .gradientDescent(learningRate: 0.01, batchSize: 200, scalesByCount: seed < 2)
    options.maximumIterations = 110
    let expected = Fingerprint(try options.fitted(to: points))
    #expect(Fingerprint(try options.fitted(to: scattered.columns)) == expected)
    #expect(Fingerprint(try options.fitted(to: scattered.parts)) == expected)
    #expect(Fingerprint(try options.fitted(to: scattered.encoded)) == expected)
  }

  /// Far from 1 the points are copied to another scale; one far outlier needs more digits than the sums have.
  @Test(arguments: [1e-30, 1e30]) func scalesAndWideSumsHaveTheBitsOfACopy(unit: Double) throws {
    let plain = randomMatrix(1500, 3, seed: 5)
    let points = Matrix<Double>(rows: 1500, columns: 3) { target in
      for row in 0..<1500 {
        for column in 0..<3 { target[row * 3 + column] = plain[row, column] * unit }
      }
      target[4000] = 1e40 * unit
    }
    let scattered = ScatteredMatrix(points, seed: 3)
    let weights = (0..<1500).map { Double($0 % 7) + 0x1p-60 }
    let options = KMeans(clusterCount: 8)
    let expected = Fingerprint(try options.fitted(to: points, weights: weights))
    #expect(Fingerprint(try options.fitted(to: scattered.columns, weights: weights)) == expected)
    #expect(Fingerprint(try options.fitted(to: scattered.parts, weights: weights)) == expected)
    #expect(Fingerprint(try options.fitted(to: scattered.encoded, weights: weights)) == expected)
  }

  @Test func whatIsAskedOfPointsHasTheBitsOfACopy() throws {
    let points: Matrix<Float> = randomMatrix(3000, 6, seed: 8).converted()
    let scattered = ScatteredMatrix(points, seed: 8)
    let centroids: Matrix<Double> = points[rows: 0..<600].converted()
    let labels = try points.assigned(to: centroids).labels
    for other in scattered.all {
      let expected = try points.assigned(to: centroids, keepsMargins: true)
      #expect(try other.assigned(to: centroids, keepsMargins: true) == expected)
      for method in ColumnScaling.Method.allCases {
        let scaling = ColumnScaling(method, of: .float(points))
        #expect(ColumnScaling(method, of: .float(other)) == scaling)
        #expect(scaling.applied(to: other) == scaling.applied(to: points))
      }
      #expect(NumericMatrix.float(other).varianceShares() == NumericMatrix.float(points).varianceShares())
      #expect(
        try ClusterDispersion(of: .float(other), labels: labels).calinskiHarabasz
          == ClusterDispersion(of: .float(points), labels: labels).calinskiHarabasz)
    }
  }

  @Test func aBadElementIsFoundWhereItIs() throws {
    let good = Matrix<Double>([[0, 1], [2, 3], [4, 5]])
    let points = Matrix(joining: [good, [[6, 7], [8, .nan]]])
    #expect(throws: ClusteringError.notFinite(row: 4, column: 1)) { try KMeans(clusterCount: 2).fitted(to: points) }
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 3, clusterCount: 4)) {
      try KMeans(clusterCount: 4).fitted(to: Matrix(joining: [good, good]))
    }
  }

  @Test func aBadElementIsFoundAmongEncodedOnes() throws {
    let points = Matrix<Double>(rows: 9, columns: 2, elements: (0..<18).map { $0 == 15 ? .infinity : Double($0) })
    #expect(throws: ClusteringError.notFinite(row: 7, column: 1)) {
      try KMeans(clusterCount: 2).fitted(to: ScatteredMatrix(points, seed: 0).encoded)
    }
    let equal = Matrix<Double>(rows: 9, columns: 2, elements: (0..<18).map { Double($0 / 2 % 3) })
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 3, clusterCount: 4)) {
      try KMeans(clusterCount: 4).fitted(to: ScatteredMatrix(equal, seed: 0).encoded)
    }
  }

  /// Other kinds than plain k-means, and what searches and trees ask of rows.
  @Test func everyKindHasTheBitsOfACopyOfEncodedRows() throws {
    let points: Matrix<Float> = blobs(6, rowsPerBlob: 60, columns: 5, seed: 4).converted()
    let encoded = ScatteredMatrix(points, seed: 4).encoded
    var kinds = [KMeans](repeating: KMeans(clusterCount: 5), count: 9)
    kinds[0].metric = .cosine
    kinds[1].missingValues = .leftOut
    kinds[2].trimmedShare = 0.05
    kinds[3].centroid = .median
    kinds[4].centroid = .medoid(.euclidean)
    kinds[5].sizes = .equal
    kinds[6].quality = .balanced
    kinds[7].method = .hierarchical()
    kinds[8].method = .bisecting()
    for (index, options) in kinds.enumerated() {
      let expected = try options.fitted(to: points)
      let model = try options.fitted(to: encoded)
      #expect(model.labels == expected.labels && model.centroids == expected.centroids, "kind \(index)")
      #expect(model.inertia == expected.inertia && model.region.margins == expected.region.margins, "kind \(index)")
    }
  }
}
