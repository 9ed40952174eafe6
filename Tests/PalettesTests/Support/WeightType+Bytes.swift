@testable import Palettes

extension WeightType {
  /// The nearest numbers of the type, little-endian.
  func bytes(_ values: [Double]) -> [UInt8] {
    switch self {
    case .float16: bytes(values.map(Float16Format.bits(nearest:)))
    case .bfloat16: bytes(values.map(BFloat16Format.bits(nearest:)))
    case .float32: bytes(values.map(Float32Format.bits(nearest:)))
    case .float64: bytes(values.map(Float64Format.bits(nearest:)))
    }
  }

  private func bytes<Bits: FixedWidthInteger>(_ bits: [Bits]) -> [UInt8] {
    bits.flatMap { bits in withUnsafeBytes(of: bits.littleEndian) { Array($0) } }
  }
}

extension WeightType {
  /// Codes of weights whose bytes are given.
  func palettized(
    _ bytes: some Collection<UInt8>, _ shape: [Int], _ options: PaletteOptions, _ importances: Importances? = nil
  ) throws -> PalettizedTensor {
    try Array(bytes).withUnsafeBytes { bytes throws in
      try PalettizedTensor(bytes, self, shape: shape, importances: importances, options)
    }
  }
}
