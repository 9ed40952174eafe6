/// How a tensor of one type came from one of the other, whose own tape knows where that came from.
///
/// On each tape a converted tensor begins something new, like a leaf. What it depends on before that the node names as its inputs: the
/// tensors of its own type that were converted to the other one on the way. The pullback then sweeps the other tape, from what was
/// converted here down to where those entered.
struct Conversion<Scalar: TensorScalar>: Sendable {
  /// What was converted.
  let source: Tensor<Scalar.Counterpart>
  /// Where tensors of this type entered the other tape, one per input of the node.
  let entries: [Tensor<Scalar.Counterpart>]

  /// The cotangents of the inputs; written in conversions, which are themselves differentiable.
  func pulledBack(_ y: Tensor<Scalar>) -> [Tensor<Scalar>] {
    guard let tape = source.link.tape.map({ Erased.tape($0, of: Scalar.Counterpart.self) }), tape.holds(source),
      let first = entries.map({ $0.link.index }).min()
    else { return entries.map { .zeros($0.shape) } }
    let cotangents = tape.cotangents(
      pulling: Tensor<Scalar.Counterpart>(y), from: source.link.index, to: entries, first: first, forgetsNodes: false)
    return cotangents.map { Tensor<Scalar>($0) }
  }
}

extension Tensor {
  /// Shape and link alone.
  fileprivate init(hollow shape: [Int], _ link: TapeLink) {
    (elements, self.shape, self.link) = ([], shape, link)
  }
}

extension Operation {
  /// Whether a node needs no input on its own tape.
  var startsTape: Bool {
    switch self {
    case .leaf, .converted: true
    default: false
    }
  }
}

extension Tape {
  /// Where tensors of the other type entered this tape on the way to a node, and what they were.
  ///
  /// - Complexity: O(nodes before it).
  func entries(before node: Int) -> (entries: [Tensor<Scalar>], sources: [Tensor<Scalar.Counterpart>]) {
    withNodes { nodes in
      var (entries, sources): ([Tensor<Scalar>], [Tensor<Scalar.Counterpart>]) = ([], [])
      var isReached = [Bool](repeating: false, count: node + 1)
      isReached[node] = true
      for index in stride(from: node, through: 0, by: -1) where isReached[index] {
        if case .converted(let conversion) = nodes[index].operation {
          let link = TapeLink(tape: erased, index: index, generation: nodes[index].generation)
          entries.append(Tensor(hollow: nodes[index].shape, link))
          sources.append(conversion.source)
          continue
        }
        if case .frozen = nodes[index].operation { continue }
        for input in nodes[index].inputs where input.link.tape === self && input.link.index < index {
          isReached[input.link.index] = true
        }
      }
      return (entries, sources)
    }
  }
}
