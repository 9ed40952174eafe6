import Matrices
import TesseraKernels
import Testing

@testable import Clustering

struct NestedBatchTests {
  @Test func smallDataGiveTheBitsOfLloyd() throws {
    // 40 rows per cluster are more than half of the data.
    let points = randomMatrix(300, 4, seed: 1)
    let lloyd = try KMeans(clusterCount: 6).fitted(to: points)
    let nested = try KMeans(clusterCount: 6).with { $0.solver = .nestedBatches() }.fitted(to: points)
    #expect(Fingerprint(nested) == Fingerprint(lloyd))
  }

  @Test func samplesComeFirstAndThenAllRows() throws {
    let points = blobs(5, rowsPerBlob: 400, columns: 3, seed: 2)
    var seen: [TraceEntry] = []
    let model = try nested(5, batchSize: 60).fitted(to: points) { seen.append($0) }
    #expect(seen == model.trace)
    let onSamples = model.trace.filter { $0.batchLoss != nil }
    #expect(onSamples.count >= 5)
    #expect(onSamples.allSatisfy { $0.inertia == nil && $0.changed == nil })
    // Samples of about 60, 120, 240, 480 and 960 rows: their losses grow about as fast.
    let (first, last) = (try #require(onSamples.first?.batchLoss), try #require(onSamples.last?.batchLoss))
    #expect(last > 3 * first)
    #expect(model.stopReason == .fixedPoint)
    #expect(model.isLocalMinimum)
    #expect(model.trace[0].inertia != nil && model.trace.last?.inertia != nil)
  }

  @Test func aFixedPointIsOneOfLloyd() throws {
    for seed in UInt64(0)..<4 {
      let points = randomMatrix(1500, 3, seed: seed)
      let weights: [Double]? = seed % 2 == 0 ? nil : (0..<1500).map { Double($0 % 4) }
      let model = try nested(7, batchSize: 50).with { $0.seed = seed }.fitted(to: points, weights: weights)
      #expect(model.stopReason == .fixedPoint, "seed \(seed)")
      #expect(model.labels == bruteForceLabels(points, model.centroids), "seed \(seed)")
      let lloyd = try KMeans(clusterCount: 7).with { $0.initializer = .given(model.centroids) }
        .fitted(to: points, weights: weights)
      #expect(lloyd.centroids == model.centroids, "seed \(seed)")
    }
  }

  @Test func theLimitCountsUpdatesOnSamplesToo() throws {
    let points = randomMatrix(2000, 3, seed: 3)
    for limit in [0, 1, 2, 7] {
      let model = try nested(6, batchSize: 30).with { $0.maximumIterations = limit }.fitted(to: points)
      #expect(model.iterations == limit)
      #expect(model.stopReason == .maxIterations)
      #expect(model.trace.map(\.iteration).max() == limit)
      #expect(model.trace.last?.inertia != nil)
    }
  }

  @Test func anInterruptedSampleEndsTheFit() throws {
    var asked = 0
    let model = try nested(6, batchSize: 30).fitted(
      to: randomMatrix(2000, 3, seed: 4),
      shouldStop: {
        asked += 1
        return asked > 2
      })
    #expect(model.stopReason == .interrupted)
    #expect(model.iterations == 2)
    #expect(abs((model.trace.last?.inertia ?? 0) - model.inertia) <= 1e-12 * model.inertia)
  }

  @Test func samplesThatCannotHoldTheClustersAreSkipped() throws {
    let points = randomMatrix(200, 2, seed: 5)
    // A first sample of about one row; weights that vanish on almost all rows.
    let weights: [Double] = (0..<200).map { $0 < 9 ? 1 : 0 }
    let model = try nested(5, batchSize: 1).fitted(to: points, weights: weights)
    #expect(model.stopReason == .fixedPoint)
    let duplicates = points.selectingRows((0..<200).map { $0 % 5 })
    #expect(try nested(5, batchSize: 10).fitted(to: duplicates).inertia < 1e-20)
  }

  @Test func theTraceRepeatsWithTheSeedOnly() throws {
    let points = randomMatrix(2000, 3, seed: 6)
    let start = points.selectingRows(0..<6)
    let fit = nested(6, batchSize: 60).with { $0.initializer = .given(start) }
    let first = Fingerprint(try fit.fitted(to: points))
    #expect(first == Fingerprint(try fit.fitted(to: points)))
    #expect(first != Fingerprint(try fit.with { $0.seed = 1 }.fitted(to: points)))
  }

  /// What a sample does is what a fit of its rows alone does.
  @Test(arguments: AssignmentPath.allCases) func aSampleIsAProblemOfItsOwn(_ path: AssignmentPath) throws {
    let points = blobs(6, rowsPerBlob: 100, columns: 30, seed: 9)
    let problem = try FitProblem(KMeans(clusterCount: 6), points, nil)
    guard path != .int8 || problem.kernels.hasNarrowRows else { return }
    let start = points.selectingRows((0..<6).map { 7 + 13 * $0 })
    let fit = nested(6, batchSize: 250).with {
      $0.initializer = .given(start)
      $0.assignmentPath = path
    }
    let model = try fit.fitted(to: points)
    var generator = SeededGenerator(seed: 0, stream: 0)
    let sample = RowSample(ofAbout: 250, from: 600, key: generator.next(), in: problem.reduction)
    #expect((200..<300).contains(sample.count))
    let alone = try KMeans(clusterCount: 6).with {
      $0.initializer = .given(start)
      $0.tolerance = 0.3 * 6 / Double(sample.count)
    }.fitted(to: points.selectingRows((0..<600).filter { sample.isMember[$0] }))
    let losses = model.trace.compactMap(\.batchLoss)
    #expect(losses.count == alone.iterations)
    for (loss, entry) in zip(losses, alone.trace) {
      let expected = entry.inertia ?? 0
      #expect(abs(loss - expected) <= 1e-12 * expected)
    }
    let next = try KMeans(clusterCount: 6).with { $0.initializer = .given(alone.centroids) }.fitted(to: points)
    #expect(model.trace[losses.count + 1].inertia == next.trace[0].inertia)
    #expect(model.labels == next.labels)
    #expect(model.centroids == next.centroids)
  }

  @Test func aLargerSampleHoldsTheSmallerOne() {
    let samples = [100, 250, 600].map {
      RowSample(ofAbout: $0, from: 1000, key: 7, in: Reduction(ParallelRows(threads: 2), rows: 1000))
    }
    for (smaller, larger) in zip(samples, samples.dropFirst()) {
      #expect(zip(smaller.isMember, larger.isMember).allSatisfy { !$0 || $1 })
      #expect(smaller.count < larger.count)
    }
  }

  /// Without structure a sample goes on for long; it ends when it gains less than chance.
  @Test func aSampleEndsAtItsTolerance() throws {
    let points = randomMatrix(600, 4, seed: 9)
    let start = points.selectingRows((0..<6).map { 7 + 13 * $0 })
    let model = try nested(6, batchSize: 250).with { $0.initializer = .given(start) }.fitted(to: points)
    var generator = SeededGenerator(seed: 0, stream: 0)
    let sample = RowSample(
      ofAbout: 250, from: 600, key: generator.next(), in: Reduction(ParallelRows(threads: 1), rows: 600))
    let rows = points.selectingRows((0..<600).filter { sample.isMember[$0] })
    let alone = KMeans(clusterCount: 6).with { $0.initializer = .given(start) }
    let toTolerance = try alone.with { $0.tolerance = 0.3 * 6 / Double(sample.count) }.fitted(to: rows)
    #expect(toTolerance.stopReason == .tolerance)
    #expect(toTolerance.iterations < (try alone.fitted(to: rows).iterations))
    #expect(model.trace.count { $0.batchLoss != nil } == toTolerance.iterations)
  }

  private func nested(_ clusterCount: Int, batchSize: Int) -> KMeans {
    KMeans(clusterCount: clusterCount).with { $0.solver = .nestedBatches(batchSize: batchSize) }
  }
}
