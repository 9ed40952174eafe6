import Autograd
import Clustering
import Quantization

/// A layer of 64 codes, or of books that make as many: 6 bits per word, 24 bits per image.
struct Variant {
  let name: String
  /// What is to be known beside the name.
  let note: String
  let run: (Training, Digits) throws -> Outcome

  init<Layer: QuantizingLayer<Float>>(
    _ name: String, _ note: String, _ layer: @escaping (inout SeededGenerator) -> Layer,
    prepare: @escaping (inout Layer, Double) -> Void = { _, _ in }
  ) {
    (self.name, self.note) = (name, note)
    run = { training, digits in
      var generator = SeededGenerator(seed: training.seed, stream: 1)
      let begin = ContinuousClock.now
      let layers = (0..<Autoencoder<Layer>.wordCount).map { _ in layer(&generator) }
      let model = try training.run(layers, on: digits.training, prepare: prepare)
      let seconds = ContinuousClock.now - begin
      return Outcome(
        name, model, digits,
        seconds: Double(seconds.components.attoseconds) * 1e-18 + Double(seconds.components.seconds))
    }
  }

  static var all: [Variant] {
    [
      Variant("moving averages", "straight-through, commitment") { codebook(using: &$0) },
      Variant("gradients", "straight-through, codebook loss and commitment") { codebook(.gradients(), using: &$0) },
      Variant("rotation trick", "moving averages") { codebook(gradient: .rotated, using: &$0) },
      Variant("DiVeQ", "no loss but the decoder's") {
        var layer = codebook(.gradients(weight: 0), gradient: .directional(), using: &$0)
        layer.commitment = 0
        return layer
      },
      Variant("cosine", "moving averages of directions") { codebook(metric: .cosine, using: &$0) },
      Variant("Gumbel", "temperature from 1 to 0.3, a little divergence") {
        var layer = GumbelLayer(codes: codes(64, 8, using: &$0))
        layer.scale = 0.1
        layer.divergence = 0.002
        return layer
      } prepare: { layer, done in
        layer.temperature = 1 - 0.7 * done
      },
      Variant("FSQ", "8 x 8 levels") { _ in FiniteScalarLayer(levels: [8, 8]) },
      Variant("LFQ", "6 signs") { _ in
        var layer = LookupFreeLayer<Float>(bits: 6)
        (layer.commitment, layer.entropyWeight, layer.temperature) = (0.02, 0.005, 1)
        return layer
      },
      Variant("residual", "2 books of 8") { generator in
        ResidualLayer((0..<2).map { _ in codebook(count: 8, using: &generator) })
      },
      Variant("product", "2 books of 8") { generator in
        ProductLayer((0..<2).map { _ in codebook(count: 8, dimensions: 4, using: &generator) })
      },
    ]
  }

  private static func codebook(
    _ learning: CodebookLayer<Float>.Learning = .movingAverages(), gradient: CodeGradient = .straightThrough,
    metric: Metric = .euclidean, count: Int = 64, dimensions: Int = 8, using generator: inout SeededGenerator
  ) -> CodebookLayer<Float> {
    var layer = CodebookLayer(
      codes: codes(count, dimensions, using: &generator), learning: learning, metric: metric)
    layer.gradient = gradient
    layer.deadCodes = DeadCodes(below: 1)
    return layer
  }

  private static func codes(_ count: Int, _ dimensions: Int, using generator: inout SeededGenerator) -> Tensor<Float> {
    Tensor(
      (0..<(count * dimensions)).map { _ in Float.random(in: -1...1, using: &generator) }, shape: [count, dimensions])
  }
}
