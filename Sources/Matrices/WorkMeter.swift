internal import Refusals
internal import Synchronization

/// How far some work is: whoever does it says so, from any thread, and whoever shows it hears it.
///
/// ```swift
/// let meter = WorkMeter { step, done, total in print(step, done, total ?? 0) }     // read 65536 262144 ...
/// var reader = VectorFileReader()
/// reader.meter = meter
/// ```
///
/// Work is done in steps, one after the other, each of so many units (bytes, rows): as many as are known beforehand. What is
/// done within an instant is not said.
public final class WorkMeter: Sendable {
  private let step = Mutex("")
  private let done = Atomic(0)
  /// 0 where it is not known.
  private let total = Atomic(1)
  private let report: @Sendable (_ step: String, _ done: Int, _ total: Int?) -> Void

  /// - Parameter report: is called often, from the threads that work: it returns at once.
  ///   What is done never exceeds the total.
  public init(_ report: @escaping @Sendable (_ step: String, _ done: Int, _ total: Int?) -> Void) {
    self.report = report
  }

  /// Begins a step of so many units; nil for bytes whose number shows in the end.
  public func begin(_ step: String, of total: Int?) {
    self.step.withLock { $0 = step }
    done.store(0, ordering: .relaxed)
    self.total.store(total.map { max(1, $0) } ?? 0, ordering: .relaxed)
  }

  /// Says that so many more units are done.
  public func advance(by units: Int) {
    let done = done.add(units, ordering: .relaxed).newValue
    let total = total.load(ordering: .relaxed)
    report(step.withLock { $0 }, total > 0 ? min(done, total) : done, total > 0 ? total : nil)
  }
}
