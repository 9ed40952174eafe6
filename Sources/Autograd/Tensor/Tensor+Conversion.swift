extension Tensor where Element: TensorScalar {
  /// The elements of a tensor of the other type, Float or Double: exactly, or rounded to the nearest. Gradients pass, to every order.
  ///
  /// ```swift
  /// let slopes = gradient(at: weights) { weights in                 // Tensor<Float>
  ///   let exact = Tensor<Double>(weights)
  ///   return Tensor<Float>((exact.exp().sum() - 1).log())           // in Double, and back
  /// }
  /// ```
  ///
  /// A cotangent is converted, too: from Float to Double it is rounded on its way back. An audit follows a gradient through what was
  /// computed in the other type as a whole; what cuts a part of it off in there has no line of its own.
  ///
  /// - Complexity: O(elements), and while a gradient is being taken O(operations recorded before).
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public init(_ other: Tensor<Element.Counterpart>) {
    let converted = [Element](writing: other.count) { out in
      other.elements.withUnsafeBufferPointer { x in for index in x.indices { out[index] = Element(x[index]) } }
    }
    self.init(converted, shape: other.shape)
    guard let source = other.link.tape.map({ Erased.tape($0, of: Element.Counterpart.self) }), source.isRecording,
      source.holds(other), let tape = source.counterpart
    else { return }
    let (entries, inputs) = source.entries(before: other.link.index)
    let conversion = Conversion<Element>(source: other.withoutElements, entries: entries)
    link = tape.append(.converted(conversion), inputs, shape: shape) ?? TapeLink()
  }
}
