/// The place of a tensor on a tape, while a gradient is being taken.
struct TapeLink: Sendable {
  /// A `Tape` of the tensor's own element type.
  var tape: (any AnyObject & Sendable)?
  var index = 0

  init() {}

  init(tape: any AnyObject & Sendable, index: Int) {
    self.tape = tape
    self.index = index
  }

  /// Whether both are the same node of the same tape.
  func isSame(as other: TapeLink) -> Bool { tape != nil && tape === other.tape && index == other.index }
}

extension Tensor where Element: TensorScalar {
  /// The tape on which the tensor hangs.
  private var tape: Tape<Element>? { link.tape.map { unsafeDowncast($0, to: Tape<Element>.self) } }

  /// Whether results of the tensor are recorded.
  var isRecorded: Bool { tape?.isRecording ?? false }

  /// Where the tensor comes from, while that is recorded.
  var recordedNode: Node<Element>? { tape.flatMap { $0.isRecording ? $0.node(at: link.index) : nil } }

  /// The same values as a constant: no gradient passes through the result.
  public func stoppingGradient(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    StepTrace.note("stoppingGradient", of: self, severs: true, at: .init(file, line), 0)
    return constant
  }

  /// The same values as a constant, for the engine's own use.
  var constant: Tensor {
    var constant = self
    constant.link = TapeLink()
    return constant
  }

  /// Shape and link alone, for the tape: it must not hold elements that no pullback looks at.
  private var withoutElements: Tensor {
    var hollow = self
    hollow.elements = []
    return hollow
  }

  /// The result of an operation, recorded where an input hangs on a tape.
  static func recording(
    _ operation: Operation<Element>, _ inputs: [Tensor], _ elements: [Element], shape: [Int]
  ) -> Tensor {
    var result = Tensor(elements, shape: shape)
    for input in inputs {
      guard let tape = input.tape else { continue }
      let kept = operation.needsElements ? inputs : inputs.map(\.withoutElements)
      if let index = tape.append(Node(operation: operation, inputs: kept, shape: shape)) {
        result.link = TapeLink(tape: tape, index: index)
      }
      break
    }
    return result
  }
}
