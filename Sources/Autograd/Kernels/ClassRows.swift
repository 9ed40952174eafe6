/// Scores of classes as rows: `outer` blocks of `classes` slices of `inner` elements, with what all losses of a row share.
struct ClassRows<Scalar: TensorScalar>: Sendable {
  /// How a target is spread over the classes.
  enum Shares: Sendable {
    case none, perClass, perElement
  }

  let outer: Int
  let classes: Int
  let inner: Int
  /// The class of each row; negative: the row takes no part. Nil: targets are shares alone.
  var labels: [Int]?
  var shares: Shares
  /// For each row its log-sum-exp in two parts, so that differences from large scores stay exact.
  let shifts: [Scalar]
  let logSums: [Scalar]

  /// - Precondition: every label that takes part names a class.
  init(_ scores: Tensor<Scalar>, axis: Int, labels: [Int]?, shares: Shares) {
    (outer, classes, inner) = Shape.split(scores.shape, at: axis)
    self.labels = labels
    self.shares = shares
    (shifts, logSums) = scores.logSums(AxisSplit(outer: outer, extent: classes, inner: inner))
  }

  var count: Int { outer * inner }

  func start(of row: Int) -> Int { row / inner * classes * inner + row % inner }

  func isIgnored(_ row: Int) -> Bool { labels.map { $0[row] < 0 } ?? false }

  /// Both parts of the log-sum-exp; NaN where a score is infinite, since infinity less infinity is.
  func normalizer(of row: Int) -> (shift: Scalar, logSum: Scalar) {
    (shifts[row], logSums[row] == .infinity ? .nan : logSums[row])
  }
}

extension Tensor where Element: TensorScalar {
  /// For each line its log-sum-exp in two parts: what it is shifted by, and the rest.
  func logSums(_ split: AxisSplit) -> (shifts: [Element], logSums: [Element]) {
    var shifts = [Element](repeating: 0, count: split.rows)
    let logSums = [Element](writing: split.rows) { Element.loops.logSums(elements, &shifts, $0, split) }
    return (shifts, logSums)
  }
}
