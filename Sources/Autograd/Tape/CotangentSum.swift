/// The cotangent of one node while contributions arrive: sums of 1, 2, 4, ... of them, like the digits of a binary number, so that
/// the last of many does not drown in what has come before.
struct CotangentSum<Scalar: TensorScalar> {
  /// Of the fewest contributions, and of how many.
  private var least: Tensor<Scalar>
  private var count = 1
  /// Of ever more, the most first.
  private var others: [(sum: Tensor<Scalar>, count: Int)] = []

  init(_ contribution: Tensor<Scalar>) { least = contribution }

  /// - Parameter isLast: nobody differentiates the sums: they may be changed in place.
  mutating func add(_ contribution: Tensor<Scalar>, _ isLast: Bool) {
    if count > 1 {
      others.append((least, count))
      (least, count) = (contribution, 1)
      return
    }
    least.add(contribution, isLast)
    count = 2
    while others.last?.count == count {
      // In its place, where nobody else holds it.
      others[others.count - 1].sum.add(least, isLast)
      least = others.removeLast().sum
      count *= 2
    }
  }

  func total(_ isLast: Bool) -> Tensor<Scalar> {
    others.reversed().reduce(least) { total, next in
      var sum = next.sum
      sum.add(total, isLast)
      return sum
    }
  }
}

extension Tensor where Element: TensorScalar {
  fileprivate mutating func add(_ other: Tensor, _ isLast: Bool) {
    if isLast { accumulate(other) } else { self = self + other }
  }
}
