public import Matrices
public import TesseraKernels

/// Starts from given centroids.
public struct GivenCentroids: Initializer {
  /// [clusterCount, dimensions], in the data's units.
  public let centroids: Matrix<Double>

  public init(_ centroids: Matrix<Double>) { self.centroids = centroids }

  public var name: String { "given" }
  public var givenCentroids: Matrix<Double>? { centroids }

  public func startCentroids<Scalar: KernelScalar>(
    for points: Matrix<Scalar>, weights: [Double]?, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> { centroids }
}

extension Initializer where Self == GivenCentroids {
  /// Starts from these centroids, [clusterCount, dimensions].
  public static func given(_ centroids: Matrix<Double>) -> GivenCentroids { GivenCentroids(centroids) }
}
