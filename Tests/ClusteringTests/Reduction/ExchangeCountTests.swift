import Clustering
import Matrices
import MessagePassing
import TesseraTestSupport
import Testing

/// How often members wait for each other.
struct ExchangeCountTests {
  /// The exchanges of each of the updates after the third.
  private static func exchanges(_ kMeans: KMeans, _ points: Matrix<Double>, updates: Int) throws -> [[String]] {
    try (3...(3 + updates)).map { count in
      var kMeans = kMeans
      kMeans.maximumIterations = count
      let logs = try LocalGroup.run(2) { [kMeans] member in
        let half = points.rows / 2
        let log = Exchanges(member)
        let own = points.selectingRows(Array((half * member.rank)..<(half * member.rank + half)))
        let model = try kMeans.fitted(to: .double(own), in: log)
        #expect(model.stopReason == .maxIterations && model.iterations == count)
        return log.kinds
      }
      #expect(logs[0] == logs[1])
      return logs[0]
    }
  }

  @Test(arguments: [Lloyd.lloyd as any Solver, Newton.newton(relaxation: 0.7)])
  func anUpdateIsOneExchange(_ solver: any Solver) throws {
    var kMeans = KMeans(clusterCount: 12)
    kMeans.solver = solver
    let logs = try Self.exchanges(kMeans, randomMatrix(2000, 5, seed: 2), updates: 4)
    #expect(zip(logs, logs.dropFirst()).allSatisfy { $1.count == $0.count + 1 }, "\(logs.map(\.count))")
  }

  /// More than 4096 numbers: all of them while most clusters change, then those of the clusters that do, after which they are.
  @Test func ofManyClustersTheSumsOfThoseThatChangeFollow() throws {
    var kMeans = KMeans(clusterCount: 250)
    kMeans.initializer = .random
    let logs = try Self.exchanges(kMeans, randomMatrix(3000, 20, seed: 6), updates: 5)
    let counts = zip(logs, logs.dropFirst()).map { $1.count - $0.count }
    #expect(counts.first == 1 && counts.last == 2 && counts.allSatisfy { [1, 2].contains($0) }, "\(counts)")
    #expect(counts == counts.sorted())
  }
}
