extension GradientAudit {
  /// A loss between the result of a straight-through and what it stands for, or what it stands between.
  ///
  /// Behind a straight-through from x to q stands the value of q with the gradient of x:
  ///
  /// - its difference from q is 0, and so is the gradient: a commitment that binds nothing;
  /// - its difference from x has the value of q - x, and the gradient goes to x alone, never to the codes: with x on both sides
  ///   it cancels, and with a constant x it pushes x away from its code.
  public struct MisplacedLoss: Sendable, Hashable, CustomStringConvertible {
    public enum Mistake: Sendable, Hashable {
      /// Measured from the value itself.
      case againstItsValue
      /// Measured from what the gradient goes to.
      case againstItsSource
    }

    public let mistake: Mistake
    /// File and line of the straight-through.
    public let straightThrough: String?
    private let loss: OperatorPlace

    init(_ mistake: Mistake, at loss: OperatorPlace, straightThrough: String?) {
      (self.mistake, self.loss, self.straightThrough) = (mistake, loss, straightThrough)
    }

    /// File and line of the loss, nil where debug information does not say. The first question reads that information: seconds in a large
    /// program.
    public var place: String? { loss.text }

    public static func == (left: Self, right: Self) -> Bool {
      left.mistake == right.mistake && left.straightThrough == right.straightThrough && left.place == right.place
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(mistake)
      hasher.combine(straightThrough)
      hasher.combine(place)
    }

    /// What is wrong, and what to do.
    public var description: String {
      let subject =
        "the loss" + (place.map { " at \($0)" } ?? "") + " is computed behind the straight-through"
        + (straightThrough.map { " at \($0)" } ?? "")
      let fault =
        switch mistake {
        case .againstItsValue: "compares it with its own value: its gradient is 0"
        case .againstItsSource:
          "compares it with what came in: no gradient reaches the codes, and that of the input cancels or pushes it away"
        }
      return
        "\(subject) and \(fault); take the codes themselves: "
        + "vectors.squaredError(from: codes.stoppingGradient()) moves the vectors, "
        + "codes.squaredError(from: vectors.stoppingGradient()) the codes"
    }
  }
}

extension AuditGraph {
  /// A straight-through, and what the gradient goes on to.
  private struct Detour {
    let result: Int
    let sources: [Int]
    let place: String?
  }

  /// The losses on the way to the value that were measured behind a straight-through.
  func misplacedLosses(
    in value: Tensor<Scalar>, at leaves: [Tensor<Scalar>], _ events: [StepTrace.Event], _ measures: [StepTrace.Measure]
  ) -> [GradientAudit.MisplacedLoss] {
    guard tape.holds(value), !measures.isEmpty else { return [] }
    let smooth = leaves.map(smoothDependents).reduce([Bool](repeating: false, count: nodes.count)) {
      zip($0, $1).map { $0 || $1 }
    }
    let detours = detours(smooth, events)
    guard !detours.isEmpty else { return [] }
    let reached = ancestors(of: value, smooth: [Bool](repeating: false, count: nodes.count)).reached
    return measures.compactMap { measure in
      guard measure.link.tape === tape, reached[measure.link.index] else { return nil }
      return difference(at: measure.link.index).flatMap { misplaced($0, measure, detours) }
    }
  }

  private func detours(_ smooth: [Bool], _ events: [StepTrace.Event]) -> [Detour] {
    let called = events.filter { $0.name == "straightThrough" && $0.result.tape === tape && $0.link.tape === tape }
      .map { Detour(result: $0.result.index, sources: [$0.link.index], place: $0.place?.text) }
    let byHand = nodes.indices.compactMap { index in
      detour(at: index, smooth).map { Detour(result: index, sources: $0, place: nil) }
    }
    return called + byHand
  }

  private func misplaced(
    _ difference: (sides: [Int?], isZero: Bool), _ measure: StepTrace.Measure, _ detours: [Detour]
  ) -> GradientAudit.MisplacedLoss? {
    for detour in detours {
      for (side, other) in [(0, 1), (1, 0)] where isView(difference.sides[side], of: detour.result) {
        let isOfSource = detour.sources.contains { isView(difference.sides[other], of: $0, throughStops: true) }
        guard difference.isZero || isOfSource else { continue }
        return .init(
          difference.isZero ? .againstItsValue : .againstItsSource, at: measure.place, straightThrough: detour.place)
      }
    }
    return nil
  }

  /// The sides of the difference of which a node says how large it is, nil for a constant, and whether they are equal.
  private func difference(at index: Int) -> (sides: [Int?], isZero: Bool)? {
    let (operation, inputs) = (nodes[index].operation, nodes[index].inputs)
    if case .squaredDifference = operation {
      return (inputs.map(place), inputs[0].shape == inputs[1].shape && inputs[0].elements == inputs[1].elements)
    }
    guard let minus = place(of: inputs[0]), case .subtract = nodes[minus].operation else { return nil }
    if case .multiply = operation, place(of: inputs[1]) != minus { return nil }
    return (nodes[minus].inputs.map(place), inputs[0].elements.allSatisfy { $0 == 0 })
  }

  private func place(of input: Tensor<Scalar>) -> Int? { input.link.tape === tape ? input.link.index : nil }

  /// Whether a node has the elements of another one, or some of them, in whatever shape.
  private func isView(_ index: Int?, of root: Int, throughStops: Bool = false) -> Bool {
    var roots: Set = [root]
    var root = root
    while case .reshape = nodes[root].operation, let before = place(of: nodes[root].inputs[0]) {
      roots.insert(before)
      root = before
    }
    var next = index
    while let place = next {
      if roots.contains(place) { return true }
      switch nodes[place].operation {
      case .reshape, .broadcast, .take: next = self.place(of: nodes[place].inputs[0])
      case .frozen where throughStops && stops.contains(place): next = self.place(of: nodes[place].inputs[0])
      default: return false
      }
    }
    return false
  }
}

extension Operation {
  /// Whether the result says how large a difference may be, as losses do.
  var measuresSize: Bool {
    switch self {
    case .squaredDifference, .square, .norm, .power, .multiply, .kink(.magnitude): true
    default: false
    }
  }
}
