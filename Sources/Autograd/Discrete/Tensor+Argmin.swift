internal import Refusals

extension Tensor where Element: OrderedElement {
  /// The index of the smallest element along an axis (negative: counted from the end); ties: the lowest. The first NaN wins.
  ///
  /// The result moves in steps, so that its derivative is zero: it is a `Tensor<Int>`, a constant for every gradient.
  /// File and line are for ``gradientAudit(at:of:)-([Tensor<Scalar>],_)``.
  public func argmin(
    alongAxis axis: Int, keepingDimension: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor<Int> {
    best(.least, Shape.axis(axis, of: shape), keepingDimension, .init(file, line))
  }

  /// The index of the largest element along an axis; ties: the lowest. The first NaN wins.
  public func argmax(
    alongAxis axis: Int, keepingDimension: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor<Int> {
    best(.greatest, Shape.axis(axis, of: shape), keepingDimension, .init(file, line))
  }

  /// The position of the smallest of all elements, as if they stood in one row; ties: the lowest. The first NaN wins.
  public func argmin(file: StaticString = #fileID, line: UInt = #line) -> Tensor<Int> {
    flat.best(.least, 0, false, .init(file, line)).single
  }

  /// The position of the largest of all elements, as if they stood in one row; ties: the lowest. The first NaN wins.
  public func argmax(file: StaticString = #fileID, line: UInt = #line) -> Tensor<Int> {
    flat.best(.greatest, 0, false, .init(file, line)).single
  }

  /// One row, which keeps the link: the row is only looked at.
  private var flat: Tensor {
    var row = Tensor(elements, shape: [count])
    row.link = link
    return row
  }

  private func best(_ extremum: Extremum, _ axis: Int, _ keeps: Bool, _ place: SourcePlace) -> Tensor<Int> {
    let split = AxisSplit(shape, at: axis)
    require(split.extent > 0, "there is no \(extremum) of nothing: axis \(axis) of shape \(shape)")
    let rest = keeps ? Shape.replacing(axis, of: shape, by: 1) : Shape.removing(axis, from: shape)
    let indices = [Int](writing: split.rows) { out in
      elements.withUnsafeBufferPointer { Element.comparisons.positions(extremum, $0.baseAddress!, out, split) }
    }
    let link = StepTrace.note(extremum == .least ? "argmin" : "argmax", of: self, severs: true, at: place, indices)
    return Tensor<Int>(indices, shape: rest).behind(link)
  }
}

extension Tensor<Int> {
  fileprivate var single: Tensor<Int> { Tensor(elements, shape: []).behind(link) }
}
