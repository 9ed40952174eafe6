import Clustering

/// The question's experiment anew, on points drawn here: 1000 of them, uniform in [0, 1)^200, 20 centroids, mini-batches of 100.
struct Question {
  static let rows = 1000
  static let dimensions = 200
  static let clusterCount = 20
  static let batchSize = 100
  /// The question's rate.
  static let rate = 1e-5

  let points: Matrix<Double>
  private(set) var centroids: Matrix<Double>
  private(set) var counts: [Int]
  private(set) var inertia: Double
  /// Of the next steps' mini-batches.
  private var seed: UInt64 = 0

  /// - Parameter choosesRows: whether the start is k-means++; else it is drawn like the points.
  init(choosesRows: Bool) throws(ClusteringError) {
    var generator = SeededGenerator(seed: 1, stream: 2)
    func uniform(_ rows: Int) -> Matrix<Double> {
      Matrix(rows: rows, columns: Self.dimensions) { elements in
        for index in elements.indices { elements[index] = Double(generator.next() >> 11) * 0x1p-53 }
      }
    }
    points = uniform(Self.rows)
    let drawn = uniform(Self.clusterCount)
    centroids =
      choosesRows
      ? try KMeans(clusterCount: Self.clusterCount).startCentroids(for: NumericMatrix.double(points)) : drawn
    let assignment = try NumericMatrix.double(points).assigned(to: centroids)
    (counts, inertia) = (assignment.counts, assignment.inertia)
  }

  /// How the centroids move.
  enum Rule: Int {
    /// Gradient descent on mini-batches.
    case asked
    /// On all points, at ten times the rate.
    case allPoints
    /// On all points, each centroid's step divided by its 2 n: half of Newton's step.
    case divided
    case newton
  }

  /// Goes on by some steps.
  mutating func advance(_ rule: Rule, steps: Int) throws(ClusteringError) {
    var kmeans = KMeans(clusterCount: Self.clusterCount)
    kmeans.initializer = .given(centroids)
    kmeans.maximumIterations = steps
    kmeans.seed = seed
    seed += 1
    switch rule {
    case .asked: kmeans.solver = .gradientDescent(learningRate: Self.rate, batchSize: Self.batchSize)
    case .allPoints: kmeans.solver = .gradientDescent(learningRate: 10 * Self.rate)
    case .divided: kmeans.solver = .gradientDescent(learningRate: 0.25, scalesByCount: true)
    case .newton: kmeans.solver = .newton()
    }
    let model = try kmeans.fitted(to: NumericMatrix.double(points))
    (centroids, counts, inertia) = (model.centroids, model.counts, model.inertia)
  }
}
