public import Matrices
public import TesseraKernels

extension PartialStatistics {
  /// Assigns the rows of a part to the centroids, and says all that the step of all parts needs.
  ///
  /// - Parameters:
  ///   - points: the part's rows, [rows, dimensions], finite.
  ///   - centroids: [clusterCount, dimensions], finite, in the data's units.
  ///   - previous: the centroids of the step before, as many; nil where there was none. Rows whose margin exceeds what centroids moved
  ///     have the label of then; the others are assigned to these once more.
  ///   - weights: one per row; of all parts or of none.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  /// - Complexity: at most three assignments of the rows. Memory: 40 bytes per row beside the points, and as the centroids; of rows for
  ///   clusters without weight as many as there are clusters twice.
  public init(
    of points: NumericMatrix, at centroids: Matrix<Double>, movedFrom previous: Matrix<Double>? = nil,
    weights: [Double]? = nil, threadCount: Int? = nil, instructionSet: InstructionSet? = nil,
    cancellation: Cancellation? = nil
  ) throws(ClusteringError) {
    let kernels = Kernels(instructionSet ?? .best)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    // Other parts may have rows with weight.
    let isWeightless = weights.map { $0.count == points.rows && $0.allSatisfy { $0 == 0 } } ?? false
    let used = isWeightless ? nil : weights
    switch points {
    case .float(let points):
      try self.init(points, centroids, previous, used, cancellation, kernels, parallel)
    case .double(let points):
      try self.init(points, centroids, previous, used, cancellation, kernels, parallel)
    }
    guard isWeightless else { return }
    sums = ExactTable(rows: sums.rows, exponents: sums.exponents, wordCount: 1)
    loss = ExactTable(rows: 1, exponents: [0], wordCount: 1)
    farthest = []
  }

  private init<Scalar: KernelScalar>(
    _ matrix: Matrix<Scalar>, _ centroids: Matrix<Double>, _ previous: Matrix<Double>?, _ weights: [Double]?,
    _ cancellation: Cancellation?, _ kernels: Kernels, _ parallel: ParallelRows
  ) throws(ClusteringError) {
    let reach = try [centroids, previous ?? centroids].map { centroids throws(ClusteringError) in
      try FitProblem<Scalar>.bound(ofStart: centroids, dimensions: matrix.columns, kernels, parallel)
    }
    let reduction = Reduction(parallel, rows: matrix.rows)
    let survey = try DataSurvey(matrix, kernels: kernels, in: reduction)
    let bound = max(reach[0], reach[1])
    if UnitScale(bound: max(survey.bound, bound)).needsDouble(insteadOf: Scalar.self, least: survey.least) {
      let double: Matrix<Double> = matrix.converted()
      try self.init(double, centroids, previous, weights, cancellation, kernels, parallel)
      return
    }
    var points = try ScaledPoints(
      matrix, weights: weights, companionBound: bound, survey: survey, kernels: kernels, in: reduction)
    points.cancellation = cancellation
    let engine = AssignmentEngine(points, clusterCount: centroids.rows, kernels: kernels, parallel: parallel)
    engine.mayBeGivenUp = true
    engine.move(to: points.scale.scaled(centroids))
    var statistics = StatisticsAccumulator(points, clusterCount: centroids.rows, kernels: kernels, parallel: parallel)
    statistics.apply(engine.relabel())
    let margins = engine.margins()
    var changed: Int?
    if let previous { changed = engine.changed(since: points.scale.scaled(previous), margins) }
    let empty = statistics.masses.count { $0 == 0 }
    let spare = engine.spareRows(empty > 0 ? empty + centroids.rows : 0, matrix, weights)
    if engine.isGivenUp { throw .interrupted }
    let row = margins.indices.min { margins[$0] < margins[$1] } ?? 0
    self.init(
      centroids: centroids, rows: matrix.rows, counts: statistics.counts, changed: changed,
      tightest: engine.constraint(of: row, margin: margins[row]), sums: points.exactSums(statistics.sums),
      loss: points.exactLoss(engine.ownSquaredDistances()), farthest: spare)
  }
}

extension AssignmentEngine {
  fileprivate func constraint(of row: Int, margin: Double) -> LocalityRegion.Constraint? {
    let owner = Int(labels[row])
    guard let rival = rival(of: row, owner: owner) else { return nil }
    return .init(row: row, owner: owner, rival: rival, margin: points.scale.unscaled(margin))
  }

  /// How many rows have other labels at other centroids (scaled units).
  fileprivate func changed(since previous: Matrix<Double>, _ margins: [Double]) -> Int {
    guard centroids.count > 1 else { return 0 }
    let drift = previous.withUnsafeElements {
      centroids.drifts(to: $0, kernels: kernels, parallel: parallel).max() ?? 0
    }
    // Whatever distances are rounded by, at either.
    let reach =
      2 * (points.columnBounds + [centroids.reachOfAll(with: previous)]).reduce(0) { $0 + $1 * $1 }.squareRoot()
    let limit = drift * (1 + 0x1p-20) + reach * Double(points.dimensions + 16) * 0x1p-48
    let open = margins.indices.filter { !(margins[$0] > limit) }
    guard !open.isEmpty else { return 0 }
    let rows = ScaledPoints(
      block: points.matrix.selectingRows(open), scale: .identity, columnBounds: points.columnBounds, in: parallel)
    let engine = AssignmentEngine(
      rows, clusterCount: centroids.count, isOnce: true, kernels: kernels, parallel: parallel)
    engine.move(to: previous)
    _ = engine.relabel()
    return open.indices.count { engine.labels[$0] != labels[open[$0]] }
  }

  /// The farthest rows, in the data's units.
  fileprivate func spareRows(_ count: Int, _ matrix: Matrix<Scalar>, _ weights: [Double]?) -> [SpareRow] {
    guard count > 0 else { return [] }
    var donors = FarthestRows(self, among: nil, expected: count)
    var found: [SpareRow] = []
    let unit = 2 * points.scale.exponent + Int(points.weights.bound.exponent) + points.weights.unit
    while found.count < count, let next = donors.next() {
      found.append(
        SpareRow(
          row: next.row, share: FixedPoint.scaled(next.share, by: unit), label: next.label,
          weight: weights?[next.row] ?? 1,
          elements: matrix.row(next.row).map { Double($0) }))
    }
    return found
  }
}

extension PreparedCentroids {
  /// The largest magnitude of an element of these or of others, times the root of how many a centroid has.
  fileprivate func reachOfAll(with others: Matrix<Double>) -> Double {
    let own = elements.reduce(0) { max($0, $1.magnitude) }
    let largest = others.withUnsafeElements { $0.reduce(own) { max($0, $1.magnitude) } }
    return largest * Double(dimensions).squareRoot()
  }
}

extension ScaledPoints {
  /// Sums of fixed point as exact ones, in the data's units.
  fileprivate func exactSums(_ sums: FixedPointSums) -> ExactTable {
    let (d, unit) = (dimensions, weights.unit)
    let isWide = wide.columns
    var exponents = sumExponents.map { Int($0) + scale.exponent + unit } + [Int(weights.exponent) + unit]
    for (place, column) in isWide.enumerated() {
      exponents[column] = wide.exponents[place] + (column < d ? scale.exponent : 0) + unit
    }
    var table = ExactTable(rows: sums.counts.count, exponents: exponents, wordCount: max(2, wide.words))
    for cluster in sums.counts.indices {
      for column in 0..<d { table[cluster, column] = sums[cluster * d + column].words64 }
      table[cluster, d] = sums.masses[cluster].words64
      let start = sums.wide.elements(of: cluster).lowerBound
      for (place, column) in isWide.enumerated() {
        let first = start + place * wide.words
        table[cluster, column] = Array(sums.wide.words[first..<(first + wide.words)])
      }
    }
    return table
  }

  /// The sum of w D, in the data's units.
  fileprivate func exactLoss(_ squares: [Double]) -> ExactTable {
    var (lowest, highest) = (Int.max, Int.min)
    let terms = squares.indices.map { weights[$0] * squares[$0] }
    for term in terms where term != 0 {
      lowest = min(lowest, term.oddPart.exponent)
      highest = max(highest, Int(term.exponent))
    }
    guard lowest <= highest else { return ExactTable(rows: 1, exponents: [0], wordCount: 1) }
    let bits = highest - lowest + 2 + (Int.bitWidth - terms.count.leadingZeroBitCount)
    var table = ExactTable(rows: 1, exponents: [lowest], wordCount: bits / 64 + 1)
    for term in terms { table.add(term, times: 1, to: 0, 0) }
    table.multiply(by: 2 * scale.exponent + weights.unit)
    return table
  }
}
