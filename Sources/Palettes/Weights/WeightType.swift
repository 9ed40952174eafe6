/// The types of numbers that weights are stored in, and so the entries of their tables.
public enum WeightType: String, Sendable, CaseIterable {
  case float16, bfloat16, float32, float64

  /// The size of one weight in bytes.
  public var byteCount: Int {
    switch self {
    case .float16, .bfloat16: 2
    case .float32: 4
    case .float64: 8
    }
  }
}

extension WeightType {
  /// What little-endian bytes of the type hold.
  package func values(_ bytes: [UInt8]) -> [Double] {
    switch self {
    case .float16: values(bytes, Float16Format.self)
    case .bfloat16: values(bytes, BFloat16Format.self)
    case .float32: values(bytes, Float32Format.self)
    case .float64: values(bytes, Float64Format.self)
    }
  }

  private func values<Format: WeightFormat>(_ bytes: [UInt8], _ format: Format.Type) -> [Double] {
    bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: byteCount).map {
        Format.value(Format.Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Format.Bits.self)))
      }
    }
  }
}
