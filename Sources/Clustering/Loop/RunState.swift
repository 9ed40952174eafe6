internal import Matrices

/// Where a run is: all that its next step depends on beside data, options and the assignment, which follows from the centroids.
/// A copy is a checkpoint.
struct RunState {
  /// In scaled units.
  var centroids: Matrix<Double>
  /// How many updates led here.
  var iteration = 0
  /// In the data's units.
  var trace: [TraceEntry] = []
  /// Draws the rows of batches.
  var generator: SeededGenerator
  /// The solver at work; nil before the first assignment, from which it learns what it has to do with.
  private(set) var stepper: AnyStepper?
  /// Its step by the kernels, where it has no memory.
  var plain: PlainDescent?

  /// On a learning rate that the solver chooses.
  private let rateFactor: Double

  init(from start: Matrix<Double>, _ generator: SeededGenerator, rateFactor: Double = 1) {
    centroids = start
    self.generator = generator
    self.rateFactor = rateFactor
  }

  mutating func begin(by stepper: AnyStepper) {
    var stepper = stepper
    stepper.lowerLearningRate(by: rateFactor)
    self.stepper = stepper
    plain = stepper.plainDescent
  }

  /// The centroids after one more step of a solver with memory.
  mutating func step(_ frozen: ClusterStatistics) -> Matrix<Double> {
    stepper?.step(from: centroids, frozen) ?? centroids
  }

  var learningRate: Double? { stepper?.learningRate }

  /// What the learning rate has been lowered to.
  var finalLearningRate: Double? { plain?.rate ?? stepper?.finalLearningRate }
}
