/// The mutual information of two labelings divided by the mean of their entropies, in 0...1: 1 for the same partition.
///
/// The arithmetic mean is scikit-learn's default. Two labelings without any entropy (all rows together) agree: 1.
/// ``LabelAgreement`` has this and others.
///
/// Source: N. X. Vinh, J. Epps, J. Bailey, *Information theoretic measures for clusterings comparison* (2010), JMLR 11.
/// - Complexity: O(rows).
public func normalizedMutualInformation<Label: Hashable>(_ left: [Label], _ right: [Label]) -> Double {
  LabelAgreement(truth: left, predicted: right).normalizedMutualInformation
}
