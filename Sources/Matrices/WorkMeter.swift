internal import Synchronization

/// How far some work is: whoever does it says so, from any thread, and whoever shows it hears it.
///
/// ```swift
/// let meter = WorkMeter { step, share in print(step, share) }     // read 0.25 ...
/// var reader = VectorFileReader()
/// reader.meter = meter
/// ```
///
/// Work is done in steps, one after the other; shares go from 0 to 1 in each. What is done within an instant is not said.
public final class WorkMeter: Sendable {
  private let step = Mutex("")
  private let done = Atomic(0)
  private let total = Atomic(1)
  private let report: @Sendable (_ step: String, _ share: Double) -> Void

  /// - Parameter report: is called often, from the threads that work: it returns at once.
  public init(_ report: @escaping @Sendable (_ step: String, _ share: Double) -> Void) { self.report = report }

  /// Begins a step of so many units (bytes, rows).
  public func begin(_ step: String, of total: Int) {
    self.step.withLock { $0 = step }
    done.store(0, ordering: .relaxed)
    self.total.store(max(1, total), ordering: .relaxed)
  }

  /// Says that so many more units are done.
  public func advance(by units: Int) {
    let done = done.add(units, ordering: .relaxed).newValue
    report(step.withLock { $0 }, min(1, Double(done) / Double(total.load(ordering: .relaxed))))
  }
}
