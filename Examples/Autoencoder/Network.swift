import Autograd
import Clustering
import Quantization

/// x W + b.
struct Dense: TensorStructure {
  var weights: Tensor<Float>
  var offsets: Tensor<Float>

  /// Weights drawn evenly from ± sqrt(6 / (inputs + outputs)), the start of Glorot and Bengio (2010).
  init(_ inputs: Int, _ outputs: Int, using generator: inout SeededGenerator) {
    let bound = (6 / Float(inputs + outputs)).squareRoot()
    weights = Tensor(
      (0..<(inputs * outputs)).map { _ in Float.random(in: -bound...bound, using: &generator) },
      shape: [inputs, outputs])
    offsets = .zeros([outputs])
  }

  var tensors: [Tensor<Float>] {
    get { [weights, offsets] }
    set { (weights, offsets) = (newValue[0], newValue[1]) }
  }

  func callAsFunction(_ x: Tensor<Float>) -> Tensor<Float> { x.matrixProduct(weights) + offsets }
}

/// Two layers with rectifiers between them.
struct Perceptron: TensorStructure {
  var first: Dense
  var second: Dense

  init(_ inputs: Int, _ hidden: Int, _ outputs: Int, using generator: inout SeededGenerator) {
    first = Dense(inputs, hidden, using: &generator)
    second = Dense(hidden, outputs, using: &generator)
  }

  var tensors: [Tensor<Float>] {
    get { first.tensors + second.tensors }
    set { (first.tensors, second.tensors) = (Array(newValue[..<2]), Array(newValue[2...])) }
  }

  func callAsFunction(_ x: Tensor<Float>) -> Tensor<Float> { second(first(x).leakyReLU(slope: 0.1)) }
}

/// Images become so many words each, every word with a layer of its own, and come back.
struct Autoencoder<Layer: QuantizingLayer<Float>>: TensorStructure {
  static var wordCount: Int { 4 }
  static var pixelCount: Int { 64 }

  var encoder: Perceptron
  var layer: ProductLayer<Layer>
  var decoder: Perceptron

  /// - Parameter layers: one per word.
  init(_ layers: [Layer], using generator: inout SeededGenerator) {
    layer = ProductLayer(layers)
    encoder = Perceptron(Self.pixelCount, 256, layer.dimensions, using: &generator)
    decoder = Perceptron(layer.dimensions, 256, Self.pixelCount, using: &generator)
  }

  /// Encoder and decoder.
  var maps: [Tensor<Float>] {
    get { encoder.tensors + decoder.tensors }
    set { (encoder.tensors, decoder.tensors) = (Array(newValue[..<4]), Array(newValue[4...])) }
  }

  var tensors: [Tensor<Float>] {
    get { maps + layer.tensors }
    set { (maps, layer.tensors) = (Array(newValue[..<8]), Array(newValue[8...])) }
  }

  /// The images that their codes stand for, and the codes.
  func restored(_ images: Tensor<Float>) -> (images: Tensor<Float>, codes: Tensor<Int>) {
    let codes = layer.encoded(encoder(images))
    return (decoder(layer.decoded(codes)), codes)
  }
}
