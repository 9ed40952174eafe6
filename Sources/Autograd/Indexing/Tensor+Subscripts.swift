extension Tensor where Element: TensorScalar {
  /// Parts of the tensor, by what is taken of each axis; axes that are not named are whole. See ``AxisIndex``. Up to three need no
  /// label, `x[1..., 0..<3]`; indices alone, `x[0, 1]`, name an element.
  ///
  /// Gradients pass, of what is read and of what is assigned: after `x[1...] = y` those of the replaced elements are 0 in the old `x`.
  ///
  /// - Precondition: no index or bound lies beyond its axis. What is assigned broadcasts to the part.
  /// - Complexity: O(elements taken); of an assignment O(elements of the tensor).
  public subscript(ranges ranges: [AxisRange]) -> Tensor {
    get {
      let (view, shape) = StridedView.taking(ranges, of: shape)
      return seen(view).reshaped(to: shape)
    }
    set {
      let (view, shape) = StridedView.taking(ranges, of: shape)
      let part = newValue.broadcast(to: shape).reshaped(to: view.shape).putting(at: .view(view), shape: self.shape)
      self = .where(Tensor<Bool>(marking: view, in: self.shape), part, self)
    }
  }
}

extension Tensor where Element: FrozenElement {
  /// Parts of the tensor, by what is taken of each axis; axes that are not named are whole. See ``AxisIndex``. Up to three need no
  /// label, `x[1..., 0..<3]`; indices alone, `x[0, 1]`, name an element.
  ///
  /// - Precondition: no index or bound lies beyond its axis. What is assigned broadcasts to the part.
  /// - Complexity: O(elements taken); of an assignment O(elements of the tensor).
  public subscript(ranges ranges: [AxisRange]) -> Tensor {
    get {
      let (view, shape) = StridedView.taking(ranges, of: shape)
      return seen(view).reshaped(to: shape)
    }
    set {
      let (view, shape) = StridedView.taking(ranges, of: shape)
      self = Tensor(putting(newValue.broadcast(to: shape), at: view), shape: self.shape).behind(link, newValue.link)
    }
  }

  /// The elements, with those of another tensor where a view shows them.
  fileprivate func putting(_ part: Tensor, at view: StridedView) -> [Element] {
    var elements = elements
    elements.withUnsafeMutableBufferPointer { out in
      part.elements.withUnsafeBufferPointer { x in
        if let x = x.baseAddress, let out = out.baseAddress { StridedCopy(putting: view).copy(x, to: out) }
      }
    }
    return elements
  }
}

extension Tensor<Bool> {
  /// True where a view shows something.
  fileprivate init(marking view: StridedView, in shape: [Int]) {
    let nothing = Tensor(repeating: false, shape: shape)
    self.init(nothing.putting(Tensor(repeating: true, shape: view.shape), at: view), shape: shape)
  }
}
