extension LabelAgreement {
  /// Whether each cluster holds rows of one class: 1 - H(classes | clusters) / H(classes), in 0 ... 1; 1 for a single class.
  ///
  /// Source: A. Rosenberg and J. Hirschberg, *V-measure: a conditional entropy-based external cluster evaluation measure*
  /// (2007), EMNLP-CoNLL, ACL D07-1043.
  public var homogeneity: Double {
    // Each cluster lies in one class.
    table.cells.count == table.right.count ? 1 : share(of: entropy(table.left))
  }

  /// Whether each class lies in one cluster: 1 - H(clusters | classes) / H(clusters), in 0 ... 1; 1 for a single cluster.
  ///
  /// Source: as ``homogeneity``.
  public var completeness: Double {
    table.cells.count == table.left.count ? 1 : share(of: entropy(table.right))
  }

  /// The harmonic mean of ``homogeneity`` and ``completeness``; equal to ``normalizedMutualInformation``, to rounding.
  public var vMeasure: Double {
    let (homogeneity, completeness) = (homogeneity, completeness)
    let sum = homogeneity + completeness
    return sum > 0 ? 2 * homogeneity * completeness / sum : 0
  }

  /// The mutual information divided by the arithmetic mean of the two entropies, as is scikit-learn's default, in 0 ... 1.
  ///
  /// Source: N. X. Vinh, J. Epps, J. Bailey, *Information theoretic measures for clusterings comparison* (2010), JMLR 11.
  public var normalizedMutualInformation: Double {
    isSamePartition ? 1 : share(of: (entropy(table.left) + entropy(table.right)) / 2)
  }

  /// The mutual information less what chance gives, divided by the most that it can be: 1 for the same partition, about 0
  /// for independent ones, negative below. Chance is all labelings with the same sizes; the mean entropy is arithmetic.
  ///
  /// 0 where one side puts all rows together or keeps all apart and the other does not: no labeling of these sizes does better.
  ///
  /// Source: as ``normalizedMutualInformation``. The expectation is summed over hypergeometric probabilities that are
  /// normalised by their own sum, without factorials.
  /// - Complexity: O(s t sqrt(rows)) for s and t different sizes of classes and clusters, each at most sqrt(2 rows).
  public var adjustedMutualInformation: Double {
    if isSamePartition { return 1 }
    let parts = [table.left.count, table.right.count]
    if parts.contains(1) || parts.contains(table.count) { return 0 }
    let expected = ExpectedInformation.value(table)
    let most = (entropy(table.left) + entropy(table.right)) / 2
    return (mutualInformation - expected) / (most - expected)
  }

  /// In nats; 0 where either side has one part.
  private var mutualInformation: Double {
    let count = Double(table.count)
    // Terms depend on sizes alone: in their order the sum is the same whatever the names, rows and sides.
    let cells = table.cells.map {
      (count: $0.count, product: Double(table.left[$0.left]) * Double(table.right[$0.right]))
    }
    .sorted { ($0.count, $0.product) < ($1.count, $1.product) }
    let sum = cells.reduce(0) {
      $0 + Double($1.count) / count * naturalLogarithm(count * Double($1.count) / $1.product)
    }
    return max(0, sum)
  }

  private func share(of entropy: Double) -> Double { entropy > 0 ? min(1, mutualInformation / entropy) : 0 }

  private func entropy(_ sizes: [Int]) -> Double {
    let count = Double(table.count)
    return sizes.sorted().reduce(0) { $0 - Double($1) / count * naturalLogarithm(Double($1) / count) }
  }
}

/// The mutual information that labelings with the sizes of a table have on average.
enum ExpectedInformation {
  static func value(_ table: Contingency) -> Double {
    let (left, right) = (multiplicities(table.left), multiplicities(table.right))
    var sum = 0.0
    for a in left {
      for b in right { sum += Double(a.times) * Double(b.times) * term(a.size, b.size, of: table.count) }
    }
    return sum
  }

  private static func multiplicities(_ sizes: [Int]) -> [(size: Int, times: Int)] {
    var parts: [(size: Int, times: Int)] = []
    for size in sizes.sorted() {
      if parts.last?.size == size { parts[parts.count - 1].times += 1 } else { parts.append((size, 1)) }
    }
    return parts
  }

  /// The mean of x / n log(n x / (a b)), x being how many of b rows drawn from n are among a.
  ///
  /// Probabilities in units of the largest follow from one another; far from it they no longer count.
  private static func term(_ a: Int, _ b: Int, of n: Int) -> Double {
    let (size, product) = (Double(n), Double(a) * Double(b))
    let mode = Int(Double(a + 1) * Double(b + 1) / Double(n + 2))
    let range = max(0, a + b - n)...min(a, b)
    let start = min(max(mode, range.lowerBound), range.upperBound)
    var (weights, sum) = (0.0, 0.0)
    func add(_ x: Int, _ weight: Double) {
      weights += weight
      if x > 0 { sum += weight * (Double(x) / size) * naturalLogarithm(size * Double(x) / product) }
    }
    add(start, 1)
    var weight = 1.0
    for x in start..<range.upperBound {
      weight *= Double(a - x) * Double(b - x) / (Double(x + 1) * Double(n - a - b + x + 1))
      add(x + 1, weight)
      if weight < 0x1p-80 { break }
    }
    weight = 1
    for x in stride(from: start, to: range.lowerBound, by: -1) {
      weight *= Double(x) * Double(n - a - b + x) / (Double(a - x + 1) * Double(b - x + 1))
      add(x - 1, weight)
      if weight < 0x1p-80 { break }
    }
    return sum / weights
  }
}
