internal import Matrices
internal import Refusals
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
  /// Where what these rows add up to meets what others do.
  let reduction: Reduction
  /// The columns whose sums need more than the planes of ``FixedPointSums``.
  let wide: WideColumns
  /// Ends what takes long.
  var cancellation: Cancellation?
  /// What of the rows does not count; nil where all does.
  var partial: PartialRows?
  /// Hears how far the choice of a start is.
  var meter: WorkMeter?
  /// What some paths of the assignment read, shared by all runs.
  private let narrowCopy = MadeOnce<NarrowRows>()
  private let sketchCopy = MadeOnce<SketchedRows?>()
  private let sketchBasis = MadeOnce<SketchDirections?>()
  private let blockCopy = MadeOnce<RowBlocks>()
  private let sampleReach = MadeOnce<Double>()

  var rows: Int { matrix.rows }
  var dimensions: Int { matrix.columns }

  /// - Parameters:
  ///   - companions: other vectors of the same space (start centroids) that the scale must hold, in data units.
  ///   - largestBatch: the most rows that one statistic will hold, where that may exceed the number of all rows.
  ///   - known: the survey of these points, if there is one.
  ///   - reduction: of these rows; nil for one thread that has all.
  init(
    _ points: Matrix<Scalar>, weights: [Double]?, companionBound: Double = 0, largestBatch: Int = 0,
    survey known: DataSurvey? = nil, kernels: Kernels = Kernels(.best), in reduction: Reduction? = nil
  ) throws(ClusteringError) {
    let reduction = reduction ?? Reduction(ParallelRows(threads: 1), rows: points.rows)
    self.reduction = reduction
    try points.requireRowNumbers()
    let survey = if let known { known } else { try DataSurvey(points, kernels: kernels, in: reduction) }
    let count = max(reduction.rowCount, largestBatch)
    self.weights = try RowWeights(weights, rows: points.rows, largestBatch: largestBatch, in: reduction)
    scale = UnitScale(bound: max(survey.bound, companionBound))
    matrix = scale.scaled(points)
    columnBounds = survey.columnBounds.map(scale.scaled)
    let bound = self.weights.bound
    sumExponents = columnBounds.map { FixedPoint.exponent(bound: $0 * bound, count: count) }
    sumFactors = sumExponents.map { FixedPoint.scaled(1, by: Int($0)) }
    shift = Self.columnCentres(of: matrix, in: reduction)
    wide = WideColumns(
      matrix, bounds: columnBounds, leasts: survey.columnLeasts.map(scale.scaled), self.weights,
      sumExponents: sumExponents, count: count, in: reduction)
  }

  /// The weight of all members' rows but some, as given.
  func weight(without leftOut: [Int]) -> Double {
    guard var values = weights.values else { return Double(reduction.rowCount - leftOut.count) }
    for row in leftOut { values[row] = 0 }
    return FixedPoint.scaled(orderFreeSum(values, Kernels(.best), reduction), by: weights.unit)
  }

  /// From squared scaled units, of points and weights, to those of the data.
  func unscaledLoss(_ loss: Double) -> Double { FixedPoint.scaled(loss, by: 2 * scale.exponent + weights.unit) }

  /// Some rows of a larger matrix, without weights: for assignments only.
  ///
  /// - Parameter columnBounds: of all rows, in scaled units.
  init(block: Matrix<Scalar>, scale: UnitScale, columnBounds: [Double], in parallel: ParallelRows) {
    weights = .none
    reduction = Reduction(parallel, rows: block.rows)
    self.scale = scale
    self.columnBounds = columnBounds
    matrix = scale.scaled(block)
    (sumExponents, sumFactors) = ([], [])
    wide = .none
    shift = Self.columnCentres(of: matrix, in: reduction)
  }

  /// The eight-bit copy; it is made once.
  func narrowRows(_ kernels: Kernels, _ parallel: ParallelRows) -> NarrowRows {
    narrowCopy.value { narrowRows(of: matrix, kernels, parallel) }
  }

  /// An eight-bit copy of rows of this space.
  func narrowRows(of rows: Matrix<Scalar>, _ kernels: Kernels, _ parallel: ParallelRows) -> NarrowRows {
    rows.withRows { rows in
      NarrowRows(rows, shift: shift, bound: columnBounds.max() ?? 0, kernels: kernels, parallel: parallel)
    }
  }

  /// The directions of sketches, as they are made once; nil where rows vary along no few of them.
  func sketchDirections(_ make: () -> SketchDirections?) -> SketchDirections? { sketchBasis.value(make) }

  /// Eight-bit copies of sketches, if there are some.
  var madeSketches: SketchedRows? { sketchCopy.ifMade.flatMap { $0 } }

  /// The same, along the directions of the first call; nil where somebody asks to stop.
  func sketchedRows(
    along directions: SketchDirections, _ kernels: Kernels, _ parallel: ParallelRows
  ) -> SketchedRows? {
    sketchCopy.value { sketchedRows(of: matrix, along: directions, kernels, parallel) }
  }

  /// Sketches of rows of this space.
  func sketchedRows(
    of rows: Matrix<Scalar>, along directions: SketchDirections, _ kernels: Kernels, _ parallel: ParallelRows
  ) -> SketchedRows? {
    rows.withRows { rows in
      SketchedRows(
        rows, along: directions, shift: shift, bound: columnBounds.max() ?? 0, kernels: kernels, parallel: parallel
      ) { cancellation?.isCancelled ?? false }
    }
  }

  /// Whether the points can be sorted into blocks: where they are in one part.
  var canBeSorted: Bool { matrix.withRows { $0.only != nil } }

  /// The points in blocks, where they can be sorted; they are made once.
  func rowBlocks(_ kernels: Kernels, _ parallel: ParallelRows) -> RowBlocks {
    blockCopy.value {
      matrix.withRows { view in
        guard let part = view.only else { refuse("rows of several parts are not sorted") }
        return RowBlocks(
          part.origin, rowStride: part.stride, count: rows, dimensions: dimensions, shift: shift, kernels: kernels,
          parallel: parallel)
      }
    }
  }

  /// A distance from the shift that few rows exceed, if any: beyond the farthest of a sample.
  var usualReach: Double { sampleReach.value { 1.25 * farthestOfSample } }

  private var farthestOfSample: Double {
    let step = max(1, rows / 1024)
    var farthest = 0.0
    matrix.withRows { view in
      shift.withUnsafeBufferPointer { shift in
        for row in stride(from: 0, to: rows, by: step) {
          view.withRow(row) { x in
            var square = 0.0
            for column in 0..<dimensions {
              let offset = Double(x[column]) - shift[column]
              square += offset * offset
            }
            farthest = max(farthest, square)
          }
        }
      }
    }
    return farthest.squareRoot()
  }

  /// The mean of a sample of each column: any value would be right, a central one loses the fewest digits.
  private static func columnCentres(of matrix: Matrix<Scalar>, in reduction: Reduction) -> [Double] {
    let step = max(1, reduction.rowCount / 4096)
    let first = (step - reduction.firstRow % step) % step
    let sample = stride(from: first, to: matrix.rows, by: step)
    // Each column's sum is taken in the order of the rows, whoever takes it.
    let sums = reduction.inTurn(Array(repeating: 0, count: matrix.columns)) { sums in
      matrix.withRows { rows in
        sums.withUnsafeMutableBufferPointer { sums in
          nonisolated(unsafe) let sums = sums
          reduction.parallel.forEachChunk(of: matrix.columns, chunk: 64) { _, columns in
            for row in sample {
              rows.withRow(row) { x in for column in columns { sums[column] += Double(x[column]) } }
            }
          }
        }
      }
    }
    let count = Double((reduction.rowCount + step - 1) / step)
    return sums.map { $0 / count }
  }

  /// Rows of all, whoever has them.
  func vectors(_ rows: [Int]) -> Matrix<Scalar> {
    guard reduction.isShared else { return matrix.selectingRows(rows) }
    let own = rows.map { reduction.localRow($0, of: self.rows) }
    let bits = own.flatMap { row in
      row.map { matrix.row($0).map { Double($0).bitPattern } } ?? Array(repeating: 0, count: dimensions)
    }
    let found = reduction.filled(bits)
    return Matrix(rows: rows.count, columns: dimensions) { target in
      for (index, bits) in found.enumerated() { target[index] = Scalar(Double(bitPattern: bits)) }
    }
  }
}
