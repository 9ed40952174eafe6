import Clustering
import Foundation
import Matrices
import Testing

/// Small problems with options of all kinds, update by update, against plain Double arithmetic.
///
/// `TESSERA_FUZZ=5000 swift test -c release -Xswiftc -enable-testing --filter OracleFuzzTests` runs that many problems;
/// `TESSERA_FUZZ_FIRST` says from which seed on.
struct OracleFuzzTests {
  private static func setting(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }

  private static let seeds: Range<UInt64> = {
    let first = setting("TESSERA_FUZZ_FIRST") ?? 0
    return first..<(first + (setting("TESSERA_FUZZ") ?? 60))
  }()

  @Test func everyUpdateIsThatOfPlainArithmetic() throws {
    var seen: [String: Int] = [:]
    for seed in Self.seeds {
      let checks = OracleChecks(OracleProblem(seed: seed))
      checks.run()
      for (what, count) in checks.seen { seen[what, default: 0] += count }
    }
    for what in ["step", "label", "margin", "end", "local minimum", "no local minimum", "relocation", "restart"] {
      #expect(seen[what, default: 0] > 0, "\(what): never looked at")
    }
  }
}
