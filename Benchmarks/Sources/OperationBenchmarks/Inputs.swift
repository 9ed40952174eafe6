import Autograd

/// Four million Floats, as a row and as [4000, 1000].
enum Inputs {
  static let x = row(1)
  static let y = row(2)
  /// Above 0.1.
  static let positive = x.abs() + 0.1
  static let xs = x.reshaped(to: [4000, 1000])
  static let ys = y.reshaped(to: [4000, 1000])
  static let line = Tensor(Array(y.elements[..<1000]), shape: [1000])
  static let column = Tensor(Array(y.elements[..<4000]), shape: [4000, 1])
  static let cube = x.reshaped(to: [40, 250, 400])
  /// 0 ..< 1000, as [4000, 1000].
  static let indices = Tensor(xs.elements.indices.map { $0 * 7919 % 1000 }, shape: [4000, 1000])
  static let rows = (0..<4000).map { $0 * 2903 % 4000 }
  static let columns = (0..<1000).map { $0 * 407 % 1000 }
  static let labels = Tensor((0..<4000).map { $0 * 407 % 1000 }, shape: [4000])
  static let points = Tensor(Array(x.elements[..<(4000 * 64)]), shape: [4000, 64])
  static let centroids = Tensor(Array(y.elements[..<(100 * 64)]), shape: [100, 64])
  static let mask = x .> y
  static let sorted = line.sorted(alongAxis: 0).values

  /// Between -2 and 2, no two alike nearby.
  private static func row(_ seed: UInt32) -> Tensor<Float> {
    var state = seed &* 2_654_435_761
    let values = (0..<4_000_000).map { _ -> Float in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Float(state >> 8) * 0x1p-22 - 2
    }
    return Tensor(values, shape: [values.count])
  }
}
