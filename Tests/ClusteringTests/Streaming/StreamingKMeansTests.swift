import Clustering
import Matrices
import TesseraKernels
import Testing

struct StreamingKMeansTests {
  /// A start weighs nothing: 1 and 3 have the mean 2, then 5 joins them, and 12 joins 9.
  @Test func centroidsAreTheMeansOfAllThatCameToThem() throws {
    var stream = StreamingKMeans(from: [[0], [10]])
    let first = try stream.partialFit([[1], [3], [9]] as Matrix<Double>)
    #expect(first.labels == [0, 0, 1] && first.inertia == 1 + 9 + 1)
    #expect(stream.centroids == [[2], [9]] && stream.counts == [2, 1])
    try stream.partialFit([[5], [12]] as Matrix<Double>)
    #expect(stream.centroids == [[3], [10.5]] && stream.counts == [3, 2] && stream.masses == [3, 2])
  }

  /// Sculley's algorithm, row by row, at the rate of one over the rows so far.
  @Test func aBatchIsWhatItsRowsAreOneAfterTheOther() throws {
    for seed in UInt64(0)..<6 {
      let points = randomMatrix(300, 3, seed: seed)
      var stream = StreamingKMeans(from: points.selectingRows([0, 1, 2, 3]))
      var centroids = stream.centroids!.rowArrays
      var counts = [0, 0, 0, 0]
      for start in stride(from: 0, to: 300, by: 50) {
        let batch = points.selectingRows(start..<(start + 50))
        let labels = bruteForceLabels(batch, Matrix(centroids))
        for (row, label) in labels.enumerated() {
          counts[Int(label)] += 1
          let rate = 1 / Double(counts[Int(label)])
          for column in 0..<3 {
            centroids[Int(label)][column] =
              (1 - rate) * centroids[Int(label)][column] + rate * batch[row, column]
          }
        }
        #expect(try stream.partialFit(batch).labels == labels, "seed \(seed)")
        #expect(stream.counts == counts)
        for (own, plain) in zip(stream.centroids!.elements, centroids.flatMap { $0 }) {
          #expect(abs(own - plain) < 1e-12, "seed \(seed)")
        }
      }
    }
  }

  @Test func neitherOrderNorThreadsNorInstructionSetsChangeABit() throws {
    let points = randomMatrix(500, 5, seed: 7)
    let weights = (0..<500).map { Double($0 % 3) + 0.25 }
    func state(_ order: [Int], _ threads: Int, _ set: InstructionSet) throws -> [UInt64]? {
      var stream = StreamingKMeans(from: points.selectingRows([1, 5, 9]))
      (stream.threadCount, stream.instructionSet) = (threads, set)
      for part in [0..<250, 250..<500] {
        let rows = order.filter(part.contains)
        try stream.partialFit(points.selectingRows(rows), weights: rows.map { weights[$0] })
      }
      return stream.words
    }
    let first = try state(Array(0..<500), 1, .scalar)
    #expect(first != nil)
    for set in Kernels.all.map(\.instructionSet) {
      #expect(try state(Array((0..<500).reversed()), 3, set) == first)
    }
  }

  @Test func aStateGoesOnWhereItWasSaved() throws {
    let points = randomMatrix(200, 4, seed: 3)
    var stream = StreamingKMeans(clusterCount: 6)
    #expect(stream.words == nil)
    try stream.partialFit(points.selectingRows(0..<100))
    let words = try #require(stream.words)
    var again = try #require(StreamingKMeans(words: words))
    try stream.partialFit(points.selectingRows(100..<200))
    try again.partialFit(points.selectingRows(100..<200))
    #expect(stream.words == again.words)
    #expect(StreamingKMeans(words: Array(words.dropLast())) == nil)
    #expect(StreamingKMeans(words: words + [0]) == nil)
    #expect(StreamingKMeans(words: []) == nil)
  }

  @Test func countsThatNoBatchCanBeAddedToAreNone() throws {
    var stream = StreamingKMeans(clusterCount: 1)
    try stream.partialFit([[1], [2]] as Matrix<Double>)
    var words = try #require(stream.words)
    // The format, the shape and the centroid stand in front of it.
    #expect(words[4] == 2)
    words[4] = UInt64(Int.max)
    #expect(StreamingKMeans(words: words) == nil)
  }

  @Test func theFirstBatchChoosesTheStart() throws {
    let points = blobs(5, rowsPerBlob: 20, columns: 2, seed: 1)
    var stream = StreamingKMeans(clusterCount: 5)
    stream.seed = 4
    try stream.partialFit(points)
    #expect(stream.counts == [20, 20, 20, 20, 20])
    let model = try stream.model(of: .double(points))
    #expect(model.centroids == stream.centroids && model.counts == stream.counts)
    var small = StreamingKMeans(clusterCount: 5)
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 1, clusterCount: 5)) {
      try small.partialFit([[1, 2], [1, 2]] as Matrix<Double>)
    }
    #expect(small.centroids == nil)
  }

  @Test func badBatchesLeaveTheStateAsItWas() throws {
    var stream = StreamingKMeans(from: [[0, 0], [5, 5]])
    try stream.partialFit([[1, 1], [6, 6]] as Matrix<Float>)
    let before = stream.words
    #expect(throws: ClusteringError.dimensionMismatch(points: 1, centroids: 2)) {
      try stream.partialFit([[1]] as Matrix<Float>)
    }
    #expect(throws: ClusteringError.notFinite(row: 0, column: 1)) {
      try stream.partialFit([[1, .nan]] as Matrix<Double>)
    }
    #expect(throws: ClusteringError.weightCount(given: 2, rows: 1)) {
      try stream.partialFit([[1, 1]] as Matrix<Double>, weights: [1, 1])
    }
    #expect(stream.words == before)
  }

  @Test func integerWeightsAreRepeatedRows() throws {
    let points = randomMatrix(60, 2, seed: 11)
    let weights = (0..<60).map { $0 % 4 }
    let repeated = points.selectingRows((0..<60).flatMap { Array(repeating: $0, count: weights[$0]) })
    var (weighted, plain) = (StreamingKMeans(from: [[0, 0], [1, 1]]), StreamingKMeans(from: [[0, 0], [1, 1]]))
    try weighted.partialFit(points, weights: weights.map(Double.init))
    try plain.partialFit(repeated)
    #expect(weighted.centroids == plain.centroids && weighted.masses == plain.masses)
  }
}
