internal import Refusals

extension Tensor<Int> {
  /// The sum of all elements; 0 of none. One that an `Int` cannot hold ends the program with a message.
  public func sum() -> Tensor { sum(alongAxes: nil) }

  /// The sums along an axis (negative: counted from the end), which disappears or keeps the extent 1.
  public func sum(alongAxis axis: Int, keepingDimension: Bool = false) -> Tensor {
    sum(alongAxes: [axis], keepingDimensions: keepingDimension)
  }

  /// The sums along some axes (nil: all), which disappear or keep the extent 1.
  public func sum(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    exactlyFolded("sum", axes, keepingDimensions, from: 0) { $0.addingReportingOverflow($1) }
  }

  /// The products along an axis (nil: of all elements); 1 of none. One that an `Int` cannot hold ends the program with a message.
  public func product(alongAxis axis: Int? = nil, keepingDimension: Bool = false) -> Tensor {
    exactlyFolded("product", axis.map { [$0] }, keepingDimension, from: 1) { $0.multipliedReportingOverflow(by: $1) }
  }

  /// The smallest of all elements.
  public func min() -> Tensor { amin(alongAxes: nil) }

  /// The largest of all elements.
  public func max() -> Tensor { amax(alongAxes: nil) }

  /// The smallest elements along an axis.
  public func min(alongAxis axis: Int, keepingDimension: Bool = false) -> Tensor {
    amin(alongAxes: [axis], keepingDimensions: keepingDimension)
  }

  /// The largest elements along an axis.
  public func max(alongAxis axis: Int, keepingDimension: Bool = false) -> Tensor {
    amax(alongAxes: [axis], keepingDimensions: keepingDimension)
  }

  /// The smallest elements along some axes (nil: all).
  public func amin(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    requireSome("least", axes)
    return folded(alongAxes: axes, keepingDimensions: keepingDimensions, from: Int.max) { $0 = Swift.min($0, $1) }
  }

  /// The largest elements along some axes (nil: all).
  public func amax(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    requireSome("greatest", axes)
    return folded(alongAxes: axes, keepingDimensions: keepingDimensions, from: Int.min) { $0 = Swift.max($0, $1) }
  }

  /// The sums of all elements up to each along an axis.
  public func cumulativeSum(alongAxis axis: Int) -> Tensor {
    let split = AxisSplit(shape, at: Shape.axis(axis, of: shape))
    var sums = elements
    var overflows = false
    for block in 0..<split.outer {
      let start = block * split.extent * split.inner
      for place in (start + split.inner)..<Swift.max(start + split.extent * split.inner, start + split.inner) {
        let (sum, overflow) = sums[place].addingReportingOverflow(sums[place - split.inner])
        sums[place] = sum
        overflows = overflows || overflow
      }
    }
    require(!overflows, "a sum of whole numbers does not fit \(Int.bitWidth) bits")
    return Tensor(sums, shape: shape).behind(link)
  }

  private func requireSome(_ name: String, _ axes: [Int]?) {
    require(Shape.count(alongAxes: axes, of: shape) > 0, "there is no \(name) of nothing in shape \(shape)")
  }

  @inline(__always)
  private func exactlyFolded(
    _ name: String, _ axes: [Int]?, _ keeps: Bool, from initial: Int,
    _ function: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Tensor {
    var overflows = false
    let results = folded(alongAxes: axes, keepingDimensions: keeps, from: initial) { total, element in
      let (value, overflow) = function(total, element)
      total = value
      overflows = overflows || overflow
    }
    require(!overflows, "a \(name) of whole numbers does not fit \(Int.bitWidth) bits")
    return results
  }
}
