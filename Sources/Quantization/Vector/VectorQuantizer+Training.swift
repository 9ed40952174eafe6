public import Clustering
public import Matrices
public import TesseraKernels

extension VectorQuantizer {
  /// A quantizer whose codebook k-means found: Lloyd's algorithm from a k-means++ start.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, with at least `codeCount` distinct rows.
  ///   - codeCount: the number of codes, at least 1.
  ///   - seed: decides the start; the same seed gives the same codebook, bit by bit.
  ///   - maxIterations: the most updates; fewer are made where the assignment repeats.
  /// - Complexity: O(rows * codeCount * dimensions) per update at most.
  public static func trained<Scalar: KernelScalar>(
    on points: Matrix<Scalar>, codeCount: Int, seed: UInt64 = 0, maxIterations: Int = 300
  ) throws(ClusteringError) -> VectorQuantizer {
    var kmeans = KMeans(clusterCount: codeCount)
    kmeans.seed = seed
    kmeans.maximumIterations = maxIterations
    return VectorQuantizer(finite: try kmeans.fitted(to: points).centroids)
  }
}
