internal import Refusals

/// The place of a tensor on a tape, while a gradient is being taken.
struct TapeLink: Sendable {
  /// A `Tape` of the tensor's own element type.
  var tape: AnyTape?
  var index = 0
  /// Of the tape, when the node was recorded.
  var generation = 0

  init() {}

  init(tape: AnyTape, index: Int, generation: Int) {
    self.tape = tape
    self.index = index
    self.generation = generation
  }

  /// Whether both are the same node of the same tape.
  func isSame(as other: TapeLink) -> Bool {
    tape != nil && tape === other.tape && index == other.index && generation == other.generation
  }
}

extension Tensor where Element: TensorScalar {
  /// The tape on which the tensor hangs, or hung before it ended.
  private var tape: Tape<Element>? { link.tape.map { Erased.tape($0, of: Element.self) } }

  /// Whether results of the tensor are recorded.
  var isRecorded: Bool { tape?.isRecording ?? false }

  /// Where the tensor comes from, while that is recorded.
  var recordedNode: Node<Element>? { tape?.node(of: self) }

  /// The same values as a constant: no gradient passes through the result.
  public func stoppingGradient(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    constant.behind(StepTrace.note("stoppingGradient", of: self, severs: true, at: .init(file, line), 0))
  }

  /// The same values as a constant, for the engine's own use.
  var constant: Tensor {
    var constant = self
    constant.link = TapeLink()
    return constant
  }

  /// Shape and link alone, for the tape: it must not hold elements that no pullback looks at.
  var withoutElements: Tensor {
    var hollow = self
    hollow.elements = []
    return hollow
  }

  /// The result of an operation, recorded where an input hangs on a tape.
  static func recording(
    _ operation: Operation<Element>, _ inputs: [Tensor], _ elements: [Element], shape: [Int]
  ) -> Tensor {
    var result = Tensor(elements, shape: shape)
    guard let tape = tape(of: inputs) else { return result }
    let kept = operation.needsElements ? inputs : inputs.map { $0.withoutElements }
    if let link = tape.append(operation, kept, shape: shape) {
      result.link = link
      if operation.measuresSize { StepTrace.noteMeasure(link) }
    }
    return result
  }

  /// The tape that is being recorded and on which some of the tensors hang; a tape that has ended is none.
  private static func tape(of inputs: [Tensor]) -> Tape<Element>? {
    var found: Tape<Element>?
    for input in inputs {
      guard let tape = input.tape, tape !== found, tape.isRecording else { continue }
      if found != nil { refuseStranger() }
      found = tape
    }
    return found
  }

  /// Refuses a tensor of another gradient that is still being taken, whose derivative would be lost in silence.
  func requireNoStranger(to own: Tape<Element>) {
    if let tape, tape !== own, tape.isRecording { Self.refuseStranger() }
  }

  private static func refuseStranger() -> Never {
    refuse(
      """
      tensors of two gradients meet that are being taken at the same time, and neither in the other's function: one of \
      them was begun in a task or thread of its own. Take the gradient in the function itself, or give the task \
      stoppingGradient() of what it needs
      """)
  }
}
