internal import Refusals

/// Newton's method on the frozen loss: c_j' = c_j - alpha g_j / (2 n_j).
///
/// With the assignment frozen the Hessian is diagonal, 2 n_j in every dimension of cluster j, and one full step
/// (`relaxation` 1) lands on the mean: the same bits as ``Lloyd``, step by step. Every relaxation in (0, 2) lowers the
/// frozen loss; above 1 it over-relaxes. The step is computed as s/n + (1 - alpha) (c - s/n), which loses no digits on
/// data far from the origin.
public struct Newton: Solver {
  /// The factor alpha on the Newton step, in (0, 2).
  public var relaxation: Double {
    didSet { Self.check(relaxation) }
  }

  public init(relaxation: Double = 1) {
    Self.check(relaxation)
    self.relaxation = relaxation
  }

  private static func check(_ relaxation: Double) {
    require(relaxation > 0 && relaxation < 2, "the relaxation lies strictly between 0 and 2")
  }

  public var name: String { "newton" }
  public var relocatesEmptyClusters: Bool { true }
  public var dependsOnAssignmentOnly: Bool { relaxation == 1 }

  public func makeStepper(for problem: SolverProblem) -> AnyStepper { RelaxedStep(relaxation: relaxation).erased }
}

extension Solver where Self == Newton {
  /// Newton's method on the frozen loss with whole steps: that is Lloyd's algorithm, step by step.
  public static var newton: Newton { Newton() }

  /// Newton's method on the frozen loss; `relaxation` scales the step and lies in (0, 2).
  public static func newton(relaxation: Double = 1) -> Newton { Newton(relaxation: relaxation) }
}
