import Tessera
import TesseraKernels
import Testing

// The examples of the pages about kinds of k-means, line by line: DocumentationTests compares them. The formatter would break their
// comments.
// swift-format-ignore
@Suite struct KindExamples {
  private static let rows: Matrix<Double> = {
    var generator = SeededGenerator(seed: 1)
    return Matrix(rows: 400, columns: 3, elements: (0..<1200).map { _ in Double.random(in: 0.1...1, using: &generator) })
  }()

  @Test func balanced() throws {
    let points = Self.rows.selectingRows(Array(0..<200)).stacked(5)
    var kmeans = KMeans(clusterCount: 20)
    kmeans.sizes = .within(50...100)       // or .equal, .atLeast(50), .atMost(100)
    let model = try kmeans.fitted(to: points)
    if let balance = model.balance {
      print(balance.minimum, balance.maximum, balance.isOptimal)
    }
    #expect(model.balance?.isOptimal == true && model.counts.allSatisfy { (50...100).contains($0) })
  }

  @Test func betterMinima() throws {
    let points = Self.rows.selectingRows(Array(0..<60))
    var kmeans = KMeans(clusterCount: 50)
    kmeans.quality = .best
    let model = try kmeans.fitted(to: points)
    for method in model.search?.methods ?? [] { print(method.name, method.runs, method.improvements, method.seconds) }
    #expect(model.search?.quality == "best")
  }

  @Test func directions() throws {
    let points = Self.rows
    var kmeans = KMeans(clusterCount: 8)
    kmeans.metric = .cosine
    let model = try kmeans.fitted(to: points)
    print(model.meanCosine ?? 0, model.region.angle ?? 0)
    #expect(model.meanCosine ?? 0 > 0.5)
  }

  @Test func missing() throws {
    let points = NumericMatrix.double([[0, .nan], [0, 1], [5, 5], [.nan, 6], [9, 1], [9, .nan]])
    var kmeans = KMeans(clusterCount: 3)
    kmeans.missingValues = .leftOut
    let model = try kmeans.fitted(to: points)
    let labels = try points.assigned(to: model.centroids, missingValues: .leftOut).labels
    #expect(labels == model.labels)
  }

  @Test func trimmed() throws {
    let points = Self.rows
    var kmeans = KMeans(clusterCount: 5)
    kmeans.trimmedShare = 0.05
    let model = try kmeans.fitted(to: points)
    print(model.trimmed?.rows ?? [])
    #expect(model.trimmed?.rows.count == 20)
  }

  @Test func longFits() throws {
    let (points, kmeans) = (NumericMatrix.double(Self.rows), KMeans(clusterCount: 4))
    nonisolated(unsafe) var saved: [UInt64]?
    func save(_ words: [UInt64]) { saved = words }
    for _ in 0..<2 {
      let checkpoints = Checkpoints(every: .seconds(30), resuming: saved.flatMap { FitCheckpoint(words: $0) }) { save($0.words) }
      let model = try kmeans.fitted(to: points, checkpoints: checkpoints)
      #expect(try model.labels == kmeans.fitted(to: points).labels)
    }
  }

  @Test func parts() throws {
    let shards = [NumericMatrix.double(Self.rows.selectingRows(Array(0..<150))), .double(Self.rows.selectingRows(Array(150..<400)))]
    var (centroids, previous): (Matrix<Double>, Matrix<Double>?) = (Self.rows.selectingRows([1, 2, 3]), nil)
    var isFinished = false
    while !isFinished {
      let parts = try shards.map { try PartialStatistics(of: $0, at: centroids, movedFrom: previous) }
      let all = try PartialStatistics.merged(parts)
      if !all.isFinished { (previous, centroids) = (centroids, all.nextCentroids) }
      isFinished = all.isFinished
    }
    var kmeans = KMeans(clusterCount: 3)
    kmeans.initializer = .given(Self.rows.selectingRows([1, 2, 3]))
    #expect(try kmeans.fitted(to: Self.rows).centroids == centroids)
  }

  @Test func startsByParts() throws {
    let shards = [NumericMatrix.double(Self.rows.selectingRows(Array(0..<150))), .double(Self.rows.selectingRows(Array(150..<400)))]
    var start = StartByParts(clusterCount: 100, seed: 1)
    while start.centroids == nil {
      let parts = try shards.map { try PartialStart(of: $0, for: start) }
      start = try start.next(after: parts)
    }
    var kmeans = KMeans(clusterCount: 100)
    (kmeans.initializer, kmeans.seed, kmeans.maximumIterations) = (.kMeansParallel(), 1, 0)
    #expect(try kmeans.fitted(to: Self.rows).centroids == start.centroids)
  }

  @Test func medians() throws {
    let points = Self.rows.selectingRows(Array(0..<60))
    var kmeans = KMeans(clusterCount: 4)
    kmeans.centroid = .median
    let medians = try kmeans.fitted(to: points)
    print(medians.loss ?? 0)                       // the sum of absolute differences
    kmeans.centroid = .medoid(.euclidean)
    let medoids = try kmeans.fitted(to: points)
    print(medoids.medoids ?? [])                   // a row per cluster
    #expect(medoids.medoids?.count == 4)
  }

  @Test func trees() throws {
    let points = Self.rows
    var kmeans = KMeans(clusterCount: 100)
    kmeans.method = .hierarchical(refinement: 5)
    let model = try kmeans.fitted(to: points)
    #expect(model.counts.count == 100)
    kmeans.method = .bisecting()                          // the largest inertia is split; no update follows
    kmeans.method = .bisecting(.size, refinement: 10)
    #expect(try kmeans.fitted(to: points).counts.count == 100)
  }
}

extension Matrix<Double> {
  /// Its rows several times, a little apart.
  fileprivate func stacked(_ count: Int) -> Matrix<Double> {
    Matrix(
      rows: rows * count, columns: columns,
      elements: (0..<count).flatMap { copy in elements.map { $0 + Double(copy) * 1e-3 } })
  }
}
