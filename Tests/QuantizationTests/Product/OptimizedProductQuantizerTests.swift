import Clustering
import Matrices
import Quantization
import Testing

struct OptimizedProductQuantizerTests {
  /// Columns 0 and 2 say about the same, and so do 1 and 3: a part of two neighbours has to say both things, one of turned columns one.
  private func diagonal(_ seed: UInt64) -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return Matrix(rows: 400, columns: 4) { target in
      for row in 0..<400 {
        let values = (0..<4).map { Double(generator.index(below: 1000)) / [1, 2, 40, 50][$0] }
        target[row * 4] = values[0] + values[2]
        target[row * 4 + 2] = values[0] - values[2]
        target[row * 4 + 1] = values[1] + values[3]
        target[row * 4 + 3] = values[1] - values[3]
      }
    }
  }

  @Test func aRotationNeverCosts() throws {
    for seed in UInt64(0)..<4 {
      let points = diagonal(seed)
      let kmeans = KMeans(clusterCount: 8)
      let plain = try ProductQuantizer.trained(on: points, parts: 2, by: kmeans).distortion(of: points)
      let turned = try OptimizedProductQuantizer.trained(on: points, parts: 2, by: kmeans).distortion(of: points)
      #expect(turned < plain * 0.5, "seed \(seed)")
    }
  }

  @Test func codesAreThoseOfTheTurnedRows() throws {
    let product = try ProductQuantizer(codebooks: [[[0], [5]], [[0], [5]]])
    let quantizer = try OptimizedProductQuantizer(rotation: [[0, 1], [-1, 0]], product: product)
    let points: Matrix<Float> = [[-4, 1], [0, 4]]
    // (1, 4) and (4, 0).
    #expect(try quantizer.encode(points).values == [0, 1, 1, 0])
    #expect(try quantizer.decode(quantizer.encode(points)) == [[-5, 0], [0, 5]])
    #expect(try quantizer.distortion(of: points) == ((1 + 1) + (0 + 1)) / 2.0)
  }

  /// Many rows, of short parts and of long ones.
  @Test func codesAreThoseOfRowsThatWereTurnedBefore() throws {
    for (parts, d) in [(2, 10), (1, 70)] {
      let points = randomPoints(rows: 600, columns: d, seed: 3)
      let quantizer = try OptimizedProductQuantizer.trained(
        on: points, parts: parts, by: KMeans(clusterCount: 9), rotations: 2)
      let turned = Matrix<Float>(rows: 600, columns: d) { target in
        for index in target.indices {
          let (row, r) = (points.row(index / d), quantizer.rotation.row(index % d))
          target[index] = Float(zip(r, row).reduce(0.0) { $0 + $1.0 * Double($1.1) })
        }
      }
      for threads in [1, 2] {
        #expect(
          try quantizer.encode(.float(points), threadCount: threads) == quantizer.product.encode(turned),
          "\(parts) parts")
      }
    }
  }

  /// Turned, an element is beyond Float: all rows are turned in Double then. Beyond Double, it is an error; and so is what was not finite before,
  /// by its own place.
  @Test func turnedRowsBeyondFloatAreTurnedInDouble() throws {
    let half = 0.5.squareRoot()
    let product = try ProductQuantizer(codebooks: [[[0], [1e38], [5e38]], [[0], [5e38]]])
    let quantizer = try OptimizedProductQuantizer(rotation: [[half, half], [half, -half]], product: product)
    #expect(try quantizer.encode([[3e38, 3e38], [1e38, 0]] as Matrix<Float>).values == [2, 0, 1, 0])
    #expect(throws: ClusteringError.inertiaNotRepresentable) {
      try quantizer.encode([[1.5e308, 1.5e308]] as Matrix<Double>)
    }
    #expect(throws: ClusteringError.notFinite(row: 1, column: 1)) {
      try quantizer.encode([[0, 0], [0, .infinity]] as Matrix<Float>)
    }
  }

  @Test func whereTheDataLieDoesNotMatter() throws {
    let points = diagonal(9)
    let moved = Matrix<Double>(rows: points.rows, columns: 4) { target in
      for index in target.indices { target[index] = points[index / 4, index % 4] + 4096 }
    }
    let kmeans = KMeans(clusterCount: 8)
    let here = try OptimizedProductQuantizer.trained(on: points, parts: 2, by: kmeans).distortion(of: points)
    let there = try OptimizedProductQuantizer.trained(on: moved, parts: 2, by: kmeans).distortion(of: moved)
    #expect((there / here - 1).magnitude < 0.05)
  }

  /// Whatever they hold.
  @Test func rowsWithoutWeightAreNotThere() throws {
    let points = diagonal(3)
    let more = Matrix<Double>(rows: 500, columns: 4) { target in
      for index in target.indices {
        let (row, column) = (index / 4, index % 4)
        target[index] =
          row % 5 == 0 ? Double(row * 97 % 1013) * [100, 1, 3, 7][column] : points[row - row / 5 - 1, column]
      }
    }
    let weights = (0..<500).map { $0 % 5 == 0 ? 0 : 1.0 }
    let kmeans = KMeans(clusterCount: 8)
    let alone = try OptimizedProductQuantizer.trained(on: points, parts: 2, by: kmeans)
    let among = try OptimizedProductQuantizer.trained(on: more, parts: 2, by: kmeans, weights: weights)
    #expect(try (among.distortion(of: points) / alone.distortion(of: points) - 1).magnitude < 0.02)
  }

  /// Half of the rows matter a thousand times as much: theirs is the rotation, and theirs are the codes.
  @Test func heavyRowsChooseTheRotation() throws {
    let heavy = diagonal(4)
    let light = Matrix<Double>(rows: 400, columns: 4) { target in
      for index in target.indices { target[index] = heavy[index / 4, [0, 3, 1, 2][index % 4]] }
    }
    let points = Matrix<Double>(rows: 800, columns: 4) { target in
      for index in target.indices {
        let (row, column) = (index / 4, index % 4)
        target[index] = row < 400 ? heavy[row, column] : light[row - 400, column]
      }
    }
    let weights = (0..<800).map { $0 < 400 ? 1000.0 : 1 }
    let kmeans = KMeans(clusterCount: 8)
    let weighted = try OptimizedProductQuantizer.trained(on: points, parts: 2, by: kmeans, weights: weights)
    let plain = try OptimizedProductQuantizer.trained(on: points, parts: 2, by: kmeans)
    let alone = try OptimizedProductQuantizer.trained(on: heavy, parts: 2, by: kmeans)
    #expect(try weighted.distortion(of: heavy) < plain.distortion(of: heavy) * 0.8)
    #expect(try weighted.distortion(of: heavy) < alone.distortion(of: heavy) * 1.2)
  }

  @Test func aRotationIsOrthogonalAfterTraining() throws {
    let quantizer = try OptimizedProductQuantizer.trained(
      on: randomPoints(rows: 100, columns: 9, seed: 2), parts: 3, by: KMeans(clusterCount: 5))
    for row in 0..<9 {
      for other in 0...row {
        let product = zip(quantizer.rotation.row(row), quantizer.rotation.row(other)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect((product - (row == other ? 1 : 0)).magnitude < 1e-12)
      }
    }
  }

  /// Columns that are constant, or copies of others: directions along which nothing varies.
  @Test func directionsWithoutVarianceAreNoObstacle() throws {
    let points = Matrix<Float>(rows: 60, columns: 6) { target in
      for index in target.indices {
        let row = index / 6
        target[index] = [Float(row % 7), Float(row % 7), 3, 0, Float(row), Float(row) * 2][index % 6]
      }
    }
    let quantizer = try OptimizedProductQuantizer.trained(on: points, parts: 2, by: KMeans(clusterCount: 4))
    #expect(try quantizer.distortion(of: points).isFinite)
  }

  /// Two distinct rows, four codes a part: codebooks are filled up, as without a rotation.
  @Test func fewerDistinctRowsThanCodesFillTheCodebooks() throws {
    let points: Matrix<Double> = [[0, 1], [0, 1], [4, 7], [4, 7]]
    let quantizer = try OptimizedProductQuantizer.trained(on: points, parts: 2, by: KMeans(clusterCount: 4))
    #expect(quantizer.product.codebooks.map(\.rows) == [4, 4])
    #expect(try quantizer.distortion(of: points) < 1e-20)
  }

  @Test func whatIsNoRotationIsRefused() throws {
    let product = try ProductQuantizer(codebooks: [[[0]], [[0]]])
    #expect(throws: QuantizationError.notARotation(rows: 2, columns: 2, dimensions: 2, error: 3)) {
      try OptimizedProductQuantizer(rotation: [[2, 0], [0, 1]], product: product)
    }
    #expect(throws: QuantizationError.notARotation(rows: 1, columns: 2, dimensions: 2, error: .infinity)) {
      try OptimizedProductQuantizer(rotation: [[1, 0]], product: product)
    }
  }
}
