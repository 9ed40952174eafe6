internal import CTesseraKernels

/// The processor instructions that a set of kernels uses. All sets give the same labels, centroids and inertias, bit by
/// bit; they differ in speed.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Portable C.
  case scalar
  /// x86-64 with AVX2 and FMA.
  case avx2
  /// x86-64 with AVX-512 F, BW, DQ and VL.
  case avx512
  /// 64-bit Arm.
  case neon

  /// Whether these kernels were compiled in and this machine can run them.
  public var isAvailable: Bool { tessera_kernels_named(rawValue) != nil }

  /// Those that this machine can run.
  public static var available: [InstructionSet] { allCases.filter { $0.isAvailable } }

  /// The fastest that this machine can run.
  public static var best: InstructionSet {
    InstructionSet(rawValue: String(cString: tessera_kernels_best().pointee.name)) ?? .scalar
  }
}
