/// The adjusted Rand index of two labelings of the same rows: 1 for the same partition, about 0 for independent ones, at
/// least -0.5. Names and order of the labels do not matter.
///
/// Two labelings that both put all rows together, or both keep all apart, agree: 1. ``LabelAgreement`` has this and others.
///
/// Source: L. Hubert and P. Arabie, *Comparing partitions* (1985), DOI 10.1007/BF01908075.
/// - Complexity: O(rows).
public func adjustedRandIndex<Label: Hashable>(_ left: [Label], _ right: [Label]) -> Double {
  LabelAgreement(truth: left, predicted: right).adjustedRand
}
