// Logic of truth values, element by element and with NumPy's broadcasting; the operators are those of Swift's `SIMDMask`.
extension Tensor<Bool> {
  /// Where it does not hold.
  public static prefix func .! (x: Tensor) -> Tensor { Tensor(x.elements.map { !$0 }, shape: x.shape).behind(x.link) }
  /// Where both hold.
  public static func .& (left: Tensor, right: Tensor) -> Tensor { paired(left, right) { $0 && $1 } }
  /// Where one of them holds, or both.
  public static func .| (left: Tensor, right: Tensor) -> Tensor { paired(left, right) { $0 || $1 } }
  /// Where one of them holds, and not both.
  public static func .^ (left: Tensor, right: Tensor) -> Tensor { paired(left, right) { $0 != $1 } }
  /// Where both say the same.
  public static func .== (left: Tensor, right: Tensor) -> Tensor { paired(left, right) { $0 == $1 } }
  /// Where they say different things.
  public static func .!= (left: Tensor, right: Tensor) -> Tensor { paired(left, right) { $0 != $1 } }

  /// Whether an element holds along some axes (nil: all), which disappear or keep the extent 1; none of nothing does.
  public func any(alongAxes axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    folded(alongAxes: axes, keepingDimensions: keepingDimensions, from: false) { $0 = $0 || $1 }
  }

  /// Whether all elements hold along some axes (nil: all), which disappear or keep the extent 1; all of nothing do.
  public func all(alongAxes axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    folded(alongAxes: axes, keepingDimensions: keepingDimensions, from: true) { $0 = $0 && $1 }
  }

  /// How many elements hold along some axes (nil: all), which disappear or keep the extent 1.
  public func trueCounts(alongAxes axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor<Int> {
    folded(alongAxes: axes, keepingDimensions: keepingDimensions, from: 0) { $0 += $1 ? 1 : 0 }
  }
}
