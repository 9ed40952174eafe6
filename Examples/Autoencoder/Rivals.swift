import Autograd
import Clustering
import Matrices

/// What needs no network: 24 bits per image by k-means on quarters of images, and by principal components.
enum Rivals {
  /// One codebook of 64 for all quarters of 4 x 4 pixels, or one for each.
  static func kMeans(_ name: String, sharesCodes: Bool, _ digits: Digits, seed: UInt64) throws -> Outcome {
    let begin = ContinuousClock.now
    let places = (0..<4).map(quarter)
    let own = try places.map { try fitted(digits.training.selecting($0, alongAxis: 1), seed) }
    let joined = Tensor.concatenated(places.map { digits.training.selecting($0, alongAxis: 1) }, alongAxis: 0)
    let books = sharesCodes ? Array(repeating: try fitted(joined, seed), count: 4) : own
    func restored(_ images: Tensor<Float>) throws -> Tensor<Float> {
      let parts = try zip(places, books).map { place, book in
        let points = Matrix(images.selecting(place, alongAxis: 1))
        let labels = try points.assigned(to: book).labels
        return Tensor<Float>(book.converted()).selectingRows(labels.map { Int($0) })
      }
      // Back to where each pixel was.
      let order = places.flatMap { $0 }.enumerated().sorted { $0.element < $1.element }.map { $0.offset }
      return Tensor.concatenated(parts, alongAxis: 1).selecting(order, alongAxis: 1)
    }
    return Outcome(
      name, bitsPerImage: 24, (try restored(digits.training), digits.training),
      (try restored(digits.test), digits.test), seconds: seconds(since: begin))
  }

  private static func fitted(_ points: Tensor<Float>, _ seed: UInt64) throws -> Matrix<Double> {
    var kMeans = KMeans(clusterCount: 64)
    kMeans.seed = seed
    kMeans.restarts = 3
    return try kMeans.fitted(to: Matrix(points)).centroids
  }

  private static func quarter(_ index: Int) -> [Int] {
    (0..<16).map { (index / 2 * 4 + $0 / 4) * 8 + index % 2 * 4 + $0 % 4 }
  }

  /// Scores on principal components, each rounded to the levels that one-dimensional k-means finds best; bits go one by one to where
  /// they take the most off the error.
  static func principalComponents(_ digits: Digits, bits: Int) throws -> Outcome {
    let begin = ContinuousClock.now
    let basis = PrincipalBasis(of: digits.training)
    let scores = basis.scores(of: digits.training)
    var levels = [[Float]](repeating: [0], count: scores.shape[1])
    var tables = [[(levels: [Float], error: Double)]](repeating: [], count: scores.shape[1])
    for _ in 0..<bits {
      var best = (gain: -Double.infinity, component: 0, levels: [Float]())
      for component in levels.indices.prefix(24) {
        let bits = levels[component].count.trailingZeroBitCount
        while tables[component].count <= bits + 1 {
          tables[component].append(try table(scores, component, count: 1 << tables[component].count))
        }
        let gain = tables[component][bits].error - tables[component][bits + 1].error
        if gain > best.gain { best = (gain, component, tables[component][bits + 1].levels) }
      }
      levels[best.component] = best.levels
    }
    let chosen = levels
    func restored(_ images: Tensor<Float>) throws -> Tensor<Float> {
      let columns = try chosen.enumerated().map { component, levels -> Tensor<Float> in
        let column = basis.scores(of: images).slice(from: component, to: component + 1, alongAxis: 1)
        let centroids = Matrix(rows: levels.count, columns: 1, elements: levels.map { Double($0) })
        let labels = try Matrix(column).assigned(to: centroids).labels
        return Tensor(labels.map { levels[Int($0)] }, shape: [images.shape[0], 1])
      }
      return basis.images(of: .concatenated(columns, alongAxis: 1))
    }
    return Outcome(
      "PCA", bitsPerImage: Double(bits), (try restored(digits.training), digits.training),
      (try restored(digits.test), digits.test), seconds: seconds(since: begin))
  }

  private static func table(
    _ scores: Tensor<Float>, _ component: Int, count: Int
  ) throws -> (levels: [Float], error: Double) {
    var kMeans = KMeans(clusterCount: count)
    kMeans.seeksOptimum = true
    let model = try kMeans.fitted(to: Matrix(scores.slice(from: component, to: component + 1, alongAxis: 1)))
    return (model.centroids.elements.map { Float($0) }, model.inertia)
  }

  static func seconds(since begin: ContinuousClock.Instant) -> Double {
    let duration = (ContinuousClock.now - begin).components
    return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }
}
