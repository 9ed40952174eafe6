internal import Refusals
internal import Synchronization

/// Everything discrete that happened while a function ran: indices, truth values, slopes at kinks, values of step functions.
///
/// Two runs with the same trace lie on the same piece of the function.
final class StepTrace: Sendable {
  /// One discrete outcome.
  struct Event: Sendable {
    /// The operation.
    let name: String
    /// Of its input.
    let shape: [Int]
    /// What the caller named the part of the function.
    let label: String?
    /// Where the caller wrote it, as far as the operation knows.
    let place: SourcePlace?
    /// The same for an operator, in an audit.
    let operatorPlace: OperatorPlace?
    /// Whether no gradient passes.
    let severs: Bool
    /// Of the outcome: other outcomes differ, but for one chance in 2^64.
    let signature: UInt64
    /// Where the input hangs on the tape.
    let link: TapeLink
    /// Where the outcome hangs, for an audit.
    let result: TapeLink
  }

  private static let current = TaskLocal<StepTrace?>(wrappedValue: nil)
  fileprivate static let label = TaskLocal<String?>(wrappedValue: nil)

  /// A result that says how far apart two tensors are, in an audit.
  struct Measure: Sendable {
    let link: TapeLink
    let place: OperatorPlace
  }

  private let storage = Mutex<[Event]>([])
  private let measured = Mutex<[Measure]>([])
  /// Whether outcomes stay linked to what they come from, though no gradient passes.
  private let linksOutcomes: Bool

  private init(linksOutcomes: Bool) { self.linksOutcomes = linksOutcomes }

  var events: [Event] { storage.withLock { $0 } }

  /// Calls `body` and returns what happened in it, beside its result.
  static func following<Result>(_ body: () throws -> Result) rethrows -> (result: Result, events: [Event]) {
    let trace = StepTrace(linksOutcomes: false)
    let result = try current.withValue(trace, operation: body)
    return (result, trace.events)
  }

  /// The same for an audit, in which outcomes stay linked to what they come from.
  static func auditing<Result>(
    _ body: () throws -> Result
  ) rethrows -> (result: Result, events: [Event], measures: [Measure]) {
    let trace = StepTrace(linksOutcomes: true)
    let result = try current.withValue(trace, operation: body)
    return (result, trace.events, trace.measured.withLock { $0 })
  }

  /// Notes, for an audit, where a result came about that says how far apart two tensors are.
  static func noteMeasure(_ link: TapeLink) {
    guard let current = current.get(), current.linksOutcomes else { return }
    current.measured.withLock { $0.append(Measure(link: link, place: OperatorPlace())) }
  }

  /// Calls `body` unseen: what happens in it changes nothing that comes out.
  static func pausing<Result>(_ body: () throws -> Result) rethrows -> Result {
    try current.withValue(nil, operation: body)
  }

  /// Notes an outcome, where somebody follows.
  ///
  /// - Parameter result: where the outcome hangs on the tape, if it does in any case.
  /// - Returns: where the outcome hangs in an audit: pass it to ``Tensor/behind(_:)``.
  @discardableResult
  static func note<Input, Outcome: Hashable>(
    _ name: @autoclosure () -> String, of input: Tensor<Input>, severs: Bool, at place: SourcePlace? = nil,
    as result: TapeLink? = nil, _ outcome: @autoclosure () -> Outcome
  ) -> TapeLink {
    guard let current = current.get() else { return TapeLink() }
    let frozen = current.linksOutcomes && severs ? result ?? input.link.frozen : result ?? TapeLink()
    let operatorPlace = current.linksOutcomes && severs && place == nil ? OperatorPlace() : nil
    let event = Event(
      name: name(), shape: input.shape, label: label.get(), place: place, operatorPlace: operatorPlace, severs: severs,
      signature: signature(of: outcome()),
      link: input.link, result: frozen)
    current.storage.withLock { $0.append(event) }
    return frozen
  }
}

/// 64 bits of a hash: in two parts where `Int` has 32.
private func signature(of outcome: some Hashable) -> UInt64 {
  var signature: UInt64 = 0
  for part in 0..<(64 / Int.bitWidth) {
    var hasher = Hasher()
    hasher.combine(part)
    hasher.combine(outcome)
    signature = signature << 32 | UInt64(UInt(bitPattern: hasher.finalize()))
  }
  return signature
}

extension [StepTrace.Event] {
  /// Whether the same operations had the same outcomes.
  func isSamePiece(as other: [StepTrace.Event]) -> Bool { firstDifference(from: other) == nil }

  /// The first operation whose outcome differs; nil: the same piece.
  func firstDifference(from other: [StepTrace.Event]) -> String? {
    for (a, b) in zip(self, other) where a.name != b.name || a.signature != b.signature { return a.name }
    return count == other.count ? nil : "the course of the function"
  }
}

/// Names a part of a function for ``gradientAudit(at:of:)-([Tensor<Scalar>],_)``: what is cut off inside is reported under this label.
///
/// ```swift
/// let nearest = labelled("assignment") { distances.argmin(alongAxis: 1) }
/// ```
public func labelled<Result>(_ label: String, _ body: () throws -> Result) rethrows -> Result {
  try StepTrace.label.withValue(label, operation: body)
}
