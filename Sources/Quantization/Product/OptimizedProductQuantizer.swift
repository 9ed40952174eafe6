public import Matrices

/// A product quantizer of turned vectors: the rotation spreads what varies over all parts.
///
/// ```swift
/// let quantizer = try OptimizedProductQuantizer.trained(on: points, parts: 8, by: KMeans(clusterCount: 256))
/// let codes = try quantizer.encode(points)          // 8 bytes per row
/// ```
///
/// A rotation keeps distances, so that the distortion is that of the turned vectors. Their elements are sums in Double in the order of
/// the columns, rounded to the type of the rows; their codes are then exact.
///
/// Source: T. Ge, K. He, Q. Ke, J. Sun, *Optimized product quantization* (2014), DOI 10.1109/TPAMI.2013.240.
/// - Complexity: that of ``ProductQuantizer``, and O(rows * dimensions^2). Memory in use: the turned rows, 16,384 at a time.
public struct OptimizedProductQuantizer: Quantizer, Equatable {
  /// Orthogonal, [dimensions, dimensions]: row i gives the i-th component of the turned vector.
  public let rotation: Matrix<Double>

  /// Of the turned vectors.
  public let product: ProductQuantizer

  public var dimensions: Int { product.dimensions }

  public var bits: [Int] { product.bits }

  /// The largest error of an element of R Rᵀ that counts as a rounding: rotations of Float have it.
  static let mostError = 1e-3

  /// - Throws: ``QuantizationError/notARotation(rows:columns:dimensions:error:)``.
  public init(rotation: Matrix<Double>, product: ProductQuantizer) throws(QuantizationError) {
    let d = product.dimensions
    let isSquare = rotation.rows == d && rotation.columns == d
    let error = isSquare ? Rotation.error(of: rotation) : .infinity
    guard error <= Self.mostError else {
      throw .notARotation(rows: rotation.rows, columns: rotation.columns, dimensions: d, error: error)
    }
    self.init(orthogonal: rotation, product: product)
  }

  init(orthogonal rotation: Matrix<Double>, product: ProductQuantizer) {
    (self.rotation, self.product) = (rotation, product)
  }
}
