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

/// Images become so many words each, every word a code of the layer, and come back.
struct Autoencoder<Layer: QuantizingLayer<Float>>: TensorStructure {
  static var wordCount: Int { 4 }
  static var pixelCount: Int { 64 }

  var encoder: Perceptron
  var layer: Layer
  var decoder: Perceptron

  init(_ layer: Layer, using generator: inout SeededGenerator) {
    let width = Self.wordCount * layer.dimensions
    encoder = Perceptron(Self.pixelCount, 128, width, using: &generator)
    self.layer = layer
    decoder = Perceptron(width, 128, Self.pixelCount, using: &generator)
  }

  var tensors: [Tensor<Float>] {
    get { encoder.tensors + decoder.tensors + layer.tensors }
    set {
      (encoder.tensors, decoder.tensors) = (Array(newValue[..<4]), Array(newValue[4..<8]))
      layer.tensors = Array(newValue[8...])
    }
  }

  /// What the layer gets: [images * words, dimensions].
  func vectors(of images: Tensor<Float>) -> Tensor<Float> {
    encoder(images).reshaped(to: [images.shape[0] * Self.wordCount, layer.dimensions])
  }

  func images(of vectors: Tensor<Float>) -> Tensor<Float> {
    decoder(vectors.reshaped(to: [vectors.shape[0] / Self.wordCount, Self.wordCount * layer.dimensions]))
  }

  /// The images that their codes stand for, and the codes.
  func restored(_ images: Tensor<Float>) -> (images: Tensor<Float>, codes: Tensor<Int>) {
    let codes = layer.encoded(vectors(of: images))
    return (self.images(of: layer.decoded(codes)), codes)
  }
}
