/// Says for each input how much of its gradient arrives, and which operations cut the rest off.
///
/// ```swift
/// let audit = gradientAudit(at: [points, centroids]) { inputs in
///   Tensor<Double>(squaredDistances(from: inputs[0], to: inputs[1]).argmin(alongAxis: 1)).sum()
/// }
/// // input 0: no gradient: argmin at Script.swift:12 cut off a tensor of shape [100, 20]; a way past it: argmaxWeights(by: ...)
/// ```
///
/// Operations whose results move in steps have no derivative but zero. PyTorch calls that "element 0 of tensors does not
/// require grad", or returns zeros in silence; here they are named.
///
/// A result that moves in steps counts only where the value comes from it: argmax in a log costs nothing. What leaves the tensors,
/// by ``Tensor/item``, ``Tensor/elements`` or an element, is out of sight: it counts where an input has no other way to the value,
/// and where differences say that the value moves more than its gradient knows.
///
/// - Parameter function: returns a single value; it is called again, at neighbouring points, where no cut explains an input.
/// - Complexity: one evaluation of the function, and a walk over its operations; four evaluations and a gradient more where nothing
///   was cut.
public func gradientAudit<Scalar: TensorScalar>(
  at inputs: [Tensor<Scalar>], of function: ([Tensor<Scalar>]) throws -> Tensor<Scalar>
) rethrows -> GradientAudit {
  var audit = try TapeScope.run { scope, isOutermost in
    let tape = Scalar.tape(in: scope)
    let start = tape.count
    defer { if !isOutermost { tape.forget(from: start) } }
    let leaves = inputs.map(tape.leaf)
    let (value, events, measures) = try StepTrace.auditing { try function(leaves) }
    let graph = AuditGraph(tape, events)
    return GradientAudit(
      inputs: leaves.map { GradientAudit.Input($0, value, events, graph) },
      misplacedLosses: graph.misplacedLosses(in: value, at: leaves, events, measures))
  }
  for place in audit.inputs.indices where audit.inputs[place].isUnexplained {
    if try ReadOutCheck(place, audit.inputs[place].arrives).finds(inputs, function) {
      audit.inputs[place].cuts.append(.init(operation: "item or elements", shape: inputs[place].shape))
    }
  }
  return audit
}

/// The same for every tensor of a structure, in order; see ``gradientAudit(at:of:)-([Tensor<Scalar>],_)``.
public func gradientAudit<Structure: TensorStructure>(
  at structure: Structure, of function: (Structure) throws -> Tensor<Structure.Scalar>
) rethrows -> GradientAudit {
  try gradientAudit(at: structure.tensors) { tensors in
    var moved = structure
    moved.tensors = tensors
    return try function(moved)
  }
}

extension GradientAudit.Input {
  fileprivate init<Scalar: TensorScalar>(
    _ leaf: Tensor<Scalar>, _ value: Tensor<Scalar>, _ events: [StepTrace.Event], _ graph: AuditGraph<Scalar>
  ) {
    let smooth = graph.smoothDependents(of: leaf)
    let (reached, detours) = graph.ancestors(of: value, smooth: smooth)
    func isIn(_ nodes: [Bool], _ link: TapeLink) -> Bool {
      link.tape === graph.tape && link.index < nodes.count && nodes[link.index]
    }
    let severed = events.filter { $0.severs && isIn(smooth, $0.link) }
    let lost = severed.filter { isIn(reached, $0.result) }
    arrives = graph.tape.holds(value) && smooth[value.link.index]
    // What nobody saw go on was read out, if nothing else explains the input.
    cuts = (arrives || !lost.isEmpty ? lost : severed).map(GradientAudit.Cut.init)
    detoursTaken =
      events.filter { $0.name == "straightThrough" && isIn(smooth, $0.result) && isIn(reached, $0.result) }
      .map(GradientAudit.Cut.init)
    trustsCaller = graph.hasOwnPullback(reached, smooth)
    if detoursTaken.isEmpty, arrives, !detours.isEmpty {
      detoursTaken = [.init(operation: "straightThrough", shape: leaf.shape)]
    }
  }
}

extension GradientAudit.Cut {
  fileprivate init(_ event: StepTrace.Event) {
    self.init(
      operation: event.name, shape: event.shape, label: event.label,
      place: event.place?.text ?? event.operatorPlace?.text)
  }
}

/// What became of the gradients of a function's inputs.
public struct GradientAudit: Sendable, CustomStringConvertible {
  /// A place where an operation let no gradient through.
  public struct Cut: Sendable, Hashable {
    public var operation: String
    /// Of the tensor that went in.
    public var shape: [Int]
    /// Of the part of the function in which it happened; see ``labelled(_:_:)``.
    public var label: String?
    /// File and line of the call; for an operator from the debug information, nil where that does not say (always outside Linux).
    public var place: String?
  }

  public struct Input: Sendable {
    /// Whether a way without steps leads from the input to the value.
    public var arrives: Bool
    /// Every place where a way from the input ended, in order.
    public var cuts: [Cut]
    /// Straight-throughs on the way: there the gradient is another function's, as the caller wants.
    public var detours: [Cut] { detoursTaken }
    var detoursTaken: [Cut] = []
    /// Whether a pullback of the caller's lies on the way: differences say nothing about it.
    var trustsCaller = false

    /// Whether the value depends on the input only through steps.
    public var isCutOff: Bool { !arrives && !cuts.isEmpty }
    /// Whether the value takes no notice of the input at all.
    public var isUnused: Bool { !arrives && cuts.isEmpty }

    fileprivate var isUnexplained: Bool { cuts.isEmpty && detoursTaken.isEmpty && !trustsCaller }
  }

  public var inputs: [Input]
  /// Losses that were measured behind a straight-through, in order.
  public var misplacedLosses: [MisplacedLoss] = []

  /// One line per input: what arrives, what cut the rest, and ways past it; then one per misplaced loss.
  public var description: String {
    let lines = inputs.enumerated().map { "input \($0): \(Self.text($1))" }
    return (lines + misplacedLosses.map { $0.description }).joined(separator: "\n")
  }

  private static func text(_ input: Input) -> String {
    let way = input.detours.first.map { " by straightThrough" + ($0.place.map { " at \($0)" } ?? "") } ?? ""
    guard !input.cuts.isEmpty else {
      guard input.arrives else { return "not used" }
      return way.isEmpty ? "the whole gradient arrives" : "the gradient arrives\(way)"
    }
    var seen: Set<Cut> = []
    let cuts = input.cuts.filter { seen.insert($0).inserted }.map { cut in
      [
        cut.operation, cut.label.map { " in “\($0)”" }, cut.place.map { " at \($0)" },
        " cut off a tensor of shape \(cut.shape)", wayPast(cut.operation).map { "; a way past it: \($0)" },
      ].compactMap { $0 }.joined()
    }
    return (input.arrives ? "a part of the gradient arrives\(way): " : "no gradient: ") + cuts.joined(separator: ", ")
  }

  /// What lets a gradient through in an operation's place.
  private static func wayPast(_ operation: String) -> String? {
    switch operation {
    case "argmax": "argmaxWeights(by: .softmax(temperature: 1))"
    case "argmin": "argmaxWeights(by: .softmax(temperature: 1)) of the negative"
    case "argsort", "sorted": "softPermutation(temperature:), isotonicSorted(alongAxis:)"
    case "top": "softTop(_:), isotonicTop(_:alongAxis:)"
    case "median", "element of rank": "softPermutation(temperature:)"
    case "insertionPoints": "the sum of sigmoid((value - boundary) / temperature) over the boundaries"
    case "oneHotArgmax": "argmaxWeights(by: .straightThrough(.softmax(temperature: 1)))"
    case "norm(0)": "norm(1), or the sum of 1 - exp(-(x / scale)^2)"
    case "cumulative extreme": "cumulativeLogSumExp(alongAxis:) of x / temperature"
    case "unique": "weights by distance, softmax of -(x - value)^2 / temperature"
    case "floorQuotient", "truncatedQuotient": "straightThrough(to:) from x / y"
    case "item or elements": "stay with tensors: numbers that were read out are constants"
    case "comparison": "sigmoid((x - y) / temperature)"
    case "round", "floor", "ceil", "truncate": "straightThrough(to:) from x"
    case "sign": "tanh(x / temperature), or straightThrough(to:) from it"
    case "stoppingGradient": "leave it out"
    default: nil
    }
  }
}
