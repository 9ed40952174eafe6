public import Autograd
public import Clustering
internal import Refusals

/// Layers one behind the other, each for what those before have left: a code of each, whose sum is the output.
///
/// ```swift
/// let layer = ResidualLayer((0..<4).map { _ in CodebookLayer(codes: codes) })
/// ```
///
/// Layer i gets x - sg(q₁ + ... + qᵢ₋₁), and its losses move the vectors and its own codes. The gradient of the output to x is the
/// sum of the layers' gradients less one cotangent for each layer but the first: exactly the cotangent where each layer lets it
/// straight through. (Peers that add up straight-throughs multiply it by the number of layers.)
///
/// Sources: N. Zeghidour et al., *SoundStream* (2021), arXiv 2107.03312; D. Lee et al. (2022), arXiv 2203.01941.
/// - Complexity: the sum of the layers'.
public struct ResidualLayer<Layer: QuantizingLayer>: QuantizingLayer {
  public typealias Scalar = Layer.Scalar

  /// In order; all of the same dimensions.
  public var layers: [Layer] {
    didSet { Self.check(layers) }
  }

  public init(_ layers: [Layer]) {
    Self.check(layers)
    self.layers = layers
  }

  private static func check(_ layers: [Layer]) {
    require(
      !layers.isEmpty && layers.allSatisfy { $0.dimensions == layers[0].dimensions },
      "layers of the same dimensions, at least one, not \(layers.map { $0.dimensions })")
  }

  public var dimensions: Int { layers[0].dimensions }
  public var codeCounts: [Int] { layers.flatMap { $0.codeCounts } }

  public var tensors: [Tensor<Scalar>] {
    get { layers.joinedTensors }
    set { layers.joinedTensors = newValue }
  }

  public func quantized(_ vectors: Tensor<Scalar>, using generator: inout SeededGenerator) -> LayerOutput<Scalar> {
    var parts: [LayerOutput<Scalar>] = []
    var (rest, sum) = (vectors, Tensor<Scalar>.zeros(vectors.shape))
    for layer in layers {
      let part = layer.quantized(rest, using: &generator)
      let output = part.output.stoppingGradient()
      (rest, sum) = (rest - output, sum + output)
      parts.append(part)
    }
    let surplus = Scalar(layers.count - 1)
    let output = Tensor.withPullback(of: [vectors] + parts.map { $0.output }, value: sum) { cotangent, inputs in
      [cotangent * -surplus] + inputs.dropFirst().map { _ in cotangent }
    }
    return LayerOutput(
      output: output, codes: .besideEachOther(parts.map { $0.codes }),
      loss: parts.dropFirst().reduce(parts[0].loss) { $0 + $1.loss }, compared: vectors, parts: parts)
  }

  public func encoded(_ vectors: Tensor<Scalar>) -> Tensor<Int> {
    var rest = vectors.stoppingGradient()
    return .besideEachOther(
      layers.map { layer in
        let codes = layer.encoded(rest)
        rest = rest - layer.decoded(codes)
        return codes
      })
  }

  public func decoded(_ codes: Tensor<Int>) -> Tensor<Scalar> {
    zip(layers, layers.parts(of: codes)).reduce(.zeros([codes.shape[0], dimensions])) { sum, part in
      sum + part.0.decoded(part.1)
    }
  }

  /// Starts one layer after the other, each with what those before leave.
  public mutating func start(with vectors: Tensor<Scalar>, seed: UInt64) throws(ClusteringError) {
    var rest = vectors.stoppingGradient()
    for place in layers.indices {
      try layers[place].start(with: rest, seed: seed &+ UInt64(place))
      rest = rest - layers[place].decoded(layers[place].encoded(rest)).stoppingGradient()
    }
  }

  public mutating func learn(from output: LayerOutput<Scalar>, using generator: inout SeededGenerator) {
    layers.learn(from: output.parts, using: &generator)
  }
}
