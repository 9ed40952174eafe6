/// What work costs: seconds of one processor per unit, as measured.
///
/// `seconds` of n rows, d dimensions and k clusters are
/// product * n k d + root * n sqrt(k) d + rows * n d + centroids * k d + fixed.
///
/// An update compares few rows with many centroids, since bounds and sketches rule most pairs out: what is left of k was found to grow
/// with its root on embeddings, and the term in k is small. The first assignment has no bounds.
public struct FitCosts: Sendable, Equatable {
  public var product: Double
  public var root: Double
  public var rows: Double
  public var centroids: Double
  public var fixed: Double

  public init(product: Double, root: Double, rows: Double, centroids: Double, fixed: Double) {
    (self.product, self.root, self.rows, self.centroids, self.fixed) = (product, root, rows, centroids, fixed)
  }

  /// Seconds that the rows take, which processors share, and those that the centroids take, which they do not.
  func seconds(rows n: Double, dimensions d: Double, clusters k: Double) -> (rows: Double, centroids: Double) {
    (n * d * (product * k + root * k.squareRoot() + rows), centroids * k * d + fixed)
  }

  /// Of the assignment of all rows to new centroids.
  public static let firstAssignment = FitCosts(
    product: 7.4e-12, root: 0, rows: 3.83e-9, centroids: 3.88e-8, fixed: 0.00852)
  /// Of one of the first twenty updates, on average.
  public static let update = FitCosts(
    product: 3.21e-13, root: 6.78e-11, rows: 0, centroids: 0, fixed: 5.09e-5)
  /// What an assignment of 8192 uniform rows x 128 (float32) to 256 centroids takes there.
  public static let probeSeconds = 0.0022
  /// Where these were measured.
  public static let source = "AMD EPYC with AVX-512 and VNNI, one thread"
}
