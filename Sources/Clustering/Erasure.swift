#if !hasFeature(Embedded)
  public import MessagePassing

  /// Any group of processes.
  public typealias AnyCommunicator = any Communicator
  /// Any solver: what ``KMeans`` works with.
  public typealias AnySolver = any Solver
  /// Any start.
  public typealias AnyInitializer = any Initializer
  /// Any solver at work.
  public typealias AnyStepper = any CentroidStepper

  extension Solver {
    /// With all its parameters.
    var text: String { String(describing: self) }
  }

  extension Initializer {
    /// With all its parameters.
    var text: String { String(describing: self) }
  }

  extension CentroidStepper {
    /// The same under a type that hides its own.
    var erased: AnyStepper { self }
  }
#else
  public import Matrices
  public import MessagePassing
  public import TesseraKernels

  /// There is one process.
  public struct AnyCommunicator: Communicator {
    public var rank: Int { 0 }
    public var size: Int { 1 }
    public func sum(_ values: inout [Int64]) throws(CommunicationError) {}
    public func sum(_ values: inout [Int128]) throws(CommunicationError) {}
    public func maximum(_ values: inout [Double]) throws(CommunicationError) {}
    public func broadcast(_ bytes: inout [UInt8], from root: Int) throws(CommunicationError) {}
    public func barrier() throws(CommunicationError) {}
  }

  // Embedded Swift has no `any`: what is called through it elsewhere are closures here, and there are no other starts than ours.

  extension Solver {
    var text: String { name }
  }

  extension Initializer {
    var text: String { name }
  }

  extension CentroidStepper {
    public var erased: AnyStepper { AnyStepper(self) }
  }

  public struct AnyStepper: CentroidStepper {
    public let learningRate: Double?
    public let finalLearningRate: Double?
    public let nearsMeans: Bool
    public let plainDescent: PlainDescent?
    public let memory: [Double]?
    private let lowered: (Double) -> AnyStepper
    private let recalled: ([Double]) -> AnyStepper
    private let stepped: (Matrix<Double>, ClusterStatistics) -> (Matrix<Double>, AnyStepper)

    public init<Stepper: CentroidStepper>(_ stepper: Stepper) {
      learningRate = stepper.learningRate
      finalLearningRate = stepper.finalLearningRate
      nearsMeans = stepper.nearsMeans
      plainDescent = stepper.plainDescent
      memory = stepper.memory
      recalled = { memory in
        var next = stepper
        next.recall(memory)
        return AnyStepper(next)
      }
      lowered = { factor in
        var next = stepper
        next.lowerLearningRate(by: factor)
        return AnyStepper(next)
      }
      stepped = { centroids, statistics in
        var next = stepper
        let centroids = next.step(from: centroids, statistics)
        return (centroids, AnyStepper(next))
      }
    }

    public mutating func lowerLearningRate(by factor: Double) { self = lowered(factor) }
    public mutating func recall(_ memory: [Double]) { self = recalled(memory) }

    public mutating func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double> {
      let (next, stepper) = stepped(centroids, statistics)
      self = stepper
      return next
    }
  }

  public struct AnySolver: Solver {
    public let name: String
    public let sampling: BatchSampling
    public let relocatesEmptyClusters: Bool
    public let dependsOnAssignmentOnly: Bool
    public let choosesLearningRate: Bool
    private let stepper: @Sendable (SolverProblem) -> AnyStepper

    public init<Concrete: Solver>(_ solver: Concrete) {
      name = solver.name
      sampling = solver.sampling
      relocatesEmptyClusters = solver.relocatesEmptyClusters
      dependsOnAssignmentOnly = solver.dependsOnAssignmentOnly
      choosesLearningRate = solver.choosesLearningRate
      stepper = { solver.makeStepper(for: $0) }
    }

    public func makeStepper(for problem: SolverProblem) -> AnyStepper { stepper(problem) }

    public static var lloyd: Self { Self(Lloyd()) }
    public static var newton: Self { Self(Newton()) }
    public static var nestedBatches: Self { Self(NestedBatches()) }
    public static var gradientDescent: Self { Self(GradientDescent()) }
    public static func newton(relaxation: Double = 1) -> Self { Self(Newton(relaxation: relaxation)) }
    public static func nestedBatches(batchSize: Int? = nil) -> Self { Self(NestedBatches(batchSize: batchSize)) }
    public static func gradientDescent(
      learningRate: Double? = nil, batchSize: Int? = nil, optimizer: DescentRule = .sgd, scalesByCount: Bool = false
    ) -> Self {
      Self(
        GradientDescent.gradientDescent(
          learningRate: learningRate, batchSize: batchSize, optimizer: optimizer, scalesByCount: scalesByCount))
    }
    public static func gradientDescent(learningRate: Double? = nil, batches: [[Int32]]) -> Self {
      Self(GradientDescent.gradientDescent(learningRate: learningRate, batches: batches))
    }
  }

  public enum AnyInitializer: Initializer {
    case kMeansPlusPlus
    case parallel(KMeansParallel)
    case random
    case chains(AFKMC2)
    case farthestFirst
    case resized(WarmStart)
    case centroids(Matrix<Double>)

    public static var kMeansParallel: Self { .parallel(KMeansParallel()) }
    public static func kMeansParallel(oversampling: Double = 2, rounds: Int = 5) -> Self {
      .parallel(KMeansParallel(oversampling: oversampling, rounds: rounds))
    }
    public static var afkMC2: Self { .chains(AFKMC2()) }
    public static func afkMC2(chainLength: Int = 200) -> Self { .chains(AFKMC2(chainLength: chainLength)) }
    public static func warm(_ centroids: Matrix<Double>) -> Self { .resized(WarmStart(centroids)) }
    public static func given(_ centroids: Matrix<Double>) -> Self { .centroids(centroids) }

    public var name: String {
      switch self {
      case .kMeansPlusPlus: KMeansPlusPlus().name
      case .parallel(let initializer): initializer.name
      case .random: RandomRows().name
      case .chains(let initializer): initializer.name
      case .farthestFirst: FarthestFirst().name
      case .resized(let initializer): initializer.name
      case .centroids(let centroids): GivenCentroids(centroids).name
      }
    }

    public var givenCentroids: Matrix<Double>? {
      if case .centroids(let centroids) = self { centroids } else { nil }
    }

    public func startCentroids<Scalar: KernelScalar>(
      for points: Matrix<Scalar>, weights: [Double]?, clusterCount: Int, using generator: inout SeededGenerator
    ) throws(ClusteringError) -> Matrix<Double> {
      switch self {
      case .kMeansPlusPlus:
        try KMeansPlusPlus().startCentroids(
          for: points, weights: weights, clusterCount: clusterCount, using: &generator)
      case .parallel(let initializer):
        try initializer.startCentroids(for: points, weights: weights, clusterCount: clusterCount, using: &generator)
      case .random:
        try RandomRows().startCentroids(for: points, weights: weights, clusterCount: clusterCount, using: &generator)
      case .chains(let initializer):
        try initializer.startCentroids(for: points, weights: weights, clusterCount: clusterCount, using: &generator)
      case .farthestFirst:
        try FarthestFirst().startCentroids(for: points, weights: weights, clusterCount: clusterCount, using: &generator)
      case .resized(let initializer):
        try initializer.startCentroids(for: points, weights: weights, clusterCount: clusterCount, using: &generator)
      case .centroids(let centroids): centroids
      }
    }

    public func startRows<Scalar: KernelScalar>(
      of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
    ) -> [Int]? {
      switch self {
      case .kMeansPlusPlus: KMeansPlusPlus().startRows(of: points, clusterCount: clusterCount, using: &generator)
      case .parallel(let initializer):
        initializer.startRows(of: points, clusterCount: clusterCount, using: &generator)
      case .random: RandomRows().startRows(of: points, clusterCount: clusterCount, using: &generator)
      case .chains(let initializer):
        initializer.startRows(of: points, clusterCount: clusterCount, using: &generator)
      case .farthestFirst: FarthestFirst().startRows(of: points, clusterCount: clusterCount, using: &generator)
      case .resized, .centroids: nil
      }
    }

    public func startCentroids<Scalar: KernelScalar>(
      ofPrepared points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
    ) throws(ClusteringError) -> Matrix<Double>? {
      if case .resized(let initializer) = self {
        try initializer.startCentroids(ofPrepared: points, clusterCount: clusterCount, using: &generator)
      } else {
        nil
      }
    }
  }
#endif
