extension LabelAgreement {
  /// The share of pairs of rows on which both sides agree, together or apart: 0 ... 1; 1 without pairs.
  ///
  /// Source: W. M. Rand, *Objective criteria for the evaluation of clustering methods* (1971), DOI 10.1080/01621459.1971.10482356.
  public var rand: Double {
    let pairs = OrderedPairs(table)
    return pairs.all == 0 ? 1 : Double(pairs.all - pairs.left - pairs.right + 2 * pairs.both) / Double(pairs.all)
  }

  /// The Rand index adjusted for chance: 1 for the same partition, about 0 for independent ones, at least -0.5.
  ///
  /// Source: L. Hubert and P. Arabie, *Comparing partitions* (1985), DOI 10.1007/BF01908075.
  public var adjustedRand: Double {
    let pairs = OrderedPairs(table)
    let most = (pairs.left + pairs.right) * pairs.all - 2 * pairs.left * pairs.right
    // Nothing to adjust: both put all rows together, or both keep all apart.
    return most == 0 ? 1 : Double(2 * (pairs.both * pairs.all - pairs.left * pairs.right)) / Double(most)
  }

  /// The geometric mean of precision and recall over pairs of rows that are together: 0 ... 1.
  ///
  /// Source: E. B. Fowlkes and C. L. Mallows, *A method for comparing two hierarchical clusterings* (1983),
  /// DOI 10.1080/01621459.1983.10478008.
  public var fowlkesMallows: Double {
    let pairs = OrderedPairs(table)
    guard pairs.both > 0 else { return 0 }
    let both = Double(pairs.both)
    return (both / Double(pairs.left)).squareRoot() * (both / Double(pairs.right)).squareRoot()
  }
}

/// How many ordered pairs of different rows are together: on either side, in both, and how many there are.
private struct OrderedPairs {
  let left: Int128
  let right: Int128
  let both: Int128
  let all: Int128

  init(_ table: Contingency) {
    func pairs(_ sizes: some Sequence<Int>) -> Int128 { sizes.reduce(0) { $0 + Int128($1) * Int128($1 - 1) } }
    left = pairs(table.left)
    right = pairs(table.right)
    both = pairs(table.cells.lazy.map { $0.count })
    all = pairs(CollectionOfOne(table.count))
  }
}
