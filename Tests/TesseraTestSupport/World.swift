public import Matrices

/// Kinds of data that go wrong in different ways.
public enum World: String, CaseIterable, Sendable {
  /// Arbitrary values in -1 ..< 1.
  case arbitrary
  /// Whole numbers in 0 ... 4: ties abound.
  case lattice
  /// Every row four times.
  case duplicated
  /// A millionth of the magnitude is all that tells rows apart.
  case offset

  public func points(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
    let values = randomMatrix(rows, columns, seed: seed, lattice: self == .lattice)
    switch self {
    case .arbitrary, .lattice: return values
    case .duplicated: return values.selectingRows((0..<rows).map { $0 / 4 })
    case .offset: return values.mapped { 1e6 + $0 }
    }
  }
}
