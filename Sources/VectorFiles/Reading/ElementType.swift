internal import TesseraKernels

/// The type of one element as a file stores it; the raw value is numpy's name for it.
public enum ElementType: String, Sendable, CaseIterable {
  case bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float16, bfloat16, float32, float64

  /// The size of one element in a file, in bytes.
  public var byteCount: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// Whether the values have fractions.
  var isFloatingPoint: Bool { [.float16, .bfloat16, .float32, .float64].contains(self) }

  /// The type as the kernels know it, where they make Floats of it.
  var encodedElement: EncodedElement? {
    switch self {
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .int8: .int8
    case .uint8: .uint8
    case .int16: .int16
    case .uint16: .uint16
    case .bool, .int32, .uint32, .int64, .uint64, .float32, .float64: nil
    }
  }

  /// Whether every value of the type is a Float without rounding.
  var fitsFloat: Bool {
    switch self {
    case .bool, .int8, .uint8, .int16, .uint16, .float16, .bfloat16, .float32: true
    case .int32, .uint32, .int64, .uint64, .float64: false
    }
  }
}
