/// How evenly codes are used.
public struct CodeUsage: Sendable, Equatable {
  /// Per position, how many rows have each code.
  public let counts: [[Int]]

  /// - Parameter codeCounts: how many codes there are at each position.
  /// - Complexity: O(rows * positions).
  public init(of codes: Codes, codeCounts: [Int]) {
    counts = codeCounts.indices.map { position in
      var counts = [Int](repeating: 0, count: codeCounts[position])
      for code in codes.values(at: position) where code < codeCounts[position] { counts[Int(code)] += 1 }
      return counts
    }
  }

  /// Per position, the share of the codes that some row has.
  public var utilizations: [Double] {
    counts.map { counts in Double(counts.count { $0 > 0 }) / Double(counts.count) }
  }

  /// Per position, two to the power of the entropy: as many codes, evenly used, would say as much.
  public var perplexities: [Double] { counts.map { Self.perplexity($0) } }

  private static func perplexity(_ counts: [Int]) -> Double {
    let total = Double(counts.reduce(0, +))
    guard total > 0 else { return 0 }
    return naturalExponential(
      counts.reduce(0.0) { sum, count in
        count > 0 ? sum - Double(count) / total * naturalLogarithm(Double(count) / total) : sum
      })
  }
}
