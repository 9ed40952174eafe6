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
/// - Parameter function: returns a single value.
/// - Complexity: one evaluation of the function, and a walk over its operations.
public func gradientAudit<Scalar: TensorScalar>(
  at inputs: [Tensor<Scalar>], of function: ([Tensor<Scalar>]) throws -> Tensor<Scalar>
) rethrows -> GradientAudit {
  try TapeScope.run { scope, _ in
    let tape = Scalar.tape(in: scope)
    let leaves = inputs.map(tape.leaf)
    let (value, events) = try StepTrace.following { try function(leaves) }
    return GradientAudit(
      inputs: leaves.map { leaf in
        let depends = tape.smoothDependents(of: leaf)
        func follows(_ link: TapeLink) -> Bool {
          link.tape === tape && link.index < depends.count && depends[link.index]
        }
        return GradientAudit.Input(
          arrives: follows(value.link),
          cuts: events.filter { $0.severs && follows($0.link) }.map {
            .init(operation: $0.name, shape: $0.shape, label: $0.label, place: $0.place?.text)
          })
      })
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
    /// File and line of the call; nil for operators, which cannot know.
    public var place: String?
  }

  public struct Input: Sendable {
    /// Whether a way without steps leads from the input to the value.
    public var arrives: Bool
    /// Every place where a way from the input ended, in order.
    public var cuts: [Cut]

    /// Whether the value depends on the input only through steps.
    public var isCutOff: Bool { !arrives && !cuts.isEmpty }
    /// Whether the value takes no notice of the input at all.
    public var isUnused: Bool { !arrives && cuts.isEmpty }
  }

  public var inputs: [Input]

  /// One line per input: what arrives, what cut the rest, and ways past it.
  public var description: String {
    inputs.enumerated().map { "input \($0): \(Self.text($1))" }.joined(separator: "\n")
  }

  private static func text(_ input: Input) -> String {
    guard !input.cuts.isEmpty else { return input.arrives ? "the whole gradient arrives" : "not used" }
    var seen: Set<Cut> = []
    let cuts = input.cuts.filter { seen.insert($0).inserted }.map { cut in
      [
        cut.operation, cut.label.map { " in “\($0)”" }, cut.place.map { " at \($0)" },
        " cut off a tensor of shape \(cut.shape)", wayPast(cut.operation).map { "; a way past it: \($0)" },
      ].compactMap(\.self).joined()
    }
    return (input.arrives ? "a part of the gradient arrives: " : "no gradient: ") + cuts.joined(separator: ", ")
  }

  /// What lets a gradient through in an operation's place.
  private static func wayPast(_ operation: String) -> String? {
    switch operation {
    case "argmax": "argmaxWeights(by: .softmax(temperature: 1))"
    case "argmin": "argmaxWeights(by: .softmax(temperature: 1)) of the negative"
    case "comparison": "sigmoid((x - y) / temperature)"
    case "round", "floor", "ceil", "truncate": "straightThrough(to:) from x"
    case "sign": "tanh(x / temperature), or straightThrough(to:) from it"
    case "stoppingGradient": "leave it out"
    default: nil
    }
  }
}
