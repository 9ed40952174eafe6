internal import Clustering
internal import Matrices
internal import QuestionData
internal import VectorFiles

/// The question's experiment and what belongs beside it, all from the same start.
struct QuestionStory {
  let rows: Int
  let dimensions: Int
  let clusters: Int
  let steps: Int
  let batchSize: Int
  let startInertia: Double
  /// All points around one centroid.
  let single: KMeansModel
  /// The question's own mini-batches.
  let miniBatch: DescentPath
  /// The same, each cluster's step divided by its number of rows.
  let scaled: DescentPath
  /// All rows at every step.
  let gradient: DescentPath
  let newton: DescentPath
  let lloyd: DescentPath

  /// The rate of the runs on all rows: ten times the batch, ten times the question's.
  static let fullBatchRate = 1e-4
  static let fullBatchSteps = 200

  /// - Parameter steps: how many of the question's mini-batches are run.
  init(steps limit: Int = .max) throws {
    let points = try QuestionData.points()
    let start = try QuestionData.startCentroids()
    let batches = Array(try QuestionData.batches().prefix(limit))
    (rows, dimensions, clusters) = (points.rows, points.columns, start.rows)
    (steps, batchSize) = (batches.count, batches[0].count)

    let lloydUpdates = try Self.updates(to: points, from: start)
    let full = Set((0...10) + [20, 50, 100])
    lloyd = try DescentPath(.lloyd, on: points, from: start, updates: lloydUpdates, measured: full)
    newton = try DescentPath(.newton(), on: points, from: start, updates: lloydUpdates, measured: full)
    gradient = try DescentPath(
      .gradientDescent(learningRate: Self.fullBatchRate), on: points, from: start, updates: Self.fullBatchSteps,
      measured: full)
    let batched: Set = [0, 1, 10, 100, 300, 1000, 2000, 3000]
    miniBatch = try DescentPath(
      .gradientDescent(learningRate: QuestionData.learningRate), on: points, from: start, updates: batches.count,
      batches: batches, measured: batched)
    scaled = try DescentPath(
      .gradientDescent(learningRate: 0.05, scalesByCount: true), on: points, from: start, updates: batches.count,
      batches: batches, measured: batched)
    single = try KMeans(clusterCount: 1).fitted(to: points)
    startInertia = lloyd.steps[0].inertia
  }

  /// How many updates EM needs from this start until the assignment repeats.
  private static func updates(to points: Matrix<Double>, from start: Matrix<Double>) throws -> Int {
    var kMeans = KMeans(clusterCount: start.rows)
    kMeans.initializer = .given(start)
    return try kMeans.fitted(to: points).iterations
  }
}
