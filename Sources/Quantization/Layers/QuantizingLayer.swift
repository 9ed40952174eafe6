public import Autograd
public import Clustering

/// A layer of a model that replaces vectors by codes, and can be trained.
///
/// ```swift
/// var last: LayerOutput<Float>?
/// let (loss, gradient) = valueWithGradient(at: model) { model in
///   let output = model.layer.quantized(model.encoder(x), using: &generator)
///   last = output
///   return model.decoder(output.output).squaredError(from: x) + output.loss
/// }
/// optimizer.step(&model, gradient)
/// if let last { model.layer.learn(from: last, using: &generator) }
/// ```
///
/// All layers have this shape, whatever their codes: codebooks (``CodebookLayer``, ``GumbelLayer``), rounding
/// (``FiniteScalarLayer``), signs (``LookupFreeLayer``), and layers made of layers (``ResidualLayer``, ``ProductLayer``). A layer
/// is a value, and a `TensorStructure` of what gradients move in it. Random choices are the generator's: the same seed gives the
/// same training, bit by bit.
public protocol QuantizingLayer<Scalar>: TensorStructure, Sendable {
  /// The components of a vector.
  var dimensions: Int { get }
  /// The number of codes of every book; a row gets one code of each.
  var codeCounts: [Int] { get }

  /// Vectors, [rows, dimensions], replaced for training: with gradients, and with noise where the layer wants it.
  func quantized(_ vectors: Tensor<Scalar>, using generator: inout SeededGenerator) -> LayerOutput<Scalar>
  /// The codes of vectors, [rows, books], without noise.
  func encoded(_ vectors: Tensor<Scalar>) -> Tensor<Int>
  /// What codes, [rows, books], stand for, [rows, dimensions].
  func decoded(_ codes: Tensor<Int>) -> Tensor<Scalar>

  /// Gives codebooks places among vectors, [rows, dimensions], before the first step. Layers without a codebook have nothing to
  /// place.
  ///
  /// - Throws: ``/Clustering/ClusteringError`` where vectors are too few, or not finite.
  mutating func start(with vectors: Tensor<Scalar>, seed: UInt64) throws(ClusteringError)
  /// Takes in what a step has seen, without a gradient: averages move on, and dead codes are replaced. To be called once per step,
  /// when the gradient has been taken.
  mutating func learn(from output: LayerOutput<Scalar>, using generator: inout SeededGenerator)
}

extension QuantizingLayer {
  public mutating func start(with vectors: Tensor<Scalar>, seed: UInt64) throws(ClusteringError) {}
  public mutating func learn(from output: LayerOutput<Scalar>, using generator: inout SeededGenerator) {}

  /// The bits of a row whose codes are written one after the other: the sum over the books of log2 of their codes.
  public var bitsPerVector: Double {
    codeCounts.reduce(0) { bits, count in
      let isPower = count & (count - 1) == 0
      return bits
        + (isPower ? Double(count.trailingZeroBitCount) : (Tensor(Double(count)).log() / Tensor(2.0).log()).item)
    }
  }

  /// Nothing used yet, for each book.
  public var unusedCodes: [BookUsage] { codeCounts.map { BookUsage(codeCount: $0) } }

  /// How often each code of each book comes in codes [rows, books].
  public func usage(of codes: Tensor<Int>) -> [BookUsage] {
    codeCounts.enumerated().map { book, count in
      var usage = BookUsage(codeCount: count)
      usage.add(codes.book(book))
      return usage
    }
  }
}

extension Tensor<Int> {
  /// One column of codes, [rows].
  func book(_ book: Int) -> Tensor {
    let books = shape[1]
    return Tensor((0..<shape[0]).map { elements[$0 * books + book] }, shape: [shape[0]])
  }

  /// Some columns of codes side by side, [rows, columns].
  func books(_ books: Range<Int>) -> Tensor {
    let width = shape[1]
    return Tensor(
      (0..<shape[0]).flatMap { row in books.map { elements[row * width + $0] } }, shape: [shape[0], books.count])
  }

  /// Columns of codes, [rows, any], side by side.
  static func besideEachOther(_ parts: [Tensor]) -> Tensor {
    let rows = parts[0].shape[0]
    let elements = (0..<rows).flatMap { row in
      parts.flatMap { $0.elements[(row * $0.shape[1])..<((row + 1) * $0.shape[1])] }
    }
    return Tensor(elements, shape: [rows, parts.reduce(0) { $0 + $1.shape[1] }])
  }
}
