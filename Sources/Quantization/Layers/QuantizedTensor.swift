public import Autograd

/// Vectors replaced by their nearest codes, with what training needs: gradients for the encoder before and losses for both
/// sides.
///
/// ```swift
/// let quantized = QuantizedTensor(encoded, codebook: codes)
/// let loss = decoder(quantized.straightThrough).squaredError(from: x)
///   + quantized.codebookLoss + quantized.commitmentLoss * 0.25
/// ```
///
/// Source: A. van den Oord, O. Vinyals, K. Kavukcuoglu, *Neural discrete representation learning* (2017), arXiv 1711.00937.
public struct QuantizedTensor<Scalar: TensorScalar>: Sendable {
  /// [rows, dimensions], as they came.
  public let vectors: Tensor<Scalar>
  /// For each row the index of the nearest code by the distance of `Clustering`, in Double whatever the element type (ties: the
  /// lowest; a NaN: the first); frozen by its type.
  public let codes: Tensor<Int>
  /// The nearest codes, [rows, dimensions]; gradients go to the codebook.
  public let quantized: Tensor<Scalar>

  /// - Parameters:
  ///   - vectors: [rows, dimensions].
  ///   - codebook: [codes, dimensions].
  ///
  /// File and line are for `gradientAudit(at:of:)`.
  /// - Complexity: O(rows codes dimensions) at most, by the engine of `Clustering`; memory O((rows + codes) dimensions).
  public init(
    _ vectors: Tensor<Scalar>, codebook: Tensor<Scalar>, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.vectors = vectors
    codes = vectors.nearestCodes(in: codebook, file: file, line: line)
    quantized = codebook.selectingRows(codes.elements)
  }

  /// The codes exactly, with the gradient of the vectors: the encoder learns as if nothing had been rounded.
  public var straightThrough: Tensor<Scalar> { vectors.straightThrough(to: quantized) }

  /// The codes exactly, with gradients turned as the vector would have to be turned to become its code, and stretched likewise.
  ///
  /// Each vector x and its code q define a rotation R and a factor |q| / |x| with q = |q| / |x| R x; both are constants of the
  /// gradient. It keeps the angle between gradient and code, which straight-through loses. A vector or code of 0 passes
  /// straight through.
  ///
  /// Source: C. Fifty et al., *Restructuring vector quantization with the rotation trick* (2024), arXiv 2410.06424.
  public var rotated: Tensor<Scalar> {
    let (x, q) = (vectors.stoppingGradient(), quantized.stoppingGradient())
    let norms = (x.norm(alongAxes: [1], keepingDimensions: true), q.norm(alongAxes: [1], keepingDimensions: true))
    let tiny = Scalar.leastNormalMagnitude
    let directions = (x / norms.0.clamped(from: tiny), q / norms.1.clamped(from: tiny))
    let bisector = (directions.0 + directions.1).normalized(alongAxis: 1, epsilon: tiny)
    let isZero = Tensor<Scalar>.minimum(norms.0, norms.1) .== 0
    let stretch = norms.1 / norms.0.clamped(from: tiny)
    return vectors.straightThrough(to: q) { cotangent in
      // R^T g = g - 2 r (r . g) + 2 x^ (q^ . g), with r the bisector of both directions.
      let turned =
        cotangent - bisector * (bisector * cotangent).sum(alongAxis: 1, keepingDimension: true) * 2
        + directions.0 * (directions.1 * cotangent).sum(alongAxis: 1, keepingDimension: true) * 2
      // What no result depends on stays 0, also beside a vector that is NaN.
      let passes = Tensor<Bool>(zip(isZero.elements, cotangent.rowsAreZero).map { $0 || $1 }, shape: isZero.shape)
      return .where(passes, cotangent, turned * stretch)
    }
  }

  /// The mean squared difference of codes and vectors that moves the codes only.
  public var codebookLoss: Tensor<Scalar> { quantized.squaredError(from: vectors.stoppingGradient()) }

  /// The same that moves the vectors only: it keeps the encoder near its codes. Its usual weight is 0.25.
  public var commitmentLoss: Tensor<Scalar> { vectors.squaredError(from: quantized.stoppingGradient()) }
}

extension Tensor where Element: TensorScalar {
  /// For each row whether all its elements are 0.
  fileprivate var rowsAreZero: [Bool] {
    let width = shape[1]
    return (0..<shape[0]).map { row in elements[(row * width)..<((row + 1) * width)].allSatisfy { $0 == 0 } }
  }
}
