// One subscript per number of axes and place of the first that is not an index alone: those name an element.
extension Tensor where Element: TensorScalar {
  /// See `subscript(ranges:)`.
  public subscript<A: AxisSlices>(_ a: A) -> Tensor {
    get { self[ranges: [a.axisRange]] }
    set { self[ranges: [a.axisRange]] = newValue }
  }

  /// See `subscript(ranges:)`.
  public subscript<A: AxisSlices, B: AxisIndex>(_ a: A, _ b: B) -> Tensor {
    get { self[ranges: [a.axisRange, b.axisRange]] }
    set { self[ranges: [a.axisRange, b.axisRange]] = newValue }
  }

  /// See `subscript(ranges:)`.
  public subscript<B: AxisSlices>(_ a: Int, _ b: B) -> Tensor {
    get { self[ranges: [a.axisRange, b.axisRange]] }
    set { self[ranges: [a.axisRange, b.axisRange]] = newValue }
  }

  /// See `subscript(ranges:)`.
  public subscript<A: AxisSlices, B: AxisIndex, C: AxisIndex>(_ a: A, _ b: B, _ c: C) -> Tensor {
    get { self[ranges: [a.axisRange, b.axisRange, c.axisRange]] }
    set { self[ranges: [a.axisRange, b.axisRange, c.axisRange]] = newValue }
  }

  /// See `subscript(ranges:)`.
  public subscript<B: AxisSlices, C: AxisIndex>(_ a: Int, _ b: B, _ c: C) -> Tensor {
    get { self[ranges: [a.axisRange, b.axisRange, c.axisRange]] }
    set { self[ranges: [a.axisRange, b.axisRange, c.axisRange]] = newValue }
  }

  /// See `subscript(ranges:)`.
  public subscript<C: AxisSlices>(_ a: Int, _ b: Int, _ c: C) -> Tensor {
    get { self[ranges: [a.axisRange, b.axisRange, c.axisRange]] }
    set { self[ranges: [a.axisRange, b.axisRange, c.axisRange]] = newValue }
  }
}
