#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The mutual information of two labelings divided by the mean of their entropies, in 0...1: 1 for the same partition.
///
/// The arithmetic mean is scikit-learn's default. Two labelings without any entropy (all rows together) agree: 1.
///
/// Source: N. X. Vinh, J. Epps, J. Bailey, *Information theoretic measures for clusterings comparison* (2010), JMLR 11.
/// - Complexity: O(rows).
public func normalizedMutualInformation<Label: Hashable>(_ left: [Label], _ right: [Label]) -> Double {
  let table = Contingency(left, right)
  let entropies = entropy(table.left, of: table.count) + entropy(table.right, of: table.count)
  guard entropies > 0 else { return 1 }
  let count = Double(table.count)
  var information = 0.0
  for (cell, sizes) in zip(table.cells, zip(table.leftOf, table.rightOf)) {
    information += Double(cell) / count * log(count * Double(cell) / (Double(sizes.0) * Double(sizes.1)))
  }
  return min(1, max(0, 2 * information / entropies))
}

private func entropy(_ sizes: [Int], of count: Int) -> Double {
  sizes.reduce(0) { $0 - Double($1) / Double(count) * log(Double($1) / Double(count)) }
}
