internal import Refusals

extension Tape {
  /// A tensor of the same values from which on gradients can be taken.
  func leaf(_ tensor: Tensor<Scalar>) -> Tensor<Scalar> {
    tensor.requireNoStranger(to: self)
    var leaf = tensor
    let inputs = tensor.link.tape === self ? [tensor] : []
    leaf.link = append(.leaf, inputs, shape: tensor.shape) ?? TapeLink()
    return leaf
  }

  /// The gradient of a single value in each of the leaves; zeros where it does not depend on one.
  ///
  /// - Complexity: one pullback per recorded operation on a way from a leaf to the value.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func gradients(of value: Tensor<Scalar>, at leaves: [Tensor<Scalar>]) -> [Tensor<Scalar>] {
    require(value.count == 1, "a gradient is taken of a single value, not of shape \(value.shape)")
    value.requireNoStranger(to: self)
    guard holds(value), let first = leaves.map({ $0.link.index }).min() else {
      return leaves.map { .zeros($0.shape) }
    }
    // What is not recorded may be changed in place, and nobody comes back to the nodes.
    return cotangents(
      pulling: .ones(value.shape), from: value.link.index, to: leaves, first: first, forgetsNodes: !isRecording)
  }

  /// What a cotangent of a node becomes at some leaves, whose links this tape holds and beyond which nothing is followed; zeros where
  /// the node does not depend on one.
  ///
  /// - Parameters:
  ///   - first: the first of the leaves.
  ///   - forgetsNodes: whether nobody comes back to what is on the way.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func cotangents(
    pulling cotangent: Tensor<Scalar>, from last: Int, to leaves: [Tensor<Scalar>], first: Int, forgetsNodes: Bool
  ) -> [Tensor<Scalar>] {
    let isOnTheWay = dependents(of: leaves, from: first, through: last)
    guard last >= first, isOnTheWay[last - first] else { return leaves.map { .zeros($0.shape) } }

    let isLast = !isRecording
    var cotangents = [CotangentSum<Scalar>?](repeating: nil, count: last - first + 1)
    cotangents[last - first] = CotangentSum(cotangent)
    let leafIndices = Set(leaves.map { $0.link.index })
    for index in stride(from: last, through: first, by: -1) where !leafIndices.contains(index) {
      guard var cotangent = cotangents[index - first]?.total(isLast) else { continue }
      cotangents[index - first] = nil
      let node = forgetsNodes ? takeNode(at: index) : node(at: index)
      if cotangent.shape != node.shape
        && !node.operation.takesUnspread(cotangent, ofShape: node.shape, from: node.inputs)
      {
        cotangent = cotangent.broadcast(to: node.shape)
      }
      let pullbacks = node.operation.pullbacks(of: cotangent, node.inputs)
      for (input, pullback) in zip(node.inputs, pullbacks) {
        guard let target = position(of: input, from: first), isOnTheWay[target] else { continue }
        let contribution = pullback()
        if cotangents[target] == nil {
          cotangents[target] = CotangentSum(contribution)
        } else {
          cotangents[target]?.add(contribution, isLast)
        }
      }
    }
    return leaves.map { leaf in
      // Where a leaf is the value, those after it are beyond.
      guard leaf.link.index <= last else { return .zeros(leaf.shape) }
      return cotangents[leaf.link.index - first]?.total(isLast).broadcast(to: leaf.shape) ?? .zeros(leaf.shape)
    }
  }

  /// For each node from `first` through `last`, whether it depends on one of the leaves.
  private func dependents(of leaves: [Tensor<Scalar>], from first: Int, through last: Int) -> [Bool] {
    guard last >= first else { return [] }
    var depends = [Bool](repeating: false, count: last - first + 1)
    for leaf in leaves where leaf.link.index <= last { depends[leaf.link.index - first] = true }
    withNodes { nodes in
      for index in first...last where !depends[index - first] {
        if case .frozen = nodes[index].operation { continue }
        depends[index - first] = nodes[index].inputs.contains { input in
          position(of: input, from: first).map { depends[$0] } ?? false
        }
      }
    }
    return depends
  }

  private func position(of input: Tensor<Scalar>, from first: Int) -> Int? {
    guard input.link.tape === self, input.link.index >= first else { return nil }
    return input.link.index - first
  }
}
