internal import Refusals
internal import Synchronization

/// What was computed from the inputs of a gradient, in order: every node's inputs stand before it.
///
/// Nodes name each other by position, so that neither the sweep nor the end of a long chain recurses. All nested
/// gradients of one type share the tape of the outermost: a pullback is recorded like any other operation, and can be
/// differentiated again.
public final class Tape<Scalar: TensorScalar>: Sendable {
  private struct State {
    var nodes: [Node<Scalar>] = []
    /// How often nodes were forgotten while the tape went on: positions then come again, and tell by this whose they are.
    var generation = 0
    /// The tape of the other type in the same scope, while something is recorded.
    var counterpart: Tape<Scalar.Counterpart>?

    /// Whether the link leads to a node that is still there.
    func holds(_ link: TapeLink) -> Bool {
      link.index < nodes.count && nodes[link.index].generation == link.generation
    }
  }

  private let state = Mutex(State())
  /// Written under the lock alone; read without it where a late answer does no harm.
  private let records = Atomic(true)

  /// Adds a node; nil when nothing is recorded any more, or nothing is left of the inputs.
  func append(_ operation: Operation<Scalar>, _ inputs: [Tensor<Scalar>], shape: [Int]) -> TapeLink? {
    state.withLock { state in
      guard isRecording else { return nil }
      var inputs = inputs
      if state.generation > 0 {
        for place in inputs.indices where inputs[place].link.tape === self && !state.holds(inputs[place].link) {
          inputs[place] = inputs[place].constant
        }
        if operation.startsTape {
        } else if !inputs.contains(where: { $0.link.tape === self }) {
          return nil
        }
      }
      state.nodes.append(Node(operation: operation, inputs: inputs, shape: shape, generation: state.generation))
      return TapeLink(tape: erased, index: state.nodes.count - 1, generation: state.generation)
    }
  }

  /// The tape of the other type, while something is recorded.
  var counterpart: Tape<Scalar.Counterpart>? { state.withLock { $0.counterpart } }

  /// Tells two tapes of a scope of each other; until they close.
  func pair(with other: Tape<Scalar.Counterpart>) { state.withLock { $0.counterpart = other } }

  /// The number of nodes.
  var count: Int { state.withLock { $0.nodes.count } }

  /// Whether results are still recorded.
  var isRecording: Bool { records.load(ordering: .acquiring) }

  /// Whether the tensor hangs on this tape.
  func holds(_ tensor: Tensor<Scalar>) -> Bool {
    tensor.link.tape === self && state.withLock { $0.holds(tensor.link) }
  }

  /// What the tensor is the result of, while that is recorded.
  func node(of tensor: Tensor<Scalar>) -> Node<Scalar>? {
    state.withLock { isRecording && $0.holds(tensor.link) ? $0.nodes[tensor.link.index] : nil }
  }

  func node(at index: Int) -> Node<Scalar> { state.withLock { $0.nodes[index] } }

  /// The node, of which the tape forgets everything: what only it held is free for the next result.
  func takeNode(at index: Int) -> Node<Scalar> {
    state.withLock { exchange(&$0.nodes[index], with: Node(operation: .leaf, inputs: [], shape: [], generation: 0)) }
  }

  /// Calls `body` with all nodes; it must not record any.
  func withNodes<Result>(_ body: ([Node<Scalar>]) -> Result) -> Result { state.withLock { body($0.nodes) } }

  /// From now on results are constants.
  func stopRecording() { state.withLock { _ in records.store(false, ordering: .releasing) } }

  /// Forgets all nodes from a position on, unless one of them depends on an earlier one: what follows from them moves with no
  /// input of a gradient that is still being taken. Tensors that are still linked count as constants.
  func forget(from start: Int) {
    let nodes = state.withLock { state -> [Node<Scalar>] in
      guard start < state.nodes.count else { return [] }
      for index in start..<state.nodes.count {
        // What comes from the other tape may depend on more than can be seen here.
        if case .converted = state.nodes[index].operation { return [] }
        if state.nodes[index].inputs.contains(where: { $0.link.tape === self && $0.link.index < start }) { return [] }
      }
      let forgotten = Array(state.nodes[start...])
      state.nodes.removeSubrange(start...)
      state.generation += 1
      return forgotten
    }
    withExtendedLifetime(nodes) {}
  }

  /// Forgets everything: tensors that are still linked count as constants.
  func close() {
    let nodes = state.withLock { state in
      records.store(false, ordering: .releasing)
      state.counterpart = nil
      return exchange(&state.nodes, with: [])
    }
    withExtendedLifetime(nodes) {}
  }
}

/// One operation on the tape.
struct Node<Scalar: TensorScalar>: Sendable {
  let operation: Operation<Scalar>
  let inputs: [Tensor<Scalar>]
  /// Of the result.
  let shape: [Int]
  /// Of the tape, when the node was recorded.
  let generation: Int
}

private func exchange<Value>(_ place: inout Value, with value: Value) -> Value {
  let old = place
  place = value
  return old
}
