internal import Matrices
internal import TesseraKernels

/// Validated points in scaled units, with their weights: what all parts of a fit share.
struct ScaledPoints<Scalar: KernelScalar>: Sendable {
  let matrix: Matrix<Scalar>
  let weights: RowWeights
  let scale: UnitScale
  /// Per column, the exponent of the quantum of sums of w x.
  let sumExponents: [Int32]
  /// Per column, that quantum: 2^exponent.
  let sumFactors: [Double]
  /// Per column, a centre: what is computed from differences to it loses fewer digits.
  let shift: [Double]
  /// Per column, the largest magnitude.
  let columnBounds: [Double]
  private let narrowCopy = NarrowCopy()
  private let blockCopy = BlockCopy()

  var rows: Int { matrix.rows }
  var dimensions: Int { matrix.columns }

  /// - Parameters:
  ///   - companions: other vectors of the same space (start centroids) that the scale must hold, in data units.
  ///   - largestBatch: the most rows that one statistic will hold, where that may exceed the number of rows.
  init(
    _ points: Matrix<Scalar>, weights: [Double]?, companionBound: Double = 0, largestBatch: Int = 0,
    kernels: Kernels = Kernels(.best), in parallel: ParallelRows = ParallelRows(threads: 1)
  ) throws(ClusteringError) {
    let survey = try DataSurvey(points, kernels: kernels, in: parallel)
    self.weights = try RowWeights(weights, rows: points.rows)
    scale = UnitScale(bound: max(survey.bound, companionBound))
    matrix = scale.scaled(points)
    columnBounds = survey.columnBounds.map(scale.scaled)
    let count = max(points.rows, largestBatch)
    let bound = self.weights.bound
    sumExponents = columnBounds.map { FixedPoint.exponent(bound: $0 * bound, count: count) }
    sumFactors = sumExponents.map { FixedPoint.scaled(1, by: Int($0)) }
    shift = Self.columnCentres(of: matrix)
  }

  /// The eight-bit copy; it is made once.
  func narrowRows(_ kernels: Kernels, _ parallel: ParallelRows) -> NarrowRows {
    narrowCopy.rows(of: self, kernels, parallel)
  }

  /// The points in blocks; they are made once.
  func rowBlocks(_ kernels: Kernels, _ parallel: ParallelRows) -> RowBlocks {
    blockCopy.blocks(of: self, kernels, parallel)
  }

  /// The mean of a sample of each column: any value would be right, a central one loses the fewest digits.
  private static func columnCentres(of matrix: Matrix<Scalar>) -> [Double] {
    let sample = 4096
    let step = max(1, matrix.rows / sample)
    var sums = [Double](repeating: 0, count: matrix.columns)
    var count = 0.0
    matrix.withUnsafeElements { elements in
      for row in stride(from: 0, to: matrix.rows, by: step) {
        count += 1
        for column in 0..<matrix.columns { sums[column] += Double(elements[row * matrix.columns + column]) }
      }
    }
    return sums.map { $0 / count }
  }
}
