/// What becomes of missing values: elements that are NaN.
public enum MissingValues: String, Sendable, CaseIterable {
  /// They are refused, as a value that is not finite.
  case refused
  /// They are left out of distances and means; see <doc:KindsOfKMeans>.
  case leftOut
}
