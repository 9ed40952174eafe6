import Autograd
import Clustering
import Quantization

/// How a model is trained: Adam over batches in random order, with a rate that falls to nothing; the weights of encoder and decoder decay,
/// and codes do not.
struct Training {
  var epochs = 300
  var batchSize = 128
  var learningRate = 2e-3
  var weightDecay = 1.0
  var seed: UInt64 = 1

  /// Trains on images, [images, 64], with a layer for each word.
  ///
  /// - Parameter prepare: called before each epoch with the share of the training that is done.
  func run<Layer: QuantizingLayer<Float>>(
    _ layers: [Layer], on images: Tensor<Float>, prepare: (inout Layer, Double) -> Void = { _, _ in }
  ) throws -> Autoencoder<Layer> {
    var generator = SeededGenerator(seed: seed)
    var model = Autoencoder(layers, using: &generator)
    try model.layer.start(with: model.encoder(images), seed: seed)
    var optimizers = Optimizers(
      maps: Optimizer(.adamW(weightDecay: weightDecay), learningRate: learningRate),
      codes: Optimizer(.adam(), learningRate: learningRate))
    let rows = Array(0..<images.shape[0])
    let steps = rows.count / batchSize
    for epoch in 0..<epochs {
      for word in model.layer.layers.indices { prepare(&model.layer.layers[word], Double(epoch) / Double(epochs)) }
      let order = rows.shuffled(using: &generator)
      for step in 0..<steps {
        optimizers.learningRate = learningRate * (1 - Double(epoch * steps + step) / Double(epochs * steps))
        let batch = images.selectingRows(Array(order[(step * batchSize)..<((step + 1) * batchSize)]))
        self.step(&model, batch, &optimizers, &generator)
      }
    }
    return model
  }

  private func step<Layer: QuantizingLayer<Float>>(
    _ model: inout Autoencoder<Layer>, _ batch: Tensor<Float>, _ optimizers: inout Optimizers,
    _ generator: inout SeededGenerator
  ) {
    var seen: LayerOutput<Float>?
    let (_, gradient) = valueWithGradient(at: model) { model in
      let output = model.layer.quantized(model.encoder(batch), using: &generator)
      seen = output
      return model.decoder(output.output).squaredError(from: batch) + output.loss
    }
    optimizers.maps.step(&model.maps, gradient.maps)
    optimizers.codes.step(&model.layer.tensors, gradient.layer.tensors)
    if let seen { model.layer.learn(from: seen, using: &generator) }
  }
}

/// One for what maps images and vectors to each other, and one for codes.
private struct Optimizers {
  var maps: Optimizer<Float>
  var codes: Optimizer<Float>

  var learningRate: Double {
    get { maps.learningRate }
    set { (maps.learningRate, codes.learningRate) = (newValue, newValue) }
  }
}
