public import Clustering
public import Matrices
public import TesseraKernels

/// What replaces vectors by codes, a few bits each, and codes by vectors.
///
/// ```swift
/// let quantizer: any Quantizer = try ProductQuantizer.trained(on: points, parts: 8, by: KMeans(clusterCount: 256))
/// let codes = try quantizer.encode(points)          // 8 bytes per row
/// let approximations = try quantizer.decode(codes)  // [rows, dimensions]
/// print(try quantizer.distortion(of: points))
/// ```
///
/// Codes have the same bits for every number of threads and instruction set.
public protocol Quantizer: Sendable {
  /// The number of components of a vector.
  var dimensions: Int { get }

  /// How many bits each integer of a code has.
  var bits: [Int] { get }

  /// The codes of some rows.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, in units of the training data.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  /// - Throws: ``/Clustering/ClusteringError/dimensionMismatch(points:centroids:)``,
  ///   ``/Clustering/ClusteringError/notFinite(row:column:)``; of ``VectorQuantizer`` and product quantizers
  ///   ``/Clustering/ClusteringError/inertiaNotRepresentable`` where a row is so far from all codes that its squared distance is beyond Double.
  func encode(_ points: NumericMatrix, threadCount: Int?) throws(ClusteringError) -> Codes

  /// What codes stand for, [rows, dimensions].
  ///
  /// - Throws: ``QuantizationError`` where the codes are not of this quantizer.
  func decode(_ codes: Codes) throws(QuantizationError) -> Matrix<Double>
}

extension Quantizer {
  /// The bits that one vector takes.
  public var bitsPerVector: Int { bits.reduce(0, +) }

  /// The codes of some rows, by all processors; see ``encode(_:threadCount:)-(NumericMatrix,_)``.
  public func encode(_ points: NumericMatrix) throws(ClusteringError) -> Codes {
    try encode(points, threadCount: nil)
  }

  /// The codes of some rows; see ``encode(_:threadCount:)-(NumericMatrix,_)``.
  public func encode<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, threadCount: Int? = nil
  ) throws(ClusteringError) -> Codes {
    try encode(NumericMatrix(points), threadCount: threadCount)
  }

  /// The mean squared distance of rows to what their codes stand for; see ``distortion(of:)-(NumericMatrix)``.
  public func distortion<Scalar: KernelScalar>(of points: Matrix<Scalar>) throws(ClusteringError) -> Double {
    try distortion(of: NumericMatrix(points))
  }

  /// Refuses rows that are not as long as those of the training data.
  func requireDimensions(of points: NumericMatrix) throws(ClusteringError) {
    guard points.columns == dimensions else {
      throw .dimensionMismatch(points: points.columns, centroids: dimensions)
    }
  }
}
