internal import TesseraKernels

/// Overlapping Gaussians in Float, and the centroids in their middle.
struct Sample: Sendable {
  let rows: Int
  let dimensions: Int
  let clusters: Int
  /// Row-major, [rows][dimensions] and [clusters][dimensions].
  let points: Buffer<Float>
  let centroids: Buffer<Double>
  /// The centroid around which each row was drawn.
  let labels: Buffer<Int32>
  /// 0, 1, 2, ...: the list of all rows.
  let list: Buffer<Int32>
  let shift: Buffer<Double>

  /// - Parameter spread: the standard deviation of the centroids' components; that of the rows around them is 1.
  init(rows: Int, dimensions: Int, clusters: Int, spread: Double = 0.5) {
    var stream = NumberStream(seed: UInt64(rows + dimensions + clusters))
    let centroids = Buffer(repeating: 0.0, count: clusters * dimensions)
    for index in 0..<centroids.count { centroids.start[index] = spread * stream.gaussian() }
    let points = Buffer(repeating: Float(0), count: rows * dimensions)
    let labels = Buffer(repeating: Int32(0), count: rows)
    for row in 0..<rows {
      let cluster = Int(stream.next() % UInt64(clusters))
      labels.start[row] = Int32(cluster)
      for column in 0..<dimensions {
        points.start[row * dimensions + column] =
          Float(centroids.start[cluster * dimensions + column] + stream.gaussian())
      }
    }
    self.rows = rows
    self.dimensions = dimensions
    self.clusters = clusters
    self.points = points
    self.centroids = centroids
    self.labels = labels
    list = Buffer((0..<rows).map(Int32.init))
    shift = Buffer(repeating: 0, count: dimensions)
  }

  var centroidArray: [Double] { Array(UnsafeBufferPointer(start: centroids.start, count: centroids.count)) }
  var shiftArray: [Double] { Array(repeating: 0, count: dimensions) }

  var exact: ExactCentroids {
    ExactCentroids(
      elements: centroids.start, count: clusters, dimensions: dimensions, above: 1 + 0x1p-44, below: 1 - 0x1p-44)
  }

  /// The error of a score as the assignment engine states it (Clustering's `ErrorBounds`), to first order.
  func error(single: Double, norm: Double, reach: Double, rowError: Double) -> ScoreError {
    ScoreError(
      norm: norm + (single + 0x1p-20) * reach, square: 0x1p-20, rowError: rowError,
      constant: (single + 0x1p-20) * reach * reach / 2)
  }
}

/// What one worker writes into for a chunk of rows.
final class ChunkScratch: @unchecked Sendable {
  let labels = Buffer(repeating: Int32(0), count: ParallelRows.defaultChunk)
  let upper = Buffer(repeating: Float(0), count: ParallelRows.defaultChunk)
  let lower = Buffer(repeating: Float(0), count: ParallelRows.defaultChunk)
  let first = Buffer(repeating: 0.0, count: 2 * ParallelRows.defaultChunk + 16)
  let second = Buffer(repeating: 0.0, count: ParallelRows.defaultChunk)
  let open = Buffer(repeating: Int32(0), count: ParallelRows.defaultChunk + 1)
  let challenged = Buffer(repeating: Int32(0), count: ParallelRows.defaultChunk + 1)

  var found: FoundRows { FoundRows(labels: labels.start, upper: upper.start, lower: lower.start) }

  static func forWorkers(_ count: Int = 2) -> [ChunkScratch] { (0..<count).map { _ in ChunkScratch() } }
}
