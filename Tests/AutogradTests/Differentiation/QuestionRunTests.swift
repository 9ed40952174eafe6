import Autograd
import Matrices
import QuestionData
import Testing
import VectorFiles

/// The question's script, its first steps, against the losses that PyTorch printed; all 4001 run in Examples/QuestionRun.
@Suite struct QuestionRunTests {
  /// As the script writes it: broadcast, square, sum, argmin, then cluster by cluster.
  @Test func theNaiveFormReproducesTheLosses() throws {
    try requireLosses(steps: 200) { batch, centroids in
      let (count, dimensions) = (centroids.shape[0], centroids.shape[1])
      let distances = (batch - centroids.reshaped(to: [count, 1, dimensions])).square().sum(alongAxis: 2)
      let nearest = distances.argmin(alongAxis: 0)
      var loss = Tensor(0.0)
      for cluster in 0..<count {
        let own = distances.transposed().selectingRows(where: nearest .== cluster)
        if own.count > 0 { loss = loss + own.selecting(cluster, alongAxis: 1).sum() }
      }
      return loss
    }
  }

  @Test func theFusedFormReproducesTheLosses() throws {
    try requireLosses(steps: 200) { batch, centroids in
      let distances = squaredDistances(from: batch, to: centroids)
      return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
    }
  }

  private func requireLosses(
    steps: Int, _ loss: (_ batch: Tensor<Double>, _ centroids: Tensor<Double>) -> Tensor<Double>
  ) throws {
    let expected = try VectorFileReader().read(Self.path("losses_f64.npy")).points.inDoublePrecision.elements
    let points = Tensor(try QuestionData.points())
    var centroids = Tensor(try QuestionData.startCentroids())
    for (step, rows) in try QuestionData.batches().prefix(steps).enumerated() {
      let batch = points.selectingRows(rows.map { Int($0) })
      let (value, gradient) = valueWithGradient(at: centroids) { loss(batch, $0) }
      #expect((value.item - expected[step]).magnitude <= 1e-9 * expected[step], "step \(step)")
      centroids = centroids - gradient * QuestionData.learningRate
    }
  }

  private static func path(_ name: String) -> String {
    Places.path("Examples/QuestionRun/Reference/\(name)")
  }
}
