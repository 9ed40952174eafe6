public import Autograd
public import Clustering
internal import Refusals

/// A codebook that follows its vectors by moving averages instead of gradients: mini-batch k-means with forgetting.
///
/// Per code, a mean and what it weighs: the weight decays, and each batch adds what is new to both. With decay 0 one update on all
/// vectors is a step of Lloyd's algorithm. A code without vectors keeps its place, however long, until it is replaced
/// (``replaceDeadCodes(_:from:codes:using:)``).
///
/// Means and weights are kept in Double, and a vector's code is the nearest by the distance of `Clustering`. Nothing drifts: a
/// weight is at most 1 / (1 - decay) times the vectors of a batch, and a mean lies between the vectors it is of. Vectors that are
/// not finite are left out.
///
/// Source: A. van den Oord, O. Vinyals, K. Kavukcuoglu (2017), arXiv 1711.00937, appendix A.1.
public struct MovingAverageCodebook<Scalar: TensorScalar>: Sendable {
  /// [codes, dimensions].
  public private(set) var codes: Tensor<Scalar>
  /// The share of the past that each update keeps, in 0 ..< 1.
  public let decay: Scalar
  private var counts: AverageCounts
  /// [codes, dimensions], of which the codes are the roundings.
  private var means: [Double]

  /// - Parameter codes: [codes, dimensions], to begin with; at least one code.
  public init(codes: Tensor<Scalar>, decay: Scalar = 0.99) {
    require(
      codes.rank == 2 && codes.shape[0] > 0,
      "a codebook has shape [codes, dimensions], at least one code, not \(codes.shape)")
    self.codes = codes.stoppingGradient()
    self.decay = decay
    counts = AverageCounts(codeCount: codes.shape[0], decay: Double(decay))
    means = codes.elements.map { Double($0) }
  }

  /// Takes in a batch of vectors, [rows, dimensions], each at its nearest code.
  ///
  /// - Complexity: O(rows codes dimensions) at most.
  public mutating func update(_ vectors: Tensor<Scalar>) {
    let vectors = vectors.stoppingGradient()
    update(vectors, codes: vectors.nearestCodes(in: codes))
  }

  /// Takes in a batch of vectors, [rows, dimensions], whose nearest codes are known already.
  ///
  /// - Parameter codes: one per row, in whatever shape.
  /// - Complexity: O(rows dimensions).
  public mutating func update(_ vectors: Tensor<Scalar>, codes nearest: Tensor<Int>) {
    let sums = CodeSums(of: vectors, at: nearest, codeCount: codes.shape[0], dimensions: codes.shape[1])
    let past = counts.add(sums.counts)
    for code in past.indices where sums.counts[code] > 0 { move(code, to: sums, past[code]) }
    codes = Tensor(means.map { Scalar($0) }, shape: codes.shape)
  }

  /// The mean of what it was and of what has arrived.
  private mutating func move(_ code: Int, to sums: CodeSums, _ past: Double) {
    let (arrived, dimensions) = (sums.counts[code], codes.shape[1])
    let share = past / counts.weights[code]
    for place in (code * dimensions)..<((code + 1) * dimensions) {
      let mean = sums.sums[place] / arrived
      means[place] = share == 0 ? mean : mean + (means[place] - mean) * share
    }
  }

  /// What the past of each code weighs, in vectors.
  public var weights: [Double] { counts.weights }

  /// Puts codes that hardly any vector comes to among the vectors of a batch; see ``DeadCodes``.
  ///
  /// - Parameters:
  ///   - vectors: [rows, dimensions].
  ///   - nearest: their codes, one per row.
  /// - Returns: the codes that were replaced, in order.
  @discardableResult
  public mutating func replaceDeadCodes(
    _ rule: DeadCodes, from vectors: Tensor<Scalar>, codes nearest: Tensor<Int>,
    using generator: inout SeededGenerator
  ) -> [Int] {
    let places = rule.replacements(for: counts, from: vectors, at: nearest, in: codes, using: &generator)
    let dimensions = codes.shape[1]
    for (code, row) in places {
      for column in 0..<dimensions {
        means[code * dimensions + column] = Double(vectors.elements[row * dimensions + column])
      }
      counts[code] = rule.threshold
    }
    if !places.isEmpty { codes = Tensor(means.map { Scalar($0) }, shape: codes.shape) }
    return places.map { $0.code }
  }
}

/// How many vectors came to each code, and their sums in Double.
struct CodeSums {
  private(set) var counts: [Double]
  /// [codes, dimensions].
  private(set) var sums: [Double]

  /// - Parameters:
  ///   - vectors: [rows, dimensions]; those that are not finite take no part.
  ///   - nearest: one code per row.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  init<Scalar: TensorScalar>(of vectors: Tensor<Scalar>, at nearest: Tensor<Int>, codeCount: Int, dimensions: Int) {
    require(
      vectors.shape == [nearest.count, dimensions],
      "vectors of shape \(vectors.shape) for \(nearest.count) codes of \(dimensions) components")
    counts = [Double](repeating: 0, count: codeCount)
    sums = [Double](repeating: 0, count: codeCount * dimensions)
    vectors.elements.withUnsafeBufferPointer { x in
      nearest.elements.withUnsafeBufferPointer { nearest in
        sums.withUnsafeMutableBufferPointer { sums in
          for row in nearest.indices {
            let (code, first) = (nearest[row], row * dimensions)
            require(code >= 0 && code < codeCount, "code \(code) of a book of \(codeCount)")
            guard (first..<(first + dimensions)).allSatisfy({ x[$0].isFinite }) else { continue }
            counts[code] += 1
            for column in 0..<dimensions { sums[code * dimensions + column] += Double(x[first + column]) }
          }
        }
      }
    }
  }
}
