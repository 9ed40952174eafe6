public import Autograd
internal import Refusals

/// How often each code of a book was used: what shows that a codebook collapses.
///
/// ```swift
/// var usage = BookUsage(codeCount: 512)
/// usage.add(output.codes)
/// print(usage.perplexity, usage.usedCount)
/// ```
public struct BookUsage: Sendable, Equatable {
  /// The number of codes of the book.
  public let codeCount: Int
  /// How many were counted.
  public private(set) var total = 0
  /// Of codes that came at least once: books of scalars may have more codes than memory.
  private var tally: [Int: Int] = [:]

  public init(codeCount: Int) {
    require(codeCount >= 1, "a codebook has at least one code, not \(codeCount)")
    self.codeCount = codeCount
  }

  /// Counts codes, of whatever shape.
  ///
  /// - Precondition: all lie in 0 ..< ``codeCount``.
  public mutating func add(_ codes: Tensor<Int>) {
    for code in codes.elements {
      require(code >= 0 && code < codeCount, "code \(code) of a book of \(codeCount)")
      tally[code, default: 0] += 1
    }
    total += codes.count
  }

  /// How often a code came.
  public subscript(code: Int) -> Int { tally[code, default: 0] }

  /// One count per code, in order. Memory: 8 bytes per code of the book.
  public var counts: [Int] {
    var counts = [Int](repeating: 0, count: codeCount)
    for (code, count) in tally { counts[code] = count }
    return counts
  }

  /// How many codes came at least once.
  public var usedCount: Int { tally.count }

  /// The entropy of the shares, in bits: what a code costs at the least; 0 before the first.
  public var bits: Double { entropy / Tensor(2.0).log().item }

  /// e to the entropy of the shares: as many codes, used equally often, would tell as much. From 1 to ``codeCount``; 1 before the
  /// first.
  public var perplexity: Double { Tensor(entropy).exp().item }

  /// In nats. In order of codes, so that the sum has the same bits in every run.
  private var entropy: Double {
    guard total > 0 else { return 0 }
    let counts = tally.sorted { $0.key < $1.key }.map { Double($0.value) / Double(total) }
    let shares = Tensor(counts, shape: [counts.count])
    return max(0, -(shares * shares.log()).sum().item)
  }
}
