internal import Refusals

/// How much the squared error of each weight counts: the diagonal of Fisher's matrix, or mean squares of activations.
public enum Importances: Sendable {
  /// One each, in the order of the weights.
  case weights([Double])
  /// One per index of the input axis: axis 1, or the only one.
  case inputs([Double])
}

extension Importances {
  /// Throws unless they go with weights.
  func check(_ layout: PaletteLayout) throws(PaletteError) {
    switch self {
    case .weights(let values):
      guard values.count == layout.weightCount else {
        throw .importanceShape(given: [values.count], weights: layout.shape)
      }
    case .inputs(let values):
      guard values.count == layout.shape[layout.axis] else {
        throw .importanceShape(given: [values.count], weights: layout.shape)
      }
    }
  }
}

/// Importances while weights are looked at.
enum ImportanceView {
  case equal
  case weights(WeightType, UnsafeRawBufferPointer)
  case inputs(UnsafeBufferPointer<Double>, stride: Int)

  var isEqual: Bool { if case .equal = self { true } else { false } }

  /// Copies the importances of weights that follow each other.
  func fill(_ target: UnsafeMutablePointer<Double>, from place: Int, count: Int) {
    switch self {
    case .equal: target.update(repeating: 1, count: count)
    case .weights(.float16, let bytes): fill(target, Float16Format.self, bytes, place, count)
    case .weights(.bfloat16, let bytes): fill(target, BFloat16Format.self, bytes, place, count)
    case .weights(.float32, let bytes): fill(target, Float32Format.self, bytes, place, count)
    case .weights(.float64, let bytes): fill(target, Float64Format.self, bytes, place, count)
    case .inputs(let inputs, let stride):
      var (input, rest) = (place / stride % inputs.count, stride - place % stride)
      for index in 0..<count {
        target[index] = inputs[input]
        rest -= 1
        if rest == 0 {
          rest = stride
          input = input + 1 == inputs.count ? 0 : input + 1
        }
      }
    }
  }

  private func fill<Format: WeightFormat>(
    _ target: UnsafeMutablePointer<Double>, _ format: Format.Type, _ bytes: UnsafeRawBufferPointer, _ place: Int,
    _ count: Int
  ) {
    guard let start = bytes.baseAddress else { return }
    let size = MemoryLayout<Format.Bits>.size
    for index in 0..<count {
      target[index] = Format.value(
        Format.Bits(littleEndian: (start + (place + index) * size).loadUnaligned(as: Format.Bits.self)))
    }
  }
}
