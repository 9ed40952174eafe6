internal import Synchronization

/// What was computed from the inputs of a gradient, in order: every node's inputs stand before it.
///
/// Nodes name each other by position, so that neither the sweep nor the end of a long chain recurses. All nested
/// gradients of one type share the tape of the outermost: a pullback is recorded like any other operation, and can be
/// differentiated again.
public final class Tape<Scalar: TensorScalar>: Sendable {
  private struct State {
    var nodes: [Node<Scalar>] = []
    var isRecording = true
  }

  private let state = Mutex(State())

  /// The position of the node; nil when nothing is recorded any more.
  func append(_ node: Node<Scalar>) -> Int? {
    state.withLock { state in
      guard state.isRecording else { return nil }
      state.nodes.append(node)
      return state.nodes.count - 1
    }
  }

  /// The number of nodes.
  var count: Int { state.withLock { $0.nodes.count } }

  /// Whether results are still recorded.
  var isRecording: Bool { state.withLock { $0.isRecording } }

  func node(at index: Int) -> Node<Scalar> { state.withLock { $0.nodes[index] } }

  /// The node, of which the tape forgets everything: what only it held is free for the next result.
  func takeNode(at index: Int) -> Node<Scalar> {
    state.withLock { exchange(&$0.nodes[index], with: Node(operation: .leaf, inputs: [], shape: [])) }
  }

  /// Calls `body` with all nodes; it must not record any.
  func withNodes<Result>(_ body: ([Node<Scalar>]) -> Result) -> Result { state.withLock { body($0.nodes) } }

  /// From now on results are constants.
  func stopRecording() { state.withLock { $0.isRecording = false } }

  /// Forgets everything: tensors that are still linked count as constants.
  func close() {
    let nodes = state.withLock { state in
      state.isRecording = false
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
}

private func exchange<Value>(_ place: inout Value, with value: Value) -> Value {
  let old = place
  place = value
  return old
}
