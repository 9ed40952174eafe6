internal import Matrices
internal import TesseraKernels

/// Decides when a ``StandingCertificate`` is worth its price: after steps that changed no label, and less readily after one that
/// did not last.
struct StandingAssignment<Scalar: KernelScalar> {
  private let isUsed: Bool
  private var certificate: StandingCertificate<Scalar>?
  /// Steps in a row that changed no label, and how many are asked for.
  private var quiet = 0
  private var patience = 1
  /// How many assignments the region has spared.
  private var spared = 0

  init(isUsed: Bool) { self.isUsed = isUsed }

  /// Whether the last assignment did not reach the engine.
  var isEngineBehind: Bool { spared > 0 }

  /// Whether no row changes its label at `centroids`, as far as the region can tell.
  mutating func covers(_ centroids: Matrix<Double>, _ engine: AssignmentEngine<Scalar>) -> Bool {
    guard certificate != nil else { return false }
    let holds = centroids.withUnsafeElements { certificate?.holds(at: $0, engine) ?? false }
    if engine.points.reduction.all(holds) {
      spared += 1
      return true
    }
    patience = spared < 8 ? min(2 * patience, 64) : 1
    (certificate, spared, quiet) = (nil, 0, 0)
    return false
  }

  /// Takes account of an assignment that the engine made.
  mutating func note(changed: Int, _ engine: AssignmentEngine<Scalar>) {
    guard isUsed else { return }
    quiet = changed == 0 ? quiet + 1 : 0
    if quiet >= patience { certificate = StandingCertificate(engine) }
  }
}
