internal import Matrices

/// Where a run is: all that its next step depends on beside data, options and the assignment, which follows from centroids.
/// A copy is a checkpoint, and so are its ``words()``.
struct RunState {
  /// In scaled units.
  var centroids: Matrix<Double>
  /// Those to which all rows were last assigned.
  var measured: Matrix<Double>
  /// How many updates led here.
  var iteration = 0
  /// In the data's units.
  var trace: [TraceEntry] = []
  /// Draws the rows of batches.
  var generator: SeededGenerator
  /// Which sample ``NestedSamples`` are at.
  var samples = SampleProgress()
  /// The solver at work; nil before the first assignment, from which it learns what it has to do with.
  private(set) var stepper: AnyStepper?
  /// Its step by the kernels, where it has no memory.
  var plain: PlainDescent?

  /// On a learning rate that the solver chooses.
  let rateFactor: Double
  /// What a solver remembers that is not at work again yet.
  private var memory: StepperMemory?

  init(from start: Matrix<Double>, _ generator: SeededGenerator, rateFactor: Double = 1) {
    (centroids, measured) = (start, start)
    self.generator = generator
    self.rateFactor = rateFactor
  }

  /// Puts a fresh solver to work, where none is, with the memory of the one before, if there was one.
  ///
  /// - Throws: ``ClusteringError/otherCheckpoint(_:_:_:)`` where the memory is none of this solver.
  mutating func begin(by stepper: AnyStepper) throws(ClusteringError) {
    guard self.stepper == nil else { return }
    var stepper = stepper
    stepper.lowerLearningRate(by: rateFactor)
    if let memory {
      let (count, own) = (memory.numbers.count, stepper.memory?.count ?? 0)
      guard count == own else { throw .otherCheckpoint("memory of the solver", "\(count) numbers", "\(own)") }
      stepper.recall(memory.numbers)
    }
    self.stepper = stepper
    plain = stepper.plainDescent
    if let rate = memory?.plainRate { plain = plain?.at(rate: rate) }
    memory = nil
  }

  /// The centroids after one more step of a solver with memory.
  mutating func step(_ frozen: ClusterStatistics) -> Matrix<Double> {
    stepper?.step(from: centroids, frozen) ?? centroids
  }

  var learningRate: Double? { stepper?.learningRate }

  /// What the learning rate has been lowered to.
  var finalLearningRate: Double? { plain?.rate ?? stepper?.finalLearningRate }
}

/// Of samples that double.
struct SampleProgress {
  enum Stage: Equatable {
    case begin
    /// A sample of about so many rows, until an update gains no more than chance.
    case sample(ofAbout: Int, isExhausted: Bool)
    case allRows
  }

  var stage = Stage.begin
  /// About how many rows the next sample has; nil before the first.
  var nextSize: Int?
  /// Which rows samples hold.
  var key: UInt64?
}

private struct StepperMemory {
  let numbers: [Double]
  let plainRate: Double?
}

extension RunState {
  /// All of it as words of 64 bits, for ``init(words:)``; nil where the solver cannot say what it remembers, and where the run is
  /// about to diverge.
  func words() -> [UInt64]? {
    guard isFinite else { return nil }
    var words = WordWriter()
    words.write(centroids)
    words.write(measured == centroids ? nil : measured)
    words.write(iteration)
    for word in generator.words { words.write(word) }
    words.write(rateFactor)
    words.write(samples)
    if let stepper {
      guard let memory = stepper.memory else { return nil }
      words.write(memory as [Double]?)
      words.write(plain?.rate)
    } else {
      words.write(nil as [Double]?)
    }
    words.write(trace.count)
    for entry in trace { words.write(entry) }
    return words.words
  }

  /// What other words were written as; nil where these were not.
  init?(words: [UInt64]) {
    var words = WordReader(words)
    guard let centroids = words.matrix(), let measured = words.optional({ $0.matrix() }),
      let iteration = words.integer(), iteration >= 0,
      let generator = words.words(4).flatMap(SeededGenerator.init(words:)), let rateFactor = words.double(),
      let samples = words.samples(), let memory = words.optional({ $0.doubles() })
    else { return nil }
    self.init(from: centroids, generator, rateFactor: rateFactor)
    self.measured = measured ?? centroids
    guard isFinite else { return nil }
    (self.iteration, self.samples) = (iteration, samples)
    if let memory {
      guard let rate = words.optional({ $0.double() }) else { return nil }
      self.memory = StepperMemory(numbers: memory, plainRate: rate)
    }
    guard let count = words.count() else { return nil }
    for _ in 0..<count {
      guard let entry = words.entry() else { return nil }
      trace.append(entry)
    }
    guard words.isAtEnd else { return nil }
  }

  private var isFinite: Bool { centroids.isFinite && measured.isFinite }
}
