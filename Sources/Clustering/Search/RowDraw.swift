internal import Matrices
internal import TesseraKernels

/// Draws a row by w D, or by w alone with the chance that is left.
struct RowDraw {
  /// - Parameters:
  ///   - squares: D of each row.
  ///   - share: the chance that D counts.
  static func row(
    _ squares: [Double], _ weights: RowWeights, share: Double = 1, using generator: inout SeededGenerator
  ) -> Int {
    let counts = generator.unit() < share
    let mass = { (row: Int) in counts ? weights[row] * squares[row] : weights[row] }
    // Sums in the order of the rows, on one thread: the same bits wherever they are taken.
    let total = squares.indices.reduce(0.0) { $0 + mass($1) }
    var rest = generator.unit() * total
    var last = 0
    for row in squares.indices where mass(row) > 0 {
      rest -= mass(row)
      last = row
      if rest < 0 { break }
    }
    return last
  }
}

extension SeededGenerator {
  /// A multiple of 2^-53 in 0 ..< 1.
  mutating func unit() -> Double { Double(fraction53()) * 0x1p-53 }
}

extension Matrix where Scalar == Double {
  /// Puts other elements into a row.
  mutating func setRow(_ row: Int, _ elements: some Collection<Double>) {
    let d = columns
    withUnsafeMutableElements { _ = $0[(row * d)...].update(fromContentsOf: elements) }
  }
}

extension ScaledPoints {
  /// One row in Double.
  func vector(_ row: Int) -> [Double] { matrix.row(row).map { Double($0) } }
}
