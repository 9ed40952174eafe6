public import Autograd
public import Clustering
internal import Refusals

/// A layer with a codebook: each vector becomes its nearest code.
///
/// ```swift
/// var layer = CodebookLayer(codes: codes)              // moving averages, straight-through, commitment 0.25
/// layer.deadCodes = DeadCodes(below: 1)
/// try layer.start(with: encoder(x), seed: 1)           // k-means
/// let output = layer.quantized(encoder(x), using: &generator)
/// ```
///
/// The options choose among the variants of vector quantisation: how codes move (``Learning``), which gradient vectors get
/// (``CodeGradient``), what is near (`Metric`), and what becomes of dead codes (``DeadCodes``). The loss is
///
/// - commitment · mean (x - sg q)², which binds the vectors to their codes, and
/// - weight · mean (q - sg x)², which moves the codes, where gradients do (`.gradients(weight:)`).
///
/// Edge cases: a vector that is not finite has code 0 and takes no part in averages. With `.cosine` vectors and codes count by
/// their directions, the output has length 1, and a vector of 0 stays 0, which is nearest to the first code unless one is closer.
///
/// Sources: A. van den Oord, O. Vinyals, K. Kavukcuoglu (2017), arXiv 1711.00937; J. Yu et al., *Vector-quantized image modeling
/// with improved VQGAN* (2022), arXiv 2110.04627 (cosine); A. Łańcucki et al. (2020), arXiv 2005.08520 (k-means start).
/// - Complexity: O(rows codes dimensions) at most per step; memory O((rows + codes) dimensions).
public struct CodebookLayer<Scalar: TensorScalar>: QuantizingLayer {
  /// How codes move.
  public enum Learning: Sendable, Equatable {
    /// Towards the means of their vectors, the newest batch weighing 1 - decay; see ``MovingAverageCodebook``.
    case movingAverages(decay: Double = 0.99)
    /// With the model, by the gradients of a codebook loss of this weight, and of the output where that has any
    /// (``CodeGradient/directional(spread:)``, which needs no loss: weight 0).
    case gradients(weight: Double = 1)
  }

  public let learning: Learning
  /// What is near; see `Metric`.
  public let metric: Metric
  /// The weight of the commitment, at least 0; usually 0.25.
  public var commitment = 0.25 {
    didSet { require(commitment >= 0 && commitment.isFinite, "a weight is at least 0 and finite") }
  }
  /// Which gradient the vectors get.
  public var gradient = CodeGradient.straightThrough
  /// Which codes are replaced, and how; nil: none.
  public var deadCodes: DeadCodes?

  private var book: Book<Scalar>

  /// - Parameter codes: [codes, dimensions], to begin with; at least one code.
  public init(codes: Tensor<Scalar>, learning: Learning = .movingAverages(), metric: Metric = .euclidean) {
    (self.learning, self.metric) = (learning, metric)
    switch learning {
    case .movingAverages(let decay): book = .averages(MovingAverageCodebook(codes: codes, decay: Scalar(decay)))
    case .gradients(let weight):
      require(weight >= 0 && weight.isFinite, "a weight is at least 0 and finite")
      require(
        codes.rank == 2 && codes.shape[0] > 0,
        "a codebook has shape [codes, dimensions], at least one code, not \(codes.shape)")
      book = .parameters(codes, AverageCounts(codeCount: codes.shape[0], decay: 0.99))
    }
  }

  /// What vectors become, [codes, dimensions]; with `.cosine` of length 1.
  public var codes: Tensor<Scalar> { metric == .cosine ? book.codes.directions : book.codes }

  public var dimensions: Int { book.codes.shape[1] }
  public var codeCounts: [Int] { [book.codes.shape[0]] }

  /// The codes, where gradients move them.
  public var tensors: [Tensor<Scalar>] {
    get {
      if case .parameters(let codes, _) = book { [codes] } else { [] }
    }
    set {
      guard case .parameters(let codes, let counts) = book else { return require(newValue.isEmpty, "no tensor moves") }
      require(newValue.map { $0.shape } == [codes.shape], "one codebook of shape \(codes.shape)")
      book = .parameters(newValue[0], counts)
    }
  }

  public func quantized(_ vectors: Tensor<Scalar>, using generator: inout SeededGenerator) -> LayerOutput<Scalar> {
    let compared = metric == .cosine ? vectors.directions : vectors
    let quantized = QuantizedTensor(compared, codebook: codes)
    var loss = Tensor<Scalar>.zeros([])
    if commitment > 0 { loss = quantized.commitmentLoss * Scalar(commitment) }
    if case .gradients(let weight) = learning, weight > 0 { loss = loss + quantized.codebookLoss * Scalar(weight) }
    return LayerOutput(
      output: gradient.output(of: quantized, using: &generator),
      codes: Tensor(quantized.codes.elements, shape: [vectors.shape[0], 1]), loss: loss, compared: compared)
  }

  public func encoded(_ vectors: Tensor<Scalar>) -> Tensor<Int> {
    let compared = metric == .cosine ? vectors.directions : vectors
    return Tensor(compared.nearestCodes(in: codes).elements, shape: [vectors.shape[0], 1])
  }

  public func decoded(_ codes: Tensor<Int>) -> Tensor<Scalar> { self.codes.selectingRows(codes.elements) }

  /// Puts the codes at the centroids of k-means from a k-means++ start, spherical k-means with `.cosine`; they count as one batch.
  ///
  /// - Parameter vectors: [rows, dimensions], finite, with at least as many distinct rows as codes.
  public mutating func start(with vectors: Tensor<Scalar>, seed: UInt64) throws(ClusteringError) {
    var kMeans = KMeans(clusterCount: codeCounts[0])
    kMeans.metric = metric
    kMeans.seed = seed
    let model = try kMeans.fitted(to: Matrix(vectors))
    let codes = Tensor(model.centroids.elements.map { Scalar($0) }, shape: book.codes.shape)
    let compared = metric == .cosine ? vectors.directions : vectors
    book.begin(at: codes, with: compared, nearest: Tensor(model.labels.map { Int($0) }, shape: [model.labels.count]))
  }

  public mutating func learn(from output: LayerOutput<Scalar>, using generator: inout SeededGenerator) {
    book.learn(from: output.compared, at: output.codes, deadCodes, using: &generator)
  }
}

extension Tensor where Element: TensorScalar {
  /// Rows of length 1, and zeros.
  var directions: Tensor { normalized(alongAxis: 1, epsilon: .leastNormalMagnitude) }
}
