internal import CTesseraKernels

/// Types of elements that are Floats without rounding.
public enum EncodedElement: Sendable {
  case float16, bfloat16, int8, uint8, int16, uint16

  var code: tessera_encoding {
    switch self {
    case .float16: TESSERA_FLOAT16
    case .bfloat16: TESSERA_BFLOAT16
    case .int8: TESSERA_INT8
    case .uint8: TESSERA_UINT8
    case .int16: TESSERA_INT16
    case .uint16: TESSERA_UINT16
    }
  }
}

extension Kernels {
  /// Elements of another type as Float, each exactly.
  ///
  /// - Parameters:
  ///   - source: in this machine's order of bytes; aligned or not.
  public func decode(
    _ element: EncodedElement, _ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<Float>
  ) {
    table.pointee.common.decode(element.code, source, count, target)
  }
}
