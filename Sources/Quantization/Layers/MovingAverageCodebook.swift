public import Autograd
internal import Refusals

/// A codebook that follows its vectors by moving averages instead of gradients: mini-batch k-means with forgetting.
///
/// Per code, counts n and sums s decay and take in each batch, and the code is s / n. With decay 0 one update on all vectors is
/// a step of Lloyd's algorithm. A code without vectors keeps its place.
///
/// Source: A. van den Oord, O. Vinyals, K. Kavukcuoglu (2017), arXiv 1711.00937, appendix A.1.
public struct MovingAverageCodebook<Scalar: TensorScalar>: Sendable {
  /// [codes, dimensions].
  public private(set) var codes: Tensor<Scalar>
  /// The share of the past that each update keeps, in 0 ..< 1.
  public let decay: Scalar
  private var counts: Tensor<Scalar>
  private var sums: Tensor<Scalar>

  /// - Parameter codes: [codes, dimensions], to begin with.
  public init(codes: Tensor<Scalar>, decay: Scalar = 0.99) {
    require(codes.rank == 2, "a codebook has shape [codes, dimensions], not \(codes.shape)")
    require(decay >= 0 && decay < 1, "a decay lies in 0 ..< 1")
    self.codes = codes.stoppingGradient()
    self.decay = decay
    counts = .zeros([codes.shape[0], 1])
    sums = .zeros(codes.shape)
  }

  /// Takes in a batch of vectors, [rows, dimensions], each at its nearest code.
  public mutating func update(_ vectors: Tensor<Scalar>) {
    let vectors = vectors.stoppingGradient()
    let nearest = squaredDistances(from: vectors, to: codes).argmin(alongAxis: 1)
    let marks: Tensor<Scalar> = nearest.oneHot(codes.shape[0])
    let arrived = marks.sum(alongAxis: 0).expandingDimension(at: 1)
    // The bias towards the start of counts and sums of 0 cancels in their quotient.
    counts = counts * decay + arrived * (1 - decay)
    sums = sums * decay + marks.transposed().matrixProduct(vectors) * (1 - decay)
    let isUsed = counts .> 0
    codes = .where(isUsed, sums / Tensor.where(isUsed, counts, .ones([])), codes)
  }
}
