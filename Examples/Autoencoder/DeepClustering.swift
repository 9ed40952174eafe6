import Autograd
import Clustering
import Matrices
import Quantization

/// Clusters digits in the latent space of an autoencoder, which is then bent by a k-means loss with frozen assignments.
///
/// The loss is the error of the images plus weight · mean (z - sg c)² of latent vectors and their centroids; centroids follow by
/// moving averages. Source: B. Yang et al., *Towards k-means-friendly spaces* (2017), arXiv 1610.04794.
struct DeepClustering {
  /// Adjusted Rand indices with the digits' labels.
  struct Agreement {
    /// Of k-means on pixels.
    var pixels: Double
    /// Of k-means on the latent vectors, before and after the k-means loss.
    var latent: Double
    var bent: Double
  }

  var dimensions = 10
  var batchSize = 128
  /// Epochs without and with the k-means loss.
  var epochs = (60, 60)
  var weight: Float = 0.1

  private struct Model: TensorStructure {
    var encoder: Perceptron
    var decoder: Perceptron

    var tensors: [Tensor<Float>] {
      get { encoder.tensors + decoder.tensors }
      set { (encoder.tensors, decoder.tensors) = (Array(newValue[..<4]), Array(newValue[4...])) }
    }
  }

  func run(_ digits: Digits, seed: UInt64) throws -> Agreement {
    var generator = SeededGenerator(seed: seed)
    let width = digits.all.shape[1]
    var model = Model(
      encoder: Perceptron(width, 128, dimensions, using: &generator),
      decoder: Perceptron(dimensions, 128, width, using: &generator))
    var adam = Optimizer<Float>(.adam(), learningRate: 2e-3)
    let rows = Array(0..<digits.all.shape[0])
    func batches() -> [Tensor<Float>] {
      let order = rows.shuffled(using: &generator)
      return stride(from: 0, to: rows.count - batchSize + 1, by: batchSize).map {
        digits.all.selectingRows(Array(order[$0..<($0 + batchSize)]))
      }
    }

    for _ in 0..<epochs.0 {
      for batch in batches() {
        adam.step(
          &model, valueWithGradient(at: model) { $0.decoder($0.encoder(batch)).squaredError(from: batch) }.gradient)
      }
    }
    let before = try clustered(model.encoder(digits.all), seed)
    var book = MovingAverageCodebook(codes: Tensor<Float>(before.centroids.converted()), decay: 0.95)
    for _ in 0..<epochs.1 {
      for batch in batches() {
        var seen: QuantizedTensor<Float>?
        let (_, gradient) = valueWithGradient(at: model) { model in
          let latent = QuantizedTensor(model.encoder(batch), codebook: book.codes)
          seen = latent
          return model.decoder(latent.vectors).squaredError(from: batch) + latent.commitmentLoss * weight
        }
        adam.step(&model, gradient)
        if let seen { book.update(seen.vectors, codes: seen.codes) }
      }
    }
    let after = try clustered(model.encoder(digits.all), seed)
    return Agreement(
      pixels: agreement(try clustered(digits.all, seed), digits), latent: agreement(before, digits),
      bent: agreement(after, digits))
  }

  private func clustered(_ points: Tensor<Float>, _ seed: UInt64) throws -> KMeansModel {
    var kMeans = KMeans(clusterCount: 10)
    kMeans.restarts = 10
    kMeans.seed = seed
    return try kMeans.fitted(to: Matrix(points))
  }

  private func agreement(_ model: KMeansModel, _ digits: Digits) -> Double {
    adjustedRandIndex(model.labels.map { Int($0) }, digits.labels)
  }
}
