public import CTesseraKernels

/// The element types that the kernels read: adopted by Float and Double, and by nothing else.
public protocol KernelScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  /// The kernels that read rows of this type, for the generic methods of ``Kernels``: their pointers have no type.
  static func rowKernels(of kernels: Kernels) -> UnsafePointer<tessera_row_kernels>

  /// Converts `count` elements, exactly.
  static func widen(_ x: UnsafePointer<Self>, count: Int, into out: UnsafeMutablePointer<Double>)
}

extension Float: KernelScalar {
  @inlinable public static func rowKernels(of kernels: Kernels) -> UnsafePointer<tessera_row_kernels> {
    kernels.table.pointee.f32
  }

  public static func widen(_ x: UnsafePointer<Float>, count: Int, into out: UnsafeMutablePointer<Double>) {
    for index in 0..<count { out[index] = Double(x[index]) }
  }
}

extension Double: KernelScalar {
  @inlinable public static func rowKernels(of kernels: Kernels) -> UnsafePointer<tessera_row_kernels> {
    kernels.table.pointee.f64
  }

  public static func widen(_ x: UnsafePointer<Double>, count: Int, into out: UnsafeMutablePointer<Double>) {
    out.update(from: x, count: count)
  }
}
