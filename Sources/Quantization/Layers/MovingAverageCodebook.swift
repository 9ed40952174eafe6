public import Autograd
internal import Refusals

/// A codebook that follows its vectors by moving averages instead of gradients: mini-batch k-means with forgetting.
///
/// Per code, a mean and what it weighs: the weight decays, and each batch adds what is new to both. With decay 0 one update on all
/// vectors is a step of Lloyd's algorithm. A code without vectors keeps its place, however long.
///
/// Means and weights are kept in Double, and a vector's code is the nearest by the distance of `Clustering`.
///
/// Source: A. van den Oord, O. Vinyals, K. Kavukcuoglu (2017), arXiv 1711.00937, appendix A.1.
public struct MovingAverageCodebook<Scalar: TensorScalar>: Sendable {
  /// [codes, dimensions].
  public private(set) var codes: Tensor<Scalar>
  /// The share of the past that each update keeps, in 0 ..< 1.
  public let decay: Scalar
  /// What the past of each code weighs, in vectors (1 / (1 - decay) times the usual average of counts); 0 before its first.
  private var weights: [Double]
  /// [codes, dimensions], of which the codes are the roundings.
  private var means: [Double]

  /// - Parameter codes: [codes, dimensions], to begin with; at least one code.
  public init(codes: Tensor<Scalar>, decay: Scalar = 0.99) {
    require(
      codes.rank == 2 && codes.shape[0] > 0,
      "a codebook has shape [codes, dimensions], at least one code, not \(codes.shape)")
    require(decay >= 0 && decay < 1, "a decay lies in 0 ..< 1")
    self.codes = codes.stoppingGradient()
    self.decay = decay
    weights = [Double](repeating: 0, count: codes.shape[0])
    means = codes.elements.map { Double($0) }
  }

  /// Takes in a batch of vectors, [rows, dimensions], each at its nearest code.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public mutating func update(_ vectors: Tensor<Scalar>) {
    let nearest = vectors.stoppingGradient().nearestRows(of: codes).elements
    let dimensions = codes.shape[1]
    var arrived = [Double](repeating: 0, count: weights.count)
    var sums = [Double](repeating: 0, count: means.count)
    for (row, code) in nearest.enumerated() {
      arrived[code] += 1
      for column in 0..<dimensions {
        sums[code * dimensions + column] += Double(vectors.elements[row * dimensions + column])
      }
    }
    for code in weights.indices {
      weights[code] *= Double(decay)
      if arrived[code] > 0 { move(code, to: sums[(code * dimensions)..<((code + 1) * dimensions)], arrived[code]) }
    }
    codes = Tensor(means.map { Scalar($0) }, shape: codes.shape)
  }

  /// The mean of what it was and of what has arrived, whose sums are given.
  private mutating func move(_ code: Int, to sums: ArraySlice<Double>, _ arrived: Double) {
    let past = weights[code]
    weights[code] = past + arrived
    let share = past / weights[code]
    for (place, sum) in zip(sums.indices, sums) {
      let mean = sum / arrived
      means[place] = share == 0 ? mean : mean + (means[place] - mean) * share
    }
  }
}
