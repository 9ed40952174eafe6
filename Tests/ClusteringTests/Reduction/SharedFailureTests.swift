import Clustering
import Matrices
import MessagePassing
import TesseraTestSupport
import Testing

/// What ends the fits of a group: always those of all members, and nobody waits.
struct SharedFailureTests {
  private static let points = randomMatrix(90, 3, seed: 4)

  /// Thirty rows each.
  private static func rows(of member: any Communicator) -> Matrix<Double> {
    points.selectingRows(Array((30 * member.rank)..<(30 * member.rank + 30)))
  }

  private static func failures(
    _ fit: @escaping @Sendable (any Communicator) throws(ClusteringError) -> KMeansModel
  ) throws -> [ClusteringError?] {
    try LocalGroup.run(3) { member -> ClusteringError? in
      do throws(ClusteringError) {
        _ = try fit(member)
        return nil
      } catch {
        return error
      }
    }
  }

  private static let options: [@Sendable (inout KMeans) -> Void] = [
    { $0.clusterCount = 4 }, { $0.seed = 1 }, { $0.restarts = 2 }, { $0.maximumIterations = 7 }, { $0.tolerance = 0.1 },
    { $0.solver = .newton }, { $0.solver = .newton(relaxation: 0.5) },
    { $0.solver = .gradientDescent(learningRate: 1e-3) }, { $0.solver = .nestedBatches(batchSize: 20) },
    { $0.solver = GradientDescent.gradientDescent(batchSize: 9) }, { $0.initializer = .random },
    { $0.initializer = .kMeansParallel(oversampling: 1, rounds: 3) }, { $0.initializer = .given([[1], [2], [3]]) },
  ]

  @Test(arguments: options.indices) func unlikeOptionsAreRefused(_ index: Int) throws {
    let found = try Self.failures { member throws(ClusteringError) in
      var kMeans = KMeans(clusterCount: 3)
      if member.rank == 1 { Self.options[index](&kMeans) }
      return try kMeans.fitted(to: .double(Self.rows(of: member)), in: member)
    }
    #expect(found == Array(repeating: .membersDisagree("the options of the fit"), count: 3))
  }

  @Test func unlikeRowsAreRefused() throws {
    let columns = try Self.failures { member throws(ClusteringError) in
      let rows = Self.rows(of: member)
      return try KMeans(clusterCount: 3).fitted(
        to: member.rank == 2 ? .float(rows.converted()) : .double(rows), in: member)
    }
    #expect(columns == Array(repeating: .membersDisagree("the columns of their rows or the type"), count: 3))
    let weights = try Self.failures { member throws(ClusteringError) in
      try KMeans(clusterCount: 3).fitted(
        to: .double(Self.rows(of: member)), weights: member.rank == 0 ? Array(repeating: 1, count: 30) : nil, in: member
      )
    }
    #expect(weights == Array(repeating: .membersDisagree("whether rows have weights"), count: 3))
  }

  @Test func rowsThatOneMemberRefusesEndAll() throws {
    let found = try Self.failures { member throws(ClusteringError) in
      var rows = Self.rows(of: member)
      if member.rank == 1 { rows.withUnsafeMutableElements { $0[7] = .nan } }
      return try KMeans(clusterCount: 3).fitted(to: .double(rows), in: member)
    }
    #expect(found == [.otherMember(1), .notFinite(row: 2, column: 1), .otherMember(1)])
    let weights = try Self.failures { member throws(ClusteringError) in
      var weights = Array(repeating: 1.0, count: 30)
      if member.rank == 2 { weights[4] = -1 }
      return try KMeans(clusterCount: 3).fitted(to: .double(Self.rows(of: member)), weights: weights, in: member)
    }
    #expect(weights == [.otherMember(2), .otherMember(2), .weightNotUsable(row: 4)])
    let few = try Self.failures { member throws(ClusteringError) in
      try KMeans(clusterCount: 3).fitted(to: .double([[1, 2], [Double(member.rank / 2), 2]]), in: member)
    }
    #expect(few == Array(repeating: .tooFewDistinctRows(distinct: 2, clusterCount: 3), count: 3))
  }

  @Test func whoeverStopsEndsAllAfterTheSameUpdate() throws {
    let models = try LocalGroup.run(3) { member in
      try KMeans(clusterCount: 9).fitted(
        to: .double(Self.rows(of: member)), in: member, shouldStop: { member.rank == 1 })
    }
    #expect(models.map(\.stopReason) == Array(repeating: .interrupted, count: 3))
    #expect(models.map(\.iterations) == [0, 0, 0])
    let cancelled = try LocalGroup.run(3) { member in
      var kMeans = KMeans(clusterCount: 9)
      let cancellation = Cancellation()
      kMeans.cancellation = cancellation
      return try kMeans.fitted(
        to: .double(Self.rows(of: member)), in: member,
        progress: { if member.rank == 2, $0.iteration == 1 { cancellation.cancel() } })
    }
    // The exchange of the first update was over: the next one brings the wish along.
    #expect(cancelled.map(\.iterations) == [2, 2, 2])
    #expect(cancelled[0].centroids == cancelled[2].centroids)
  }

  /// All members make the same exchanges, and wherever these break off, all end with an error and none with a trap.
  @Test(arguments: [0, 1, 2, 3, 4]) func anExchangeThatFailsEndsAll(_ kind: Int) throws {
    var kMeans = KMeans(clusterCount: 5)
    kMeans.solver =
      [
        .lloyd, Newton.newton(relaxation: 0.5), GradientDescent.gradientDescent(), NestedBatches(batchSize: 12),
        GradientDescent.gradientDescent(batchSize: 7),
      ][kind]
    kMeans.initializer = kind == 3 ? .kMeansParallel : .kMeansPlusPlus
    kMeans.maximumIterations = 4
    let weights = kind == 1 ? (0..<30).map { Double($0 % 4) / 3 } : nil
    let logs = try LocalGroup.run(3) { [kMeans] member in
      let log = Exchanges(member)
      _ = try kMeans.fitted(to: .double(Self.rows(of: member)), weights: weights, in: log)
      return log.kinds
    }
    #expect(logs[0] == logs[1] && logs[1] == logs[2] && logs[0].count > 20)
    for limit in 0..<logs[0].count {
      let found = try Self.failures { [kMeans] member throws(ClusteringError) in
        try kMeans.fitted(
          to: .double(Self.rows(of: member)), weights: weights, in: Exchanges(member, until: limit))
      }
      #expect(found == Array(repeating: .communication(Exchanges.ended), count: 3), "exchange \(limit)")
    }
  }
}
