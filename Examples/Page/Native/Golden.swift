import Autograd
import Clustering

/// What the library says natively to the page's questions, one JSON object: `Benchmarks/page.py` compares the page in a browser.
@main
struct Golden {
  static func main() throws(ClusteringError) {
    let points = Story().points
    // Where the second picture begins, and where three steps to the right and one up lead its centroid B.
    let first = Matrix([[1.7, 3.7], [6.2, 4.4], [7.6, 3.2]] as [[Double]])
    let moved = Matrix([[1.7, 3.7], [6.5, 4.5], [7.6, 3.2]] as [[Double]])
    checkRelaxations(of: points, at: first)
    let piece = try Piece(of: points, at: moved)
    let line = try LossLine(through: piece, of: 1, along: 0, over: 0...10, count: 241)
    var fields: [String] = []
    func say(_ name: String, _ values: [Double]) { fields.append("\"\(name)\": \(values)") }
    say("loss", [piece.loss])
    say("labels", piece.labels.map { Double($0) })
    say("radius", [piece.radius, try piece.radius(ofMoving: 1)])
    say("gradient", piece.gradient.elements)
    say("means", piece.statistics.means.elements)
    say("newton", Way.newton.step(from: piece, rate: 1).elements)
    say("borders", line.borders)
    say("frozen", line.frozen)
    for relaxation in Relaxation.allCases {
      let relaxed = relaxation.gradient(of: points, at: moved, temperature: 2)
      say("relaxed\(relaxation.rawValue)", [relaxed.loss] + relaxed.gradient)
    }
    var question = try Question(choosesRows: false)
    try question.advance(.asked, steps: 50)
    say("question", [question.inertia] + question.counts.map { Double($0) })
    let fits = [
      try TableFit(points, clusterCount: 3, standardizes: false),
      try TableFit(points, clusterCount: 5, standardizes: true),
    ]
    say("table", fits.map { $0.model.inertia } + fits.flatMap { $0.centroids.elements })
    print("{\(fields.joined(separator: ", "))}")
  }

  /// The page's gradients are those of the library's tape.
  private static func checkRelaxations(of points: Matrix<Double>, at centroids: Matrix<Double>) {
    let rows = Tensor<Double>(points)
    for relaxation in Relaxation.allCases {
      for temperature in [0.05, 0.7, 3, 40] {
        let own = relaxation.gradient(of: points, at: centroids, temperature: temperature)
        let (loss, gradient) = valueWithGradient(at: Tensor<Double>(centroids)) { centroids in
          let distances = squaredDistances(from: rows, to: centroids)
          return (distances * weights(of: distances / -temperature, by: relaxation)).sum()
        }
        for (value, other) in zip([own.loss] + own.gradient, [loss.item] + gradient.elements) {
          let isNear = (value - other).magnitude <= 1e-10 * max(1, other.magnitude)
          guard isNear else { fatalError("\(relaxation) at \(temperature): \(value), by the tape \(other)") }
        }
      }
    }
  }

  private static func weights(of scores: Tensor<Double>, by relaxation: Relaxation) -> Tensor<Double> {
    switch relaxation {
    case .softmax: scores.argmaxWeights(by: .softmax(), alongAxis: 1)
    case .sparsemax: scores.argmaxWeights(by: .sparsemax, alongAxis: 1)
    case .straightThrough: scores.argmaxWeights(by: .straightThrough(.softmax()), alongAxis: 1)
    }
  }
}
