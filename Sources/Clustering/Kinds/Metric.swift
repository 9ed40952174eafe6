/// What is near: how rows and centroids are compared.
public enum Metric: String, Sendable, CaseIterable {
  /// The Euclidean distance.
  case euclidean
  /// The angle: rows count by their direction alone, and centroids are directions, of length 1. Spherical k-means; see
  /// <doc:KindsOfKMeans>.
  case cosine
}
