internal import Autograd
internal import Clustering

/// The codes of a layer, and what is remembered of their use.
enum Book<Scalar: TensorScalar>: Sendable {
  case averages(MovingAverageCodebook<Scalar>)
  /// [codes, dimensions], which gradients move.
  case parameters(Tensor<Scalar>, AverageCounts)

  var codes: Tensor<Scalar> {
    switch self {
    case .averages(let averages): averages.codes
    case .parameters(let codes, _): codes
    }
  }

  /// Forgets what was, and begins with codes that are nearest to these vectors.
  mutating func begin(at codes: Tensor<Scalar>, with vectors: Tensor<Scalar>, nearest: Tensor<Int>) {
    switch self {
    case .averages(let old):
      var averages = MovingAverageCodebook(codes: codes, decay: old.decay)
      averages.update(vectors, codes: nearest)
      self = .averages(averages)
    case .parameters(_, let old):
      self = .parameters(codes, AverageCounts(codeCount: codes.shape[0], decay: old.decay))
      count(vectors, nearest)
    }
  }

  /// Takes in a batch of vectors at their codes; then dead codes are replaced.
  mutating func learn(
    from vectors: Tensor<Scalar>, at nearest: Tensor<Int>, _ rule: DeadCodes?, using generator: inout SeededGenerator
  ) {
    switch self {
    case .averages(var averages):
      averages.update(vectors, codes: nearest)
      if let rule { averages.replaceDeadCodes(rule, from: vectors, codes: nearest, using: &generator) }
      self = .averages(averages)
    case .parameters:
      count(vectors, nearest)
      if let rule { replaceDeadCodes(rule, from: vectors, at: nearest, using: &generator) }
    }
  }

  private mutating func count(_ vectors: Tensor<Scalar>, _ nearest: Tensor<Int>) {
    guard case .parameters(let codes, var counts) = self else { return }
    let sums = CodeSums(of: vectors, at: nearest, codeCount: codes.shape[0], dimensions: codes.shape[1])
    _ = counts.add(sums.counts)
    self = .parameters(codes, counts)
  }

  private mutating func replaceDeadCodes(
    _ rule: DeadCodes, from vectors: Tensor<Scalar>, at nearest: Tensor<Int>, using generator: inout SeededGenerator
  ) {
    guard case .parameters(let codes, var counts) = self else { return }
    var elements = codes.elements
    let dimensions = codes.shape[1]
    for (code, row) in rule.replacements(for: counts, from: vectors, at: nearest, in: codes, using: &generator) {
      for column in 0..<dimensions {
        elements[code * dimensions + column] = vectors.elements[row * dimensions + column]
      }
      counts[code] = rule.threshold
    }
    self = .parameters(Tensor(elements, shape: codes.shape), counts)
  }
}
