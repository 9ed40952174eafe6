import Matrices
import TesseraKernels
import Testing

@testable import Clustering

@Suite struct SilhouettesTests {
  /// 0, 1 | 4, 6: the first row is 1 from its own, 4 and 6 from the others.
  @Test func theValuesWorkedByHand() throws {
    let points = NumericMatrix.double([[0], [1], [4], [6]])
    let silhouettes = try Silhouettes(of: points, labels: [0, 0, 1, 1])
    #expect(silhouettes.rows == [0, 1, 2, 3] && !silhouettes.isSample && silhouettes.clusterCount == 2)
    #expect(silhouettes.values == [4.0 / 5, 3.0 / 4, 1.5 / 3.5, 3.5 / 5.5])
    let mean = try #require(silhouettes.mean)
    #expect((mean - (4.0 / 5 + 3.0 / 4 + 3.0 / 7 + 7.0 / 11) / 4).magnitude < 1e-15)
  }

  /// A row alone has 0, whatever its distance; of two other clusters the nearer counts.
  @Test func aRowAloneHasZeroAndTheNearestOtherClusterCounts() throws {
    let points = NumericMatrix.float([[0], [2], [10], [3], [5]])
    let silhouettes = try Silhouettes(of: points, labels: [7, 7, 9, 4, 4])
    #expect(silhouettes.values[2] == 0)
    // 2 within; 4 to the cluster of 3 and 5, 10 to the row alone.
    #expect(silhouettes.values[0] == 0.5)
  }

  @Test func rowsWithoutALabelAreLeftOut() throws {
    let points = NumericMatrix.double([[0], [.nan], [1], [4], [100], [6]])
    let silhouettes = try Silhouettes(of: points, labels: [0, -1, 0, 1, -2, 1])
    #expect(silhouettes.rows == [0, 2, 3, 5])
    #expect(silhouettes.values == [4.0 / 5, 3.0 / 4, 1.5 / 3.5, 3.5 / 5.5])
  }

  @Test(arguments: [[0, 0, 0, 0], [0, 1, 2, 3], [-1, -1, -1, -1], [-1, 0, -1, 1]] as [[Int32]])
  func thereIsNoMeanWithoutClustersToTellApart(_ labels: [Int32]) throws {
    let silhouettes = try Silhouettes(of: .double([[0], [1], [4], [6]]), labels: labels)
    #expect(silhouettes.mean == nil && silhouettes.values.allSatisfy { $0 == 0 })
  }

  @Test func equalRowsInDifferentClustersHaveZero() throws {
    let silhouettes = try Silhouettes(of: .double([[3], [3], [3], [3]]), labels: [0, 0, 1, 1])
    #expect(silhouettes.values == [0, 0, 0, 0] && silhouettes.mean == 0)
  }

  @Test func aBadRowIsNamed() {
    #expect(throws: ClusteringError.notFinite(row: 2, column: 0)) {
      _ = try Silhouettes(of: .double([[0], [1], [.infinity], [6], [7]]), labels: [0, -1, 0, 1, 1])
    }
  }

  @Test func theyAreThoseOfTheDefinitionWhateverTheShape() throws {
    for (rows, columns, clusters) in [(5, 1, 2), (8, 3, 3), (9, 16, 2), (64, 5, 7), (1030, 2, 3), (2100, 9, 40)] {
      let (points, labels) = problem(rows, columns, clusters)
      let values = try Silhouettes(of: .double(points), labels: labels).values
      for row in stride(from: 0, to: rows, by: max(1, rows / 37)) {
        #expect((values[row] - definition(points, labels, row)).magnitude < 1e-12, "\(rows) x \(columns), row \(row)")
      }
    }
  }

  @Test func neitherThreadsNorInstructionsNorOtherLabelingsChangeABit() throws {
    let (points, labels) = problem(1500, 6, 5)
    let reference = try Silhouettes(of: .double(points), labels: labels, threadCount: 1, instructionSet: .scalar)
    for set in InstructionSet.available {
      for threads in [1, 2, 3] {
        let others = labels.map { $0 % 2 }
        let found = try Silhouettes.all(
          of: .double(points), labelings: [others, labels], threadCount: threads, instructionSet: set)
        #expect(found[1].values == reference.values && found[1].mean == reference.mean, "\(set), \(threads) threads")
        #expect(try found[0].values == Silhouettes(of: .double(points), labels: others).values)
      }
    }
  }

  @Test func neitherOffsetNorScaleMatters() throws {
    let (points, labels) = problem(300, 3, 4)
    let mean = try #require(try Silhouettes(of: .double(points), labels: labels).mean)
    for scale in [1e155, 1e-160, 3e8] {
      let scaled = Matrix(rows: 300, columns: 3, elements: points.elements.map { $0 * scale })
      let other = try #require(try Silhouettes(of: .double(scaled), labels: labels).mean)
      #expect((other - mean).magnitude < 1e-12, "\(scale)")
    }
    let moved = Matrix(rows: 300, columns: 3, elements: points.elements.map { $0 + 0x1p27 })
    let other = try #require(try Silhouettes(of: .double(moved), labels: labels).mean)
    #expect((other - mean).magnitude < 1e-7)
  }

  @Test func aSampleIsSaidAndSeeded() throws {
    let (points, labels) = problem(1000, 2, 3)
    let all = try Silhouettes(of: .double(points), labels: labels, sampleSize: 1000)
    #expect(!all.isSample)
    let sample = try Silhouettes(of: .double(points), labels: labels, sampleSize: 300, seed: 5)
    #expect(sample.isSample && sample.rows.count == 300 && Set(sample.rows).count == 300)
    #expect(sample.rows == sample.rows.sorted())
    let alone = try Silhouettes(
      of: .double(points.selectingRows(sample.rows)), labels: sample.rows.map { labels[$0] })
    #expect(sample.values == alone.values)
    #expect(try Silhouettes(of: .double(points), labels: labels, sampleSize: 300, seed: 6).rows != sample.rows)
    let (mean, estimate) = (try #require(all.mean), try #require(sample.mean))
    #expect((mean - estimate).magnitude < 0.1)
  }

  /// As many rows as 20 000 in 64 dimensions take long.
  @Test func samplesAreSmallerInManyDimensions() {
    #expect(Silhouettes.sampleSize(rows: 20_000, dimensions: 5000) == nil)
    #expect(Silhouettes.sampleSize(rows: 20_001, dimensions: 2) == 20_000)
    #expect(Silhouettes.sampleSize(rows: 20_001, dimensions: 64) == 20_000)
    #expect(Silhouettes.sampleSize(rows: 1_000_000, dimensions: 256) == 10_000)
    #expect(Silhouettes.sampleSize(rows: 1_000_000, dimensions: 100_000) == 4000)
    #expect(Silhouettes.sampleSize(rows: 60, dimensions: 2, limit: 50) == 50)
  }

  @Test func measuringCanBeEnded() {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: ClusteringError.interrupted) {
      _ = try Silhouettes(of: .double([[0], [1], [4], [6]]), labels: [0, 0, 1, 1], cancellation: cancellation)
    }
  }

  private func definition(_ points: Matrix<Double>, _ labels: [Int32], _ row: Int) -> Double {
    var sums: [Int32: (sum: Double, count: Double)] = [:]
    for other in labels.indices where other != row {
      let square = zip(points.row(row), points.row(other)).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let known = sums[labels[other]] ?? (0, 0)
      sums[labels[other]] = (known.sum + square.squareRoot(), known.count + 1)
    }
    guard let own = sums.removeValue(forKey: labels[row]) else { return 0 }
    let (within, between) = (own.sum / own.count, sums.values.map { $0.sum / $0.count }.min() ?? 0)
    return (between - within) / max(between, within)
  }

  private func problem(_ rows: Int, _ columns: Int, _ clusters: Int) -> (Matrix<Double>, [Int32]) {
    var generator = SeededGenerator(seed: UInt64(rows))
    let labels = (0..<rows).map { _ in Int32(generator.index(below: clusters)) }
    var elements: [Double] = []
    for label in labels {
      for column in 0..<columns {
        elements.append(Double(generator.index(below: 1 << 20)) / 0x1p20 + Double((Int(label) >> column) & 1))
      }
    }
    return (Matrix(rows: rows, columns: columns, elements: elements), labels)
  }
}
