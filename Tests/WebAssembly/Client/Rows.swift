import Clustering

/// Rows around a few middles, the same on every machine.
struct Rows {
  var count: Int
  var columns: Int
  var groups = 5
  var scale = 1.0
  var offset = 0.0
  /// Whether elements are whole numbers, so that distances tie.
  var isWhole = false

  func matrix<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>(of type: Scalar.Type) -> Matrix<Scalar> {
    var generator = SeededGenerator(seed: 7, stream: UInt64(count * 1000 + columns))
    func fraction() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    let middles = (0..<(groups * columns)).map { _ in 8 * fraction() }
    return Matrix(rows: count, columns: columns) { elements in
      for row in 0..<count {
        let group = generator.index(below: groups)
        for column in 0..<columns {
          let value = middles[group * columns + column] + fraction() + fraction() - fraction() - fraction()
          elements[row * columns + column] = Scalar(scale * (isWhole ? value.rounded() : value) + offset)
        }
      }
    }
  }
}
