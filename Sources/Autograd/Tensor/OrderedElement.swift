/// The elements that can be compared: Float, Double and Int.
public protocol OrderedElement: TensorElement, Comparable {
  /// The loops over elements, compiled for this type.
  static var comparisons: ComparisonKernels<Self> { get }
}

extension Int: OrderedElement {
  public static let comparisons = ComparisonKernels<Int>()
}
