public import Matrices
public import TesseraKernels

extension KMeans {
  /// Clusters the points of a file in their own precision; see ``fitted(to:weights:progress:shouldStop:)-(Matrix<Scalar>,_,_,_)``.
  public func fitted(
    to points: NumericMatrix, weights: [Double]? = nil, progress: @escaping (TraceEntry) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(ClusteringError) -> KMeansModel {
    switch points {
    case .float(let points): try run(on: points, weights: weights, progress: progress, shouldStop: shouldStop)
    case .double(let points): try run(on: points, weights: weights, progress: progress, shouldStop: shouldStop)
    }
  }

  /// The start centroids that a fit of these points would choose for its first run, [clusterCount, dimensions].
  public func startCentroids(
    for points: NumericMatrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return switch points {
    case .float(let points): try start(points, weights, &generator)
    case .double(let points): try start(points, weights, &generator)
    }
  }

  private func start<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ weights: [Double]?, _ generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> {
    if missingValues == .leftOut {
      let (options, points) = try leavingOutMissing(of: points)
      return try options.start(points, weights, &generator)
    }
    let preparation = try Preparation(self, points)
    if metric == .cosine, !hasDirections {
      return try withDirections().start(try preparation.directions(of: points), weights, &generator)
    }
    if preparation.needsDouble {
      let points: Matrix<Double> = points.converted()
      return try start(points, weights, &generator)
    }
    let problem = try FitProblem(self, points, weights, preparation)
    return problem.points.scale.unscaled(try problem.start(self, points, weights, using: &generator))
  }
}

extension NumericMatrix {
  /// Assigns every row to its nearest centroid; see ``/Matrices/Matrix/assigned(to:weights:threadCount:instructionSet:keepsMargins:)``.
  ///
  /// - Parameter meter: hears how many rows are assigned.
  public func assigned(
    to centroids: Matrix<Double>, weights: [Double]? = nil, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil, keepsMargins: Bool = false, meter: WorkMeter? = nil
  ) throws(ClusteringError) -> Assignment {
    let kernels = Kernels(instructionSet ?? .best)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    return switch self {
    case .float(let points):
      try Assignment(of: points, to: centroids, weights, keepsMargins: keepsMargins, kernels, parallel, meter)
    case .double(let points):
      try Assignment(of: points, to: centroids, weights, keepsMargins: keepsMargins, kernels, parallel, meter)
    }
  }
}

extension NumericMatrix {
  /// The same matrix under a type that the compiler can tell apart. (Embedded Swift casts to no struct.)
  public init<Scalar: KernelScalar>(_ matrix: Matrix<Scalar>) {
    if Scalar.self == Float.self {
      self = .float(unsafeBitCast(matrix, to: Matrix<Float>.self))
    } else if Scalar.self == Double.self {
      self = .double(unsafeBitCast(matrix, to: Matrix<Double>.self))
    } else {
      self = .double(matrix.converted())
    }
  }
}
