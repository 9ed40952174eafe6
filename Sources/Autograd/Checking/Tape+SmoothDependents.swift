extension Tape {
  /// For each node, whether a way leads to it from the leaf on which no function moves in steps.
  func smoothDependents(of leaf: Tensor<Scalar>) -> [Bool] {
    var depends = [Bool](repeating: false, count: count)
    guard leaf.link.tape === self else { return depends }
    depends[leaf.link.index] = true
    for index in depends.indices.dropFirst(leaf.link.index + 1) {
      let node = node(at: index)
      depends[index] = node.inputs.enumerated().contains { place, input in
        input.link.tape === self && depends[input.link.index] && node.operation.movesSmoothly(inInput: place)
      }
    }
    return depends
  }
}

extension Operation {
  /// Whether the result moves with an input at all.
  fileprivate func movesSmoothly(inInput place: Int) -> Bool {
    guard case .linear(let slopes) = self, place < slopes.count else { return true }
    return slopes[place].shape != [] || slopes[place].item != 0
  }
}
