/// The point of the simplex nearest to x: weights that are exactly 0 for scores too far below the best.
///
/// p = max(x - tau, 0), with tau such that the weights sum to 1; all NaN where a score is NaN or the greatest is infinite. Which weights are positive moves in steps; with that frozen,
/// p is linear in x, and so the gradient is exact between the steps.
///
/// Source: A. Martins and R. Astudillo, *From softmax to sparsemax* (2016), arXiv 1602.02068.
public struct Sparsemax: ArgmaxRelaxation {
  public init() {}

  public func weights<Scalar: TensorScalar>(of scores: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar> {
    let axis = Shape.axis(axis, of: scores.shape)
    // A common shift changes nothing, and keeps a difference of 1 visible beside large scores.
    let greatest = scores.largest(alongAxis: axis)
    let scores = scores - greatest
    let support = scores.support(alongAxis: axis) { sorted in
      var sum = 0.0
      return sorted.enumerated().prefix { rank, score in
        sum += Double(score)
        return 1 + Double(rank + 1) * Double(score) > sum
      }.count
    }
    let inside = Tensor<Scalar>(support)
    let count = inside.sum(alongAxis: axis, keepingDimension: true)
    let none = Tensor<Scalar>.zeros([])
    let total = Tensor.where(support, scores, none).sum(alongAxis: axis, keepingDimension: true)
    return Tensor.where(support, scores - (total - 1) / count, none).spoilt(beside: greatest)
  }
}

extension ArgmaxRelaxation where Self == Sparsemax {
  /// The nearest point of the simplex.
  public static var sparsemax: Sparsemax { Sparsemax() }
}

extension Tensor where Element: TensorScalar {
  /// All NaN in rows whose greatest score is no finite number.
  func spoilt(beside greatest: Tensor) -> Tensor { greatest.isFinite ? self : self + (greatest - greatest) }

  /// Along an axis, the elements among the `size` largest, where `size` is asked with all of them in descending order; at least
  /// one, so that NaN shows.
  func support(alongAxis axis: Int, _ size: ([Element]) -> Int) -> Tensor<Bool> {
    // Neither the order nor the largest matters to the weights, but the support does.
    let (values, order) = StepTrace.pausing { constant.sorted(alongAxis: axis, descending: true) }
    let (outer, extent, inner) = Shape.split(shape, at: axis)
    var support = [Bool](repeating: false, count: count)
    for position in 0..<(outer * inner) {
      let start = position / inner * extent * inner + position % inner
      let row = (0..<extent).map { values.elements[start + $0 * inner] }
      for rank in 0..<Swift.max(size(row), 1) { support[start + order.elements[start + rank * inner] * inner] = true }
    }
    StepTrace.note("support of sparse weights", of: self, severs: false, support)
    return Tensor<Bool>(support, shape: shape)
  }

  /// The largest elements along an axis as constants, for a shift that changes nothing.
  func largest(alongAxis axis: Int) -> Tensor {
    StepTrace.pausing { constant.amax(alongAxes: [axis], keepingDimensions: true) }
  }
}
