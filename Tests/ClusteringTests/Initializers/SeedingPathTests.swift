import Clustering
import Matrices
import TesseraKernels
import Testing

/// The picks of greedy k-means++ are those of the plain definition, whatever was proved instead of computed.
struct SeedingPathTests {
  /// From 8 clusters on, the 8-bit copy leaves rows out.
  static let clusterCounts = [3, 12, 22]

  @Test(arguments: World.allCases, [1, 2, 3, 4, 5, 8, 9, 16, 17, 33, 70])
  func thePicksAreThoseOfTheDefinition(_ world: World, _ dimensions: Int) throws {
    for (index, clusterCount) in Self.clusterCounts.enumerated() {
      let seed = UInt64(dimensions * 10 + index)
      let points = world.points(100, dimensions, seed: seed)
      let distinct = Set(points.converted(to: Float.self).rowArrays).count
      let weights = index == 1 ? (0..<100).map { $0 % 3 } : nil
      let count = min(clusterCount, distinct / 2)
      try expectDefinition(points, weights, max(1, count), seed)
      try expectDefinition(points.converted(to: Float.self), weights, max(1, count), seed)
    }
  }

  @Test(arguments: [1e-160, 1e-30, 1e12, 1e155])
  func scaleDoesNotMatter(_ scale: Double) throws {
    for dimensions in [2, 19] {
      let points = randomMatrix(80, dimensions, seed: 5).mapped { $0 * scale }
      try expectDefinition(points, nil, 14, 5)
      if scale > 1e-40 && scale < 1e30 { try expectDefinition(points.converted(to: Float.self), nil, 14, 5) }
    }
  }

  /// Rows that 8 bits cannot tell apart: tight groups far from one another, and one row far from all.
  @Test func groupsMuchSmallerThanTheirDistance() throws {
    for seed in UInt64(0)..<6 {
      let groups = randomMatrix(5, 7, seed: seed)
      let noise = randomMatrix(120, 7, seed: seed + 50)
      let points = Matrix<Double>(rows: 120, columns: 7) { elements in
        for index in elements.indices {
          let (row, column) = index.quotientAndRemainder(dividingBy: 7)
          elements[index] = groups[row % 5, column] + noise[row, column] * 1e-7 + (row == 77 ? 1e9 : 0)
        }
      }
      try expectDefinition(points, nil, 20, seed)
    }
  }

  /// Distances whose squares underflow, and rows that are all the same but one.
  @Test func nothingToDrawFrom() throws {
    let tiny = Matrix<Double>(rows: 40, columns: 2) { elements in
      for index in elements.indices { elements[index] = 1 + Double(index / 2) * 0x1p-52 }
    }
    try expectDefinition(tiny, nil, 12, 1)
    let far = Matrix<Double>(rows: 40, columns: 2) { elements in
      for index in elements.indices { elements[index] = index == 6 ? 1 : Double(index) * 1e-200 }
    }
    try expectDefinition(far, nil, 10, 2)
  }

  /// Several chunks of rows, of which the last is not whole.
  @Test func everyPathPicksTheSameRows() throws {
    for (dimensions, clusterCount) in [(3, 9), (8, 60), (34, 5), (65, 30)] {
      let points = blobs(8, rowsPerBlob: 270, columns: dimensions, seed: 3)
      let weights = (0..<points.rows).map { $0 % 5 }
      var plain = PlainSeeding(points, weights: weights, seed: 4)
      let expected = points.selectingRows(plain.picks(clusterCount))
      for set in InstructionSet.available {
        for threads in [1, 2, 3] {
          let model = try KMeans(clusterCount: clusterCount).with {
            $0.seed = 4
            $0.maximumIterations = 0
            $0.instructionSet = set
            $0.threadCount = threads
          }.fitted(to: points, weights: weights.map(Double.init))
          #expect(model.centroids == expected, "\(dimensions) dimensions, \(set), \(threads) threads")
        }
      }
    }
  }

  private func expectDefinition<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ weights: [Int]?, _ clusterCount: Int, _ seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let start = try KMeansPlusPlus().startCentroids(
      for: points, weights: weights.map { $0.map(Double.init) }, clusterCount: clusterCount, using: &generator)
    var plain = PlainSeeding(points, weights: weights, seed: seed)
    let expected: Matrix<Double> = points.selectingRows(plain.picks(clusterCount)).converted()
    #expect(start == expected, "\(Scalar.self), \(points.columns) dimensions, \(clusterCount) clusters, seed \(seed)")
  }
}
