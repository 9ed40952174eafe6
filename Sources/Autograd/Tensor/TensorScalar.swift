public import TesseraKernels

#if canImport(CLibrary)
  internal import CLibrary
#endif

/// The elements through which gradients pass: Float and Double.
public protocol TensorScalar: KernelScalar, OrderedElement, SIMDScalar, StoredScalar {
  /// The other of both.
  associatedtype Counterpart: TensorScalar where Counterpart.Counterpart == Self
  /// The loops over elements, compiled for this type.
  static var kernels: ElementKernels<Self> { get }
  /// The loops of the best instruction set.
  static var loops: ElementLoops<Self> { get }
  /// Those that reduce, scan and scatter.
  static var reductions: ReductionLoops<Self> { get }
  /// The loops that put elements in order.
  static var orders: OrderKernels<Self> { get }
  /// The functions of the C library for this type.
  static var library: ScalarLibrary<Self> { get }
  /// The tape of this type in a scope.
  static func tape(in scope: TapeScope) -> Tape<Self>
}

extension Float: TensorScalar {
  public typealias Counterpart = Double
  public static let kernels = ElementKernels<Float>()
  public static let loops = ElementLoops<Float>()
  public static let reductions = ReductionLoops<Float>()
  public static let comparisons = ComparisonKernels<Float>(loops)
  public static let orders = OrderKernels<Float>()
  public static let library = ScalarLibrary<Float>(
    exp: { exp($0) }, expm1: { expm1($0) }, log: { log($0) }, log1p: { log1p($0) }, sin: { sin($0) },
    cos: { cos($0) }, tanh: { tanh($0) }, erf: { erf($0) }, pow: { pow($0, $1) }, atan2: { atan2($0, $1) },
    exponentials: { loops.exponentials($0, $1, $2, $3, $4) })
  public static func tape(in scope: TapeScope) -> Tape<Float> { scope.single }
}

extension Double: TensorScalar {
  public typealias Counterpart = Float
  public static let kernels = ElementKernels<Double>()
  public static let loops = ElementLoops<Double>()
  public static let reductions = ReductionLoops<Double>()
  public static let comparisons = ComparisonKernels<Double>(loops)
  public static let orders = OrderKernels<Double>()
  public static let library = ScalarLibrary<Double>(
    exp: { exp($0) }, expm1: { expm1($0) }, log: { log($0) }, log1p: { log1p($0) }, sin: { sin($0) },
    cos: { cos($0) }, tanh: { tanh($0) }, erf: { erf($0) }, pow: { pow($0, $1) }, atan2: { atan2($0, $1) },
    exponentials: { loops.exponentials($0, $1, $2, $3, $4) })
  public static func tape(in scope: TapeScope) -> Tape<Double> { scope.double }
}
