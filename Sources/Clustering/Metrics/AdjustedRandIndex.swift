/// The adjusted Rand index of two labelings of the same rows: 1 for the same partition, about 0 for independent ones, at
/// least -0.5. Names and order of the labels do not matter.
///
/// Two labelings that both put all rows together, or both keep all apart, agree: 1.
///
/// Source: L. Hubert and P. Arabie, *Comparing partitions* (1985), DOI 10.1007/BF01908075.
/// - Complexity: O(rows).
public func adjustedRandIndex<Label: Hashable>(_ left: [Label], _ right: [Label]) -> Double {
  let table = Contingency(left, right)
  let together = pairs(table.cells)
  let (inLeft, inRight) = (pairs(table.left), pairs(table.right))
  let all = pairs([table.count])
  guard all > 0 else { return 1 }
  let expected = inLeft * inRight / all
  let most = (inLeft + inRight) / 2
  return most == expected ? 1 : (together - expected) / (most - expected)
}

/// The number of unordered pairs within groups of these sizes.
private func pairs(_ sizes: [Int]) -> Double {
  sizes.reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 }
}
