/// A shape seen from one axis: so many blocks of `extent` slices of `inner` elements.
struct AxisSplit: Sendable, Equatable {
  var outer = 1
  var extent = 1
  var inner = 1

  init(outer: Int = 1, extent: Int = 1, inner: Int = 1) {
    (self.outer, self.extent, self.inner) = (outer, extent, inner)
  }

  /// - Parameter axis: counted from 0; a single value counts as a row of one.
  init(_ shape: [Int], at axis: Int) {
    (outer, extent, inner) = Shape.split(shape, at: axis)
  }

  /// Without the axis: the number of rows along it.
  var rows: Int { outer * inner }

  /// With another extent.
  func with(extent: Int) -> AxisSplit { AxisSplit(outer: outer, extent: extent, inner: inner) }
}
