import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Rows in the middle between two centroids: no filter proves them, so that the engine leaves its path.
struct PathChangeTests {
  static let shapes = [(40, 20), (64, 40), (200, 70), (300, 12)]

  /// The next path's copies of the centroids are made before anything reads them, be it only for margins.
  @Test(arguments: shapes)
  func marginsAreRightAfterThePathWasLeft(_ shape: (clusters: Int, dimensions: Int)) throws {
    let pairs = Pairs(shape.clusters, shape.dimensions)
    var generator = SeededGenerator(seed: 3, stream: 10)
    let rows = (0..<4000).map { index in
      pairs.row(index) { column, centre in
        index < 40 ? (column == 0 ? pairs.middle(of: index) : centre) : centre + 0.5 * generator.signedUnit()
      }
    }
    let points = try ScaledPoints(matrix(rows), weights: nil)
    let start = pairs.centroids.map(points.scale.scaled)
    let engine = AssignmentEngine(
      points, clusterCount: shape.clusters, kernels: Kernels(.best), parallel: ParallelRows(threads: 1))
    engine.move(to: start)
    _ = engine.relabel()
    let next = start.map { $0 + 1e-7 }
    engine.move(to: next)
    let changed = engine.relabel().reduce(0) { $0 + $1.count }
    let nearest = BruteForce(points).nearest(next)
    let expected = zip(nearest.first, nearest.second).map { engine.bounds.margin(first: $0, second: $1) }
    let found = engine.margins()
    #expect(changed == 0)
    #expect(found.indices.filter { found[$0] != expected[$0] } == [])
  }

  /// A gradient descent whose region is made of such margins: it ended in a failed precondition, or with frozen labels.
  @Test(arguments: shapes)
  func descentTakesTheTrajectoryOfTheDefinition(_ shape: (clusters: Int, dimensions: Int)) throws {
    let pairs = Pairs(shape.clusters, shape.dimensions)
    let (rows, weights) = pairs.rowsThatWeighNothingInTheMiddle(4000)
    let start = Matrix(
      rows: shape.clusters, columns: shape.dimensions,
      elements: pairs.centroids.enumerated().map { index, value in
        // The left ones of all pairs but the first start beside their rows.
        index % (2 * shape.dimensions) == 0 && index > 0 ? value - 2 : value
      })
    func trajectory(_ path: AssignmentPath?) throws -> Trajectory {
      var options = KMeans(clusterCount: shape.clusters)
      options.initializer = .given(start)
      options.solver = .gradientDescent(learningRate: 0.05, scalesByCount: true)
      options.maximumIterations = 60
      options.assignmentPath = path
      options.threadCount = 1
      return try Trajectory(matrix(rows), weights: weights, from: start, options)
    }
    #expect(try trajectory(nil) == trajectory(.float64))
  }

  private func matrix(_ rows: [[Double]]) throws -> Matrix<Double> {
    Matrix(rows: rows.count, columns: rows[0].count, elements: rows.flatMap { $0 })
  }
}

/// Centroids in pairs, 16 apart in the first column and far from all others.
private struct Pairs {
  let count: Int
  let dimensions: Int
  let centroids: [Double]

  init(_ count: Int, _ dimensions: Int) {
    (self.count, self.dimensions) = (count, dimensions)
    var generator = SeededGenerator(seed: 3, stream: 9)
    centroids = (0..<(count / 2)).flatMap { _ in
      let middle = (0..<dimensions).map { _ in (8 * generator.signedUnit()).rounded() * 16 }
      return [middle[0] - 8] + middle[1...] + [middle[0] + 8] + middle[1...]
    }
  }

  /// The row `index`, column by column from its centroid's.
  func row(_ index: Int, _ element: (_ column: Int, _ centre: Double) -> Double) -> [Double] {
    let centroid = index % count
    return (0..<dimensions).map { element($0, centroids[centroid * dimensions + $0]) }
  }

  /// The first column of what lies between the row's pair.
  func middle(of index: Int) -> Double {
    let centroid = index % count
    return centroids[centroid * dimensions] + (centroid % 2 == 0 ? 8 : -8)
  }

  /// Rows on their centroids; of the first pair some in the middle, which weigh nothing, and of the last rows some near it.
  func rowsThatWeighNothingInTheMiddle(_ rows: Int) -> (rows: [[Double]], weights: [Double]) {
    let found = (0..<rows).map { index in
      row(index) { column, centre in
        guard column == 0 else { return centre }
        let centroid = index % count
        if centroid < 2 { return index >= count && index < 40 * count ? middle(of: index) : centre }
        return index >= rows - count && centroid % 2 == 0 ? centre + 7.5 : centre
      }
    }
    return (found, (0..<rows).map { $0 >= count && $0 % count < 2 ? 0 : 1 })
  }
}
