import Clustering
import Matrices
import Testing

/// `changed` in the trace counts the rows whose label differs from that of the assignment of all rows before.
struct TraceChangeTests {
  /// The start gives row 0 to one and all others to the other; the means 0 and 7 exchange two rows, those after them none.
  @Test func workedByHand() throws {
    let points: Matrix<Double> = [[0], [2], [3], [10], [13]]
    let model = try KMeans(clusterCount: 2).with { $0.initializer = .given([[0], [1]]) }.fitted(to: points)
    #expect(model.trace.map(\.changed) == [0, 2, 0])
    #expect(model.labels == [0, 0, 0, 1, 1])
  }

  @Test(
    arguments: [
      .lloyd, .newton(relaxation: 0.5), .gradientDescent(), .gradientDescent(scalesByCount: true),
      .gradientDescent(batchSize: 30, scalesByCount: true), .gradientDescent(optimizer: .momentum(0.5)),
    ] as [any Solver]) func changedIsTheDifferenceOfLabels(_ solver: any Solver) throws
  {
    for seed in UInt64(0)..<3 {
      let points = randomMatrix(300, 2, seed: seed)
      let fit = KMeans(clusterCount: 7).with {
        $0.initializer = .given(points.selectingRows(0..<7))
        $0.seed = seed
        $0.solver = solver
        $0.maximumIterations = solver.sampling == .fullBatch ? 25 : 230
      }
      let model = try fit.fitted(to: points)
      var before: [Int32]?
      for entry in model.trace where entry.changed != nil {
        // The same fit, ended there.
        let labels = try fit.with { $0.maximumIterations = entry.iteration }.fitted(to: points).labels
        let changed = before.map { zip($0, labels).count { $0 != $1 } } ?? 0
        #expect(entry.changed == changed, "seed \(seed), update \(entry.iteration)")
        before = labels
      }
    }
  }

  /// After the samples all rows are compared with their labels at the start.
  @Test func nestedBatchesCountFromTheStart() throws {
    let points = randomMatrix(1200, 3, seed: 4)
    let fit = KMeans(clusterCount: 5).with {
      $0.initializer = .given(points.selectingRows(0..<5))
      $0.solver = .nestedBatches(batchSize: 60)
    }
    let model = try fit.fitted(to: points)
    let counted = model.trace.filter { $0.changed != nil }
    let first = try #require(counted.dropFirst().first)
    let start = try fit.with { $0.maximumIterations = 0 }.fitted(to: points).labels
    let there = try fit.with { $0.maximumIterations = first.iteration }.fitted(to: points).labels
    #expect(counted[0].changed == 0)
    #expect(first.changed == zip(start, there).count { $0 != $1 })
    #expect(first.changed ?? 0 > 1)
    #expect(counted.last?.changed == 0)
  }
}
