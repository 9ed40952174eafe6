extension Tape {
  /// A tensor of the same values from which on gradients can be taken.
  func leaf(_ tensor: Tensor<Scalar>) -> Tensor<Scalar> {
    var leaf = tensor
    let inputs = tensor.link.tape === self ? [tensor] : []
    if let index = append(Node(operation: .leaf, inputs: inputs)) { leaf.link = TapeLink(tape: self, index: index) }
    return leaf
  }

  /// The gradient of a single value in each of the leaves; zeros where it does not depend on one.
  ///
  /// - Complexity: one pullback per recorded operation on a way from a leaf to the value.
  func gradients(of value: Tensor<Scalar>, at leaves: [Tensor<Scalar>]) -> [Tensor<Scalar>] {
    precondition(value.count == 1, "a gradient is taken of a single value, not of shape \(value.shape)")
    guard value.link.tape === self, let first = leaves.map(\.link.index).min() else {
      return leaves.map { .zeros($0.shape) }
    }
    let last = value.link.index
    let isOnTheWay = dependents(of: leaves, from: first, through: last)
    guard last >= first, isOnTheWay[last - first] else { return leaves.map { .zeros($0.shape) } }

    var cotangents = [Tensor<Scalar>?](repeating: nil, count: last - first + 1)
    cotangents[last - first] = .ones(value.shape)
    let leafIndices = Set(leaves.map(\.link.index))
    for index in stride(from: last, through: first, by: -1) where !leafIndices.contains(index) {
      guard let cotangent = cotangents[index - first] else { continue }
      cotangents[index - first] = nil
      let node = node(at: index)
      let pullbacks = node.operation.pullbacks(of: cotangent, node.inputs)
      for (input, pullback) in zip(node.inputs, pullbacks) {
        guard let target = position(of: input, from: first), isOnTheWay[target] else { continue }
        let contribution = pullback()
        cotangents[target] = cotangents[target].map { $0 + contribution } ?? contribution
      }
    }
    return leaves.map { cotangents[$0.link.index - first] ?? .zeros($0.shape) }
  }

  /// For each node from `first` through `last`, whether it depends on one of the leaves.
  private func dependents(of leaves: [Tensor<Scalar>], from first: Int, through last: Int) -> [Bool] {
    guard last >= first else { return [] }
    var depends = [Bool](repeating: false, count: last - first + 1)
    for leaf in leaves where leaf.link.index <= last { depends[leaf.link.index - first] = true }
    for index in first...last where !depends[index - first] {
      depends[index - first] = node(at: index).inputs.contains { input in
        position(of: input, from: first).map { depends[$0] } ?? false
      }
    }
    return depends
  }

  private func position(of input: Tensor<Scalar>, from first: Int) -> Int? {
    guard input.link.tape === self, input.link.index >= first else { return nil }
    return input.link.index - first
  }
}
