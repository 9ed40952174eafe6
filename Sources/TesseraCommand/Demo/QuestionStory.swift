internal import Clustering
internal import Matrices
internal import QuestionData
internal import VectorFiles

/// The question's experiment and what belongs beside it, all from the same start.
struct QuestionStory {
  let points: Matrix<Double>
  let start: Matrix<Double>
  /// The question's own mini-batches: the rows of each step.
  let batches: [[Int32]]

  /// The rate of the runs on all rows: ten times the batch, ten times the question's.
  static let fullBatchRate = 1e-4
  static let fullBatchSteps = 200

  /// - Parameter steps: how many of the question's mini-batches are run.
  init(steps limit: Int = .max) throws {
    points = try QuestionData.points()
    start = try QuestionData.startCentroids()
    batches = Array(try QuestionData.batches().prefix(limit))
  }

  /// Runs part after part; each is said as soon as it is known.
  @discardableResult
  func tell(_ say: (String) throws -> Void) throws -> (whole: FullBatches, parts: MiniBatches, summary: QuestionSummary)
  {
    try say("\n" + introduction)
    let whole = try FullBatches(self)
    try say(whole.text)
    try say("\n" + batchHeading)
    let parts = try MiniBatches(self)
    try say(parts.text)
    let summary = try QuestionSummary(self, whole, parts)
    try say(summary.text)
    return (whole, parts, summary)
  }
}

/// The ways down on all rows.
struct FullBatches {
  let gradient: DescentPath
  let newton: DescentPath
  let lloyd: DescentPath

  init(_ story: QuestionStory) throws {
    let (points, start) = (story.points, story.start)
    // As many updates as EM needs from this start until the assignment repeats.
    var kMeans = KMeans(clusterCount: start.rows)
    kMeans.initializer = .given(start)
    let updates = try kMeans.fitted(to: points).iterations
    let measured = Set((0...10) + [20, 50, 100])
    lloyd = try DescentPath(.lloyd, on: points, from: start, updates: updates, measured: measured)
    newton = try DescentPath(.newton(), on: points, from: start, updates: updates, measured: measured)
    gradient = try DescentPath(
      .gradientDescent(learningRate: QuestionStory.fullBatchRate), on: points, from: start,
      updates: QuestionStory.fullBatchSteps, measured: measured)
  }
}

/// The ways down on the question's mini-batches.
struct MiniBatches {
  let rows: Int
  let plain: DescentPath
  /// The same, each cluster's step divided by its number of rows.
  let scaled: DescentPath

  init(_ story: QuestionStory) throws {
    rows = story.points.rows
    let measured: Set = [0, 1, 10, 100, 300, 1000, 2000, 3000]
    func path(_ solver: GradientDescent) throws -> DescentPath {
      try DescentPath(
        solver, on: story.points, from: story.start, updates: story.batches.count, batches: story.batches,
        measured: measured)
    }
    plain = try path(.gradientDescent(learningRate: QuestionData.learningRate))
    scaled = try path(.gradientDescent(learningRate: 0.05, scalesByCount: true))
  }
}
