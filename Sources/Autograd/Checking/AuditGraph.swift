/// The nodes of an audited function, and which ways lead where.
struct AuditGraph<Scalar: TensorScalar> {
  let tape: Tape<Scalar>
  let nodes: [Node<Scalar>]
  /// Nodes of ``Tensor/stoppingGradient(file:line:)``.
  let stops: Set<Int>

  init(_ tape: Tape<Scalar>, _ events: [StepTrace.Event]) {
    self.tape = tape
    nodes = tape.withNodes { $0 }
    stops = Set(
      events.filter { $0.name == "stoppingGradient" && $0.result.tape === tape }.map { $0.result.index })
  }

  /// For each node, whether a way leads to it from the leaf on which no function moves in steps.
  func smoothDependents(of leaf: Tensor<Scalar>) -> [Bool] {
    var depends = [Bool](repeating: false, count: nodes.count)
    guard tape.holds(leaf) else { return depends }
    depends[leaf.link.index] = true
    for index in depends.indices.dropFirst(leaf.link.index + 1) {
      depends[index] = nodes[index].inputs.enumerated().contains { place, input in
        input.link.tape === tape && depends[input.link.index] && nodes[index].operation.movesSmoothly(inInput: place)
      }
    }
    return depends
  }

  /// Whether a pullback of the caller's stands on a way.
  func hasOwnPullback(_ reached: [Bool], _ smooth: [Bool]) -> Bool {
    nodes.indices.contains { index in
      guard reached[index], smooth[index], case .custom = nodes[index].operation else { return false }
      return true
    }
  }

  /// For each node, whether the value knows it, smoothly or not, and the straight-throughs by hand that were met.
  ///
  /// Where a straight-through x + stop(y - x) stands in for x, what y comes from is not lost.
  func ancestors(of value: Tensor<Scalar>, smooth: [Bool]) -> (reached: [Bool], detours: [Int]) {
    var reached = [Bool](repeating: false, count: nodes.count)
    var detours: [Int] = []
    guard tape.holds(value) else { return (reached, detours) }
    reached[value.link.index] = true
    for index in stride(from: value.link.index, through: 0, by: -1) where reached[index] {
      if let live = detour(at: index, smooth) {
        detours.append(index)
        for place in live { reached[place] = true }
        continue
      }
      for input in nodes[index].inputs where input.link.tape === tape { reached[input.link.index] = true }
    }
    return (reached, detours)
  }

  /// Where a node is x + stop(y - x), in any order of its terms: the terms through which a gradient passes.
  func detour(at index: Int, _ smooth: [Bool]) -> [Int]? {
    guard smooth[index], !stops.isEmpty else { return nil }
    var (live, stopped): ([Int: Int], [Int: Int]) = ([:], [:])
    guard add(index, 1, isStopped: false, depth: 4, &live, &stopped), !stopped.isEmpty else { return nil }
    guard live.contains(where: { stopped[$0.key] == -$0.value && smooth[$0.key] }) else { return nil }
    return live.filter { $0.value != 0 && smooth[$0.key] }.map { $0.key }
  }

  /// Adds up what a node is a sum of; false: of a single term.
  @discardableResult
  private func add(
    _ index: Int, _ sign: Int, isStopped: Bool, depth: Int, _ live: inout [Int: Int], _ stopped: inout [Int: Int]
  ) -> Bool {
    let node = nodes[index]
    func go(_ place: Int, _ sign: Int, _ isStopped: Bool) {
      guard node.inputs[place].link.tape === tape else { return }
      add(node.inputs[place].link.index, sign, isStopped: isStopped, depth: depth - 1, &live, &stopped)
    }
    switch node.operation {
    case .add where depth > 0, .subtract where depth > 0:
      go(0, sign, isStopped)
      if case .add = node.operation { go(1, sign, isStopped) } else { go(1, -sign, isStopped) }
    case .negate where depth > 0: go(0, -sign, isStopped)
    case .frozen where depth > 0 && stops.contains(index): go(0, sign, true)
    default:
      if isStopped { stopped[index, default: 0] += sign } else { live[index, default: 0] += sign }
      return false
    }
    return true
  }
}

extension Operation {
  /// Whether the result moves with an input at all.
  fileprivate func movesSmoothly(inInput place: Int) -> Bool {
    switch self {
    case .linear(let slopes) where place < slopes.count: slopes[place].shape != [] || slopes[place].item != 0
    case .frozen: false
    default: true
    }
  }
}
