/// Between softmax and sparsemax: p = max(x / 2 - tau, 0)^2, with tau such that the weights sum to 1. Weights can be exactly 0,
/// and p is smooth where they become positive. All are NaN where a score is NaN or the greatest is infinite.
///
/// Source: B. Peters, V. Niculae, A. Martins, *Sparse sequence-to-sequence models* (2019), arXiv 1905.05702.
public struct Entmax15: ArgmaxRelaxation {
  public init() {}

  public func weights<Scalar: TensorScalar>(of scores: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar> {
    let axis = Shape.axis(axis, of: scores.shape)
    // A common shift changes nothing, and keeps the squares small.
    let greatest = scores.largest(alongAxis: axis)
    let halves = (scores - greatest) / 2
    let support = halves.support(alongAxis: axis, Self.supportSize)
    let none = Tensor<Scalar>.zeros([])
    let count = Tensor<Scalar>(support).sum(alongAxis: axis, keepingDimension: true)
    let mean = Tensor.where(support, halves, none).sum(alongAxis: axis, keepingDimension: true) / count
    let spread = Tensor.where(support, (halves - mean).square(), none).sum(alongAxis: axis, keepingDimension: true)
    // sum over the support of (x / 2 - tau)^2 = 1, solved for tau.
    let threshold = mean - ((1 - spread) / count).squareRoot()
    return Tensor.where(support, (halves - threshold).square(), none).spoilt(beside: greatest)
  }

  /// The largest number of leading scores for which the threshold lies below the last of them.
  private static func supportSize<Scalar: TensorScalar>(_ sorted: [Scalar]) -> Int {
    var (sum, squares, size) = (0.0, 0.0, 0)
    for (rank, score) in sorted.lazy.map({ Double($0) }).enumerated() {
      let count = Double(rank + 1)
      sum += score
      squares += score * score
      let mean = sum / count
      let left = (1 - (squares - sum * mean)) / count
      guard left >= 0, mean - left.squareRoot() < score else { break }
      size = rank + 1
    }
    return size
  }
}

extension ArgmaxRelaxation where Self == Entmax15 {
  /// max(x / 2 - tau, 0)^2.
  public static var entmax15: Entmax15 { Entmax15() }
}
