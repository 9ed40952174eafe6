public import Autograd
public import Clustering
internal import Refusals

/// A layer that draws a code at random, the likelier the nearer it is, with the gradient of Gumbel-softmax.
///
/// The scores of a vector x are -|x - c|² / scale for each code c; the code is that of the largest score plus Gumbel noise, which
/// is a draw from softmax(scores). Gradients are those of the code mixed by softmax((scores + noise) / temperature), and reach
/// vectors and codes: no commitment is needed. All codes take part, near or far, so that hardly any dies; for the same reason
/// scores are [rows, codes] in memory. ``encoded(_:)`` draws nothing: it is the nearest code.
///
/// The loss is weight · KL(softmax(scores) | uniform) per vector, in nats: it keeps the choice open at first. A vector that is not
/// finite has code 0.
///
/// Sources: E. Jang, S. Gu, B. Poole (2017), arXiv 1611.01144; C. Maddison, A. Mnih, Y. W. Teh (2017), arXiv 1611.00712; A. Ramesh
/// et al., *Zero-shot text-to-image generation* (2021), arXiv 2102.12092, for the loss.
/// - Complexity: time and memory O(rows codes), times dimensions for the time.
public struct GumbelLayer<Scalar: TensorScalar>: QuantizingLayer {
  /// [codes, dimensions], which gradients move.
  public var codes: Tensor<Scalar>
  /// Of the gradient, positive; usually lowered during training from 1 on.
  public var temperature = 1.0 {
    didSet { require(temperature > 0 && temperature.isFinite, "a temperature is positive and finite") }
  }
  /// In squared units of the vectors, positive: distances that matter.
  public var scale = 1.0 {
    didSet { require(scale > 0 && scale.isFinite, "a scale is positive and finite") }
  }
  /// Whether the output is one code, exactly; else it is the mixture itself.
  public var isHard = true
  /// The weight of the divergence from equal chances, at least 0.
  public var divergence = 0.0 {
    didSet { require(divergence >= 0 && divergence.isFinite, "a weight is at least 0 and finite") }
  }

  /// - Parameter codes: [codes, dimensions], to begin with; at least one code.
  public init(codes: Tensor<Scalar>) {
    require(
      codes.rank == 2 && codes.shape[0] > 0,
      "a codebook has shape [codes, dimensions], at least one code, not \(codes.shape)")
    self.codes = codes
  }

  public var dimensions: Int { codes.shape[1] }
  public var codeCounts: [Int] { [codes.shape[0]] }

  public var tensors: [Tensor<Scalar>] {
    get { [codes] }
    set {
      require(newValue.map { $0.shape } == [codes.shape], "one codebook of shape \(codes.shape)")
      codes = newValue[0]
    }
  }

  public func quantized(_ vectors: Tensor<Scalar>, using generator: inout SeededGenerator) -> LayerOutput<Scalar> {
    let scores = squaredDistances(from: vectors, to: codes) * Scalar(-1 / scale)
    let soft = GumbelSoftmax(
      temperature: temperature, noise: GumbelSoftmax.noise(count: scores.count, using: &generator))
    let weights =
      isHard
      ? scores.argmaxWeights(by: .straightThrough(soft), alongAxis: 1) : scores.argmaxWeights(by: soft, alongAxis: 1)
    var loss = Tensor<Scalar>.zeros([])
    if divergence > 0 {
      let logs = scores.logSoftmax(alongAxis: 1)
      let count = Tensor(Scalar(codes.shape[0])).log()
      loss = ((logs.exp() * (logs + count)).sum() / Scalar(max(1, vectors.shape[0]))) * Scalar(divergence)
    }
    return LayerOutput(
      output: weights.matrixProduct(codes),
      codes: Tensor(weights.argmax(alongAxis: 1).elements, shape: [vectors.shape[0], 1]), loss: loss, compared: vectors)
  }

  public func encoded(_ vectors: Tensor<Scalar>) -> Tensor<Int> {
    Tensor(vectors.nearestCodes(in: codes).elements, shape: [vectors.shape[0], 1])
  }

  public func decoded(_ codes: Tensor<Int>) -> Tensor<Scalar> { self.codes.selectingRows(codes.elements) }

  /// Puts the codes at the centroids of k-means from a k-means++ start.
  ///
  /// - Parameter vectors: [rows, dimensions], finite, with at least as many distinct rows as codes.
  public mutating func start(with vectors: Tensor<Scalar>, seed: UInt64) throws(ClusteringError) {
    var kMeans = KMeans(clusterCount: codes.shape[0])
    kMeans.seed = seed
    let centroids = try kMeans.fitted(to: Matrix(vectors)).centroids
    codes = Tensor(centroids.elements.map { Scalar($0) }, shape: codes.shape)
  }
}
