public import Autograd
public import Clustering
internal import Refusals

/// Layers beside each other, each for some of the components: a code of each, whose outputs are put together.
///
/// Gradients and losses are the layers' own; the loss is their mean, weighted by components, so that a weight means what it means
/// for one layer.
///
/// Sources: H. Jégou, M. Douze, C. Schmid (2011), DOI 10.1109/TPAMI.2010.57; in models A. Baevski et al., *vq-wav2vec* (2020),
/// arXiv 1910.05453.
/// - Complexity: the sum of the layers'.
public struct ProductLayer<Layer: QuantizingLayer>: QuantizingLayer {
  public typealias Scalar = Layer.Scalar

  /// From the first components on.
  public var layers: [Layer] {
    didSet { require(!layers.isEmpty, "at least one layer") }
  }

  public init(_ layers: [Layer]) {
    require(!layers.isEmpty, "at least one layer")
    self.layers = layers
  }

  public var dimensions: Int { layers.reduce(0) { $0 + $1.dimensions } }
  public var codeCounts: [Int] { layers.flatMap { $0.codeCounts } }

  public var tensors: [Tensor<Scalar>] {
    get { layers.joinedTensors }
    set { layers.joinedTensors = newValue }
  }

  public func quantized(_ vectors: Tensor<Scalar>, using generator: inout SeededGenerator) -> LayerOutput<Scalar> {
    let parts = zip(layers, slices(of: vectors)).map { $0.quantized($1, using: &generator) }
    let loss = zip(layers, parts).reduce(Tensor<Scalar>.zeros([])) { sum, part in
      sum + part.1.loss * Scalar(Double(part.0.dimensions) / Double(dimensions))
    }
    return LayerOutput(
      output: .concatenated(parts.map { $0.output }, alongAxis: 1), codes: .besideEachOther(parts.map { $0.codes }),
      loss: loss, compared: vectors, parts: parts)
  }

  public func encoded(_ vectors: Tensor<Scalar>) -> Tensor<Int> {
    .besideEachOther(zip(layers, slices(of: vectors)).map { $0.encoded($1) })
  }

  public func decoded(_ codes: Tensor<Int>) -> Tensor<Scalar> {
    .concatenated(zip(layers, layers.parts(of: codes)).map { $0.decoded($1) }, alongAxis: 1)
  }

  public mutating func start(with vectors: Tensor<Scalar>, seed: UInt64) throws(ClusteringError) {
    for (place, slice) in slices(of: vectors).enumerated() {
      try layers[place].start(with: slice, seed: seed &+ UInt64(place))
    }
  }

  public mutating func learn(from output: LayerOutput<Scalar>, using generator: inout SeededGenerator) {
    layers.learn(from: output.parts, using: &generator)
  }

  private func slices(of vectors: Tensor<Scalar>) -> [Tensor<Scalar>] {
    require(
      vectors.rank == 2 && vectors.shape[1] == dimensions,
      "vectors of shape \(vectors.shape) for layers of \(layers.map { $0.dimensions }) components")
    var start = 0
    return layers.map { layer in
      defer { start += layer.dimensions }
      return vectors.slice(from: start, to: start + layer.dimensions, alongAxis: 1)
    }
  }
}

extension Array where Element: QuantizingLayer {
  /// What gradients move in all of them.
  var joinedTensors: [Tensor<Element.Scalar>] {
    get { flatMap { $0.tensors } }
    set {
      var rest = newValue[...]
      for place in indices {
        let count = self[place].tensors.count
        self[place].tensors = [Tensor<Element.Scalar>](rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      require(rest.isEmpty, "\(newValue.count) tensors are \(rest.count) too many")
    }
  }

  /// The codes of each layer, [rows, its books], of those of all.
  func parts(of codes: Tensor<Int>) -> [Tensor<Int>] {
    let books = reduce(0) { $0 + $1.codeCounts.count }
    require(codes.rank == 2 && codes.shape[1] == books, "codes of shape \(codes.shape) for \(books) books")
    var first = 0
    return map { layer in
      defer { first += layer.codeCounts.count }
      return codes.books(first..<(first + layer.codeCounts.count))
    }
  }

  mutating func learn(from parts: [LayerOutput<Element.Scalar>], using generator: inout SeededGenerator) {
    require(parts.count == count, "what \(count) layers made, not \(parts.count)")
    for place in indices { self[place].learn(from: parts[place], using: &generator) }
  }
}
