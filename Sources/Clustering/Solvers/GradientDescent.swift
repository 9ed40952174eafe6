public import Descent
internal import Refusals

/// Gradient descent on the inertia through the frozen assignment: c_j' = c_j - eta 2 (n_j c_j - s_j).
///
/// The loss is the *sum* over rows, as in the question that this project answers: a cluster's step grows with its size,
/// and plain descent is stable only for a learning rate below 1 / n_max. Large clusters therefore move fast and
/// swallow small ones; ``scalesByCount`` divides each cluster's step by its weight and cures that.
///
/// ```swift
/// kmeans.solver = .gradientDescent(learningRate: 1e-5, batchSize: 100)
/// ```
///
/// A centroid without rows has gradient zero and stays where it is. Full-batch runs end when the labels repeat and
/// every centroid is the mean of its rows (<doc:Solvers> says how nearly); mini-batch runs never end as a fixed point.
public struct GradientDescent: Solver {
  /// How a gradient becomes a step; the conventions are PyTorch's. (A weight decay pulls the centroids to the origin.)
  public typealias Optimizer = DescentRule

  public var optimizer: Optimizer
  /// eta, for the gradient of the sum in the data's units; nil for 0.5 / n_max, where n_max is the weight of the heaviest
  /// cluster of the first assignment (in a mini-batch: what is expected of it), lowered as clusters grow: <doc:Solvers>.
  /// With ``scalesByCount`` nil means 0.5 for full batches and 0.05 for mini-batches.
  public var learningRate: Double? {
    didSet { Self.check(learningRate) }
  }
  /// Divides each cluster's gradient by its weight in the batch.
  public var scalesByCount: Bool
  public var sampling: BatchSampling

  public init(
    learningRate: Double? = nil, optimizer: Optimizer = .sgd, sampling: BatchSampling = .fullBatch,
    scalesByCount: Bool = false
  ) {
    Self.check(learningRate)
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.sampling = sampling
    self.scalesByCount = scalesByCount
  }

  private static func check(_ learningRate: Double?) {
    require(learningRate.map { $0 > 0 && $0.isFinite } ?? true, "a learning rate is positive and finite")
  }

  public var name: String { "gradient" }
  public var choosesLearningRate: Bool { learningRate == nil }

  public func makeStepper(for problem: SolverProblem) -> AnyStepper {
    GradientStep(self, for: problem).erased
  }
}

extension Solver where Self == GradientDescent {
  /// Gradient descent on all rows, at a rate that does not diverge.
  public static var gradientDescent: GradientDescent { GradientDescent() }

  /// Gradient descent on all rows, or on `batchSize` rows drawn with replacement.
  public static func gradientDescent(
    learningRate: Double? = nil, batchSize: Int? = nil, optimizer: GradientDescent.Optimizer = .sgd,
    scalesByCount: Bool = false
  ) -> GradientDescent {
    GradientDescent(
      learningRate: learningRate, optimizer: optimizer,
      sampling: batchSize.map { .miniBatch(size: $0) } ?? .fullBatch, scalesByCount: scalesByCount)
  }

  /// Gradient descent on given mini-batches, one array of row indices per step.
  public static func gradientDescent(learningRate: Double? = nil, batches: [[Int32]]) -> GradientDescent {
    GradientDescent(learningRate: learningRate, sampling: .given(batches))
  }
}
