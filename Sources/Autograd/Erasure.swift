#if !hasFeature(Embedded)
  /// What a type of elements can beside computing: be stored.
  public typealias StoredScalar = Codable

  /// `{"shape":[2,2],"elements":[1,2,3,4]}`: readable in every format, and checked when it is read. JSON has no infinity and no NaN: an
  /// encoder of it throws, unless it is told how to write them.
  extension Tensor: Codable where Element: Codable {
    private enum CodingKeys: String, CodingKey { case shape, elements }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let shape = try container.decode([Int].self, forKey: .shape)
      let elements = try container.decode([Element].self, forKey: .elements)
      var count: Int? = 1
      for extent in shape {
        let product = count.map { $0.multipliedReportingOverflow(by: extent) }
        count = extent < 0 || product?.overflow != false ? nil : product?.partialValue
      }
      guard shape.contains(0) && shape.allSatisfy({ $0 >= 0 }) ? elements.isEmpty : count == elements.count else {
        throw DecodingError.dataCorruptedError(
          forKey: .shape, in: container, debugDescription: "\(elements.count) elements do not fill the shape \(shape)")
      }
      self.init(elements, shape: shape)
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(shape, forKey: .shape)
      try container.encode(elements, forKey: .elements)
    }
  }

  /// A `Tape` of some element type.
  typealias AnyTape = any AnyObject & Sendable

  extension Tape {
    /// The same under a type that hides its own.
    var erased: AnyTape { self }
  }

  /// What is asked of a ``AnyTape``.
  enum Erased {
    /// - Precondition: the tape is of this type.
    static func tape<Scalar: TensorScalar>(_ tape: AnyTape, of type: Scalar.Type) -> Tape<Scalar> {
      unsafeDowncast(tape, to: Tape<Scalar>.self)
    }

    static func link(_ tape: AnyTape?, _ operation: LinkingOperation, _ links: [TapeLink], shape: [Int]) -> TapeLink? {
      (tape as? any LinkingTape)?.link(operation, links, shape: shape)
    }

    /// Whether the tape's elements are of this type.
    static func isTape<Element>(_ tape: AnyTape, of type: Element.Type) -> Bool {
      (tape as? any LinkingTape).map { Swift.type(of: $0).element == type } ?? false
    }

    /// Whether gradients pass through elements of this type.
    static func isScalar<Element>(_ type: Element.Type) -> Bool { type is any TensorScalar.Type }
  }

  private protocol LinkingTape: AnyObject, Sendable {
    static var element: Any.Type { get }
    func link(_ operation: LinkingOperation, _ links: [TapeLink], shape: [Int]) -> TapeLink?
  }

  extension Tape: LinkingTape {
    fileprivate static var element: Any.Type { Scalar.self }
  }
#else
  // Embedded Swift has no `any`, and asks no object for its type: an erased tape knows which of the two it is.

  public protocol StoredScalar {}
  extension Float: StoredScalar {}
  extension Double: StoredScalar {}

  struct AnyTape: @unchecked Sendable {
    let object: AnyObject
    let isSingle: Bool
  }

  func === (left: AnyTape?, right: AnyTape?) -> Bool { left?.object === right?.object }
  func === <Scalar>(left: AnyTape?, right: Tape<Scalar>) -> Bool { left?.object === right }

  extension Tape {
    var erased: AnyTape { AnyTape(object: self, isSingle: Scalar.self == Float.self) }
  }

  enum Erased {
    static func tape<Scalar: TensorScalar>(_ tape: AnyTape, of type: Scalar.Type) -> Tape<Scalar> {
      unsafeDowncast(tape.object, to: Tape<Scalar>.self)
    }

    static func link(_ tape: AnyTape?, _ operation: LinkingOperation, _ links: [TapeLink], shape: [Int]) -> TapeLink? {
      guard let tape else { return nil }
      return tape.isSingle
        ? self.tape(tape, of: Float.self).link(operation, links, shape: shape)
        : self.tape(tape, of: Double.self).link(operation, links, shape: shape)
    }

    static func isTape<Element>(_ tape: AnyTape, of type: Element.Type) -> Bool {
      tape.isSingle ? type == Float.self : type == Double.self
    }

    static func isScalar<Element>(_ type: Element.Type) -> Bool { type == Float.self || type == Double.self }
  }
#endif
