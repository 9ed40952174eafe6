public import TesseraKernels

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The elements through which gradients pass: Float and Double.
public protocol TensorScalar: KernelScalar, OrderedElement {
  /// The loops over elements, compiled for this type.
  static var kernels: ElementKernels<Self> { get }
  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  /// The tape of this type in a scope.
  static func tape(in scope: TapeScope) -> Tape<Self>
}

extension Float: TensorScalar {
  public static let kernels = ElementKernels<Float>()
  public static let comparisons = ComparisonKernels<Float>()
  public static func exponential(_ x: Float) -> Float { exp(x) }
  public static func logarithm(_ x: Float) -> Float { log(x) }
  public static func tape(in scope: TapeScope) -> Tape<Float> { scope.single }
}

extension Double: TensorScalar {
  public static let kernels = ElementKernels<Double>()
  public static let comparisons = ComparisonKernels<Double>()
  public static func exponential(_ x: Double) -> Double { exp(x) }
  public static func logarithm(_ x: Double) -> Double { log(x) }
  public static func tape(in scope: TapeScope) -> Tape<Double> { scope.double }
}
