import Clustering
import Matrices
import Testing

/// Offsets and scales worked by hand; the rest agrees with scikit-learn's scalers.
struct ColumnScalingTests {
  private static let points = NumericMatrix.double([[1, 7, 0], [3, 7, 10], [3, 7, 0], [5, 7, 30]])

  @Test(
    arguments: [
      (.zscore, [3, 7, 10], [1.4142135623730951, 1, 12.24744871391589]),
      (.robust, [3, 7, 5], [1, 1, 15]),
      (.range, [1, 7, 0], [4, 1, 30]),
    ] as [(ColumnScaling.Method, [Double], [Double])])
  func offsetsAndScales(method: ColumnScaling.Method, offsets: [Double], scales: [Double]) {
    let scaling = ColumnScaling(method, of: Self.points)
    #expect(scaling.offsets == offsets)
    #expect(zip(scaling.scales, scales).allSatisfy { ($0 - $1).magnitude <= 2e-15 * $1 })
    #expect(ColumnScaling(method, of: .float(Self.points.inDoublePrecision.converted())) == scaling)
  }

  @Test func pointsGoThereAndCentroidsComeBack() {
    let scaling = ColumnScaling(.zscore, offsets: [1, 10], scales: [2, 4])
    #expect(scaling.applied(to: .double([[3, 10], [1, 2]])) == .double([[1, 0], [0, -2]]))
    #expect(scaling.applied(to: .float([[3, 10]])) == .float([[1, 0]]))
    #expect(scaling.restored([[1, 0], [0, -2]]) == [[3, 10], [1, 2]])
  }

  @Test(arguments: ColumnScaling.Method.allCases) func wholeWeightsAreRepeatedRows(method: ColumnScaling.Method) {
    let repeated = NumericMatrix.double([[0.1], [0.7], [0.7], [0.7], [1.3], [2.9], [2.9]])
    let weighted = NumericMatrix.double([[2.9], [0.1], [50], [0.7], [1.3]])
    let expected = ColumnScaling(method, of: repeated)
    let scaling = ColumnScaling(method, of: weighted, weights: [2, 1, 0, 3, 1])
    #expect(scaling == expected)
    // Their unit does not matter to mean and deviation.
    if method == .zscore {
      let small = ColumnScaling(method, of: weighted, weights: [0x1p-99, 0x1p-100, 0, 0x3p-100, 0x1p-100])
      #expect(small == expected)
    }
  }

  /// Mean 1.7e12 and deviation 1; values near the ends of Double; a constant that is not a dyadic number.
  @Test func offsetsAndMagnitudesDoNotMatter() {
    let stamps = ColumnScaling(.zscore, of: .double([[1.7e12 - 1], [1.7e12 + 1]]))
    #expect(stamps.offsets == [1.7e12] && stamps.scales == [1])
    for unit in [0x1p-1000, 0x1p900] {
      let scaling = ColumnScaling(.zscore, of: .double([[1 * unit], [3 * unit], [3 * unit], [5 * unit]]))
      #expect(scaling.offsets == [3 * unit])
      #expect((scaling.scales[0] / unit - 2.0.squareRoot()).magnitude < 1e-15)
    }
    for method in ColumnScaling.Method.allCases {
      let constant = ColumnScaling(method, of: .double([[0.1], [0.1], [0.1]]))
      #expect(constant.offsets == [0.1] && constant.scales == [1], "\(method)")
    }
    #expect(ColumnScaling(.zscore, of: .double([[0.1 + 0.2], [0.3], [0.3]])).scales == [1])
  }

  @Test func theSharesOfTheVariance() {
    let shares = Self.points.varianceShares()
    #expect(shares[1] == 0 && (shares[0] - 2 / 152).magnitude < 1e-15 && (shares[2] - 150 / 152).magnitude < 1e-15)
    #expect(Self.points.varianceShares(weights: [0, 1, 1, 0]) == [0, 0, 1])
    #expect(NumericMatrix.double([[2, 3], [2, 3]]).varianceShares() == [0, 0])
    #expect(NumericMatrix.double([[0x1p-900, 0], [0, 0x1p900]]).varianceShares() == [0, 1])
    // Every second row, 256 of them.
    let alternating = NumericMatrix.double(
      Matrix(
        rows: 512, columns: 2,
        elements: (0..<512).flatMap { row in
          row % 2 == 0 ? [Double(row), 0] : [0, 1e6]
        }))
    #expect(alternating.varianceShares(atMost: 4) == [1, 0])
    #expect(alternating.varianceShares()[1] > 0.9)
  }
}
