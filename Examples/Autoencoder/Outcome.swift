import Autograd
import Clustering
import Quantization

/// What came of a way to store images.
struct Outcome {
  let name: String
  let bitsPerImage: Double
  /// Mean squared errors per pixel.
  let trainingError: Double
  let testError: Double
  /// Of the test's first images.
  let restored: Tensor<Float>
  /// Of each book, over the training images; empty where there are no codes in common.
  var usage: [BookUsage] = []
  let seconds: Double
  /// Of the restored test images: two runs with the same one had the same bits.
  let checksum: UInt64

  init(
    _ name: String, bitsPerImage: Double, _ training: (Tensor<Float>, Tensor<Float>),
    _ test: (restored: Tensor<Float>, original: Tensor<Float>), seconds: Double
  ) {
    (self.name, self.bitsPerImage, self.seconds) = (name, bitsPerImage, seconds)
    trainingError = training.0.meanSquaredError(from: training.1)
    testError = test.restored.meanSquaredError(from: test.original)
    restored = test.restored
    // FNV-1a.
    checksum = test.restored.elements.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01B3 }
  }

  init<Layer>(_ name: String, _ model: Autoencoder<Layer>, _ digits: Digits, seconds: Double) {
    let (training, codes) = model.restored(digits.training)
    self.init(
      name, bitsPerImage: model.layer.bitsPerVector,
      (training, digits.training), (model.restored(digits.test).images, digits.test), seconds: seconds)
    usage = model.layer.usage(of: codes)
  }

  /// The least share of a book that its perplexity is; nil: no books.
  var leastShare: Double? { usage.map { $0.perplexity / Double($0.codeCount) }.min() }

  /// The least of the books' perplexities, all of one size, beside that.
  var leastPerplexity: String? {
    usage.min { $0.perplexity < $1.perplexity }.map { "\(Text.tenths($0.perplexity)) of \($0.codeCount)" }
  }
}
