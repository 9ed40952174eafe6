extension Tensor where Element: TensorScalar {
  /// The elementwise sum, with NumPy's broadcasting.
  public static func + (left: Tensor, right: Tensor) -> Tensor { combined(.add, .add, left, right) }
  /// The elementwise difference, with NumPy's broadcasting.
  public static func - (left: Tensor, right: Tensor) -> Tensor { combined(.subtract, .subtract, left, right) }
  /// The elementwise product, with NumPy's broadcasting.
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    left.smoothSquare(beside: right) { combinedElements(.multiply, left, right).elements }
      ?? combined(.multiply, .multiply, left, right)
  }
  /// The elementwise quotient, with NumPy's broadcasting.
  public static func / (left: Tensor, right: Tensor) -> Tensor { combined(.divide, .divide, left, right) }

  public static func + (left: Tensor, right: Element) -> Tensor { left + Tensor(right) }
  public static func - (left: Tensor, right: Element) -> Tensor { left - Tensor(right) }
  public static func * (left: Tensor, right: Element) -> Tensor { left * Tensor(right) }
  public static func / (left: Tensor, right: Element) -> Tensor { left / Tensor(right) }
  public static func + (left: Element, right: Tensor) -> Tensor { Tensor(left) + right }
  public static func - (left: Element, right: Tensor) -> Tensor { Tensor(left) - right }
  public static func * (left: Element, right: Tensor) -> Tensor { Tensor(left) * right }
  public static func / (left: Element, right: Tensor) -> Tensor { Tensor(left) / right }

  /// This cotangent times a factor, but 0 wherever the cotangent is 0: what no result depends on has gradient 0, also
  /// where the factor is infinite.
  func scaled(by factor: Tensor) -> Tensor { Self.combined(.scale, .scale, self, factor) }

  /// Whether no element is infinite or NaN.
  var isFinite: Bool {
    elements.withUnsafeBufferPointer { x in x.baseAddress.map { Element.kernels.isFinite($0, count) } ?? true }
  }

  /// This cotangent of a product that is 0 wherever its first factor is: 0 there, where it is not finite.
  func clearedBeside(zerosOf factor: Tensor) -> Tensor {
    isFinite ? self : .where(factor.constant .== 0, .zeros([]), self)
  }

  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  static func combined(
    _ function: BinaryFunction, _ operation: Operation<Element>, _ left: Tensor, _ right: Tensor
  ) -> Tensor {
    let (shape, elements) = combinedElements(function, left, right)
    return recording(operation, [left, right], elements, shape: shape)
  }

  static func combinedElements(
    _ function: BinaryFunction, _ left: Tensor, _ right: Tensor
  ) -> (shape: [Int], elements: [Element]) {
    let combine = Element.loops.combine
    return blockwise(left, right) { combine(function, $0, $1, $2, $3) }
  }

  /// What a loop makes of the elements of both, which broadcast, on several threads where that pays.
  static func blockwise<Result: BitwiseCopyable>(
    _ left: Tensor, _ right: Tensor,
    _ loop:
      @Sendable (UnsafePointer<Element>, UnsafePointer<Element>, UnsafeMutablePointer<Result>, RowBlock) -> Void
  ) -> (shape: [Int], elements: [Result]) {
    let runs = BroadcastRuns(left.shape, right.shape)
    let elements = [Result](writing: runs.count) { out in
      left.elements.withUnsafeBufferPointer { x in
        right.elements.withUnsafeBufferPointer { y in
          nonisolated(unsafe) let (x, y, out) = (x.baseAddress!, y.baseAddress!, out)
          runs.forEachBlock { loop(x, y, out, $0) }
        }
      }
    }
    return (runs.shape, elements)
  }

  /// Adds another tensor, in place where the shapes agree and nobody else holds the elements; the result is a constant.
  mutating func accumulate(_ other: Tensor) {
    guard shape == other.shape, count > 0 else {
      self = (self + other).constant
      return
    }
    link = TapeLink()
    elements.withUnsafeMutableBufferPointer { sums in
      other.elements.withUnsafeBufferPointer { x in
        guard let sums = sums.baseAddress, let start = x.baseAddress else { return }
        Element.reductions.accumulate(start, sums, x.count)
      }
    }
  }
}
