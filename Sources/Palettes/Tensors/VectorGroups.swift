internal import Clustering
internal import Matrices
internal import TesseraKernels

/// Groups of vectors: k-means makes the table of each, and its codes.
struct VectorGroups<Format: WeightFormat>: @unchecked Sendable {
  private let layout: PaletteLayout
  private let options: PaletteOptions
  private let weights: WeightRun<Format>
  private let sink: PaletteSink
  private let threads: Int

  init(_ palettizer: TensorPalettizer, _ weights: WeightRun<Format>, _ sink: PaletteSink) {
    (layout, options, self.weights, self.sink) = (palettizer.layout, palettizer.options, weights, sink)
    threads = options.threadCount ?? ParallelRows.processorCount
  }

  func run() throws -> PaletteErrors {
    // Threads share one large group, or have one each.
    let isLarge = layout.codesPerGroup >= 1 << 14
    let parallel = ParallelRows(threads: isLarge ? 1 : threads)
    let failure = FirstFailure()
    // Codes of a chunk have whole bytes.
    let chunk = layout.codesPerGroup % 8 == 0 ? 1 : 8
    let parts = parallel.mapChunks(of: layout.groupCount, chunk: chunk) { _, index, groups in
      var errors = PaletteErrors()
      (errors.sums.optimum, errors.sums.uniform) = (nil, nil)
      failure.attempt(index) {
        var codes: [UInt8] = []
        for group in groups {
          let (part, groupErrors) = try made(group, isLarge ? threads : 1)
          codes += part
          errors.add(groupErrors)
        }
        let packed = PackedCodes.packed(codes, bits: layout.bits)
        try packed.withUnsafeBytes {
          try sink.writeCodes($0, groups.lowerBound * layout.codesPerGroup / 8 * layout.bits)
        }
      }
      return errors
    }
    try failure.check()
    var errors = parts[0]
    for part in parts.dropFirst() { errors.add(part) }
    return errors
  }

  /// Writes the table of a group.
  private func made(_ group: Int, _ threads: Int) throws -> (codes: [UInt8], errors: PaletteErrors) {
    let (points, importances, unit, massUnit) = try vectors(of: group)
    var masses = importances.map(masses)
    let isUnweighted = masses?.allSatisfy { $0 == 0 } ?? false
    if isUnweighted { masses = nil }
    let codebook = try codebook(points, masses, threads)
    let size = layout.vectorLength
    // Every entry rounded to its type; what is not needed repeats the last.
    var entries = codebook.elements.map { Format.bits(nearest: SquareUnit.scaled($0, by: unit)) }
    while entries.count < size << layout.bits { entries.append(entries[entries.count - size]) }
    let table = Matrix(
      rows: codebook.rows, columns: size,
      elements: entries.prefix(codebook.count).map { SquareUnit.scaled(Format.value($0), by: -unit) })
    let labels: [Int32]
    do throws(ClusteringError) {
      labels = try points.assigned(to: table, threadCount: threads).labels
    } catch {
      throw PaletteError(error)
    }
    try entries.map(\.littleEndian).withUnsafeBytes {
      try sink.writeTables($0, group << layout.bits * size * MemoryLayout<Format.Bits>.size)
    }
    var errors = errors(points, labels, table, isUnweighted ? nil : importances)
    errors.unweightedGroups = isUnweighted ? 1 : 0
    errors.unit = 2 * unit + (isUnweighted ? 0 : massUnit)
    guard errors.sums.norm.isFinite, errors.sums.error.isFinite else { throw PaletteError.notRepresentable }
    return (labels.map { UInt8(truncatingIfNeeded: $0) }, errors)
  }

  /// The vectors of a group, one per row, and the importances of their elements, divided by powers of two.
  private func vectors(
    of group: Int
  ) throws(PaletteError) -> (points: NumericMatrix, importances: [Double]?, unit: Int, massUnit: Int) {
    let (count, size, stride) = (layout.codesPerGroup, layout.vectorLength, layout.stride)
    let start = group * layout.weightsPerGroup
    let run = weights.part(start..<(start + layout.weightsPerGroup))
    if let failure = run.failure { throw failure }
    func gathered<Value>(_ value: (Int) -> Value) -> [Value] {
      var values: [Value] = []
      values.reserveCapacity(count * size)
      for code in (group * count)..<((group + 1) * count) {
        let first = layout.firstWeight(code)
        for element in 0..<size { values.append(value(first + element * stride)) }
      }
      return values
    }
    let points: NumericMatrix
    var unit = 0
    if Format.Bits.bitWidth == 64 {
      var values = gathered { Format.value(weights.bits($0)) }
      unit = SquareUnit.divide(&values)
      points = .double(Matrix(rows: count, columns: size, elements: values))
    } else {
      points = .float(Matrix(rows: count, columns: size, elements: gathered { Float(Format.value(weights.bits($0))) }))
    }
    sink.putAway(run.ownBytes)
    guard !weights.importances.isEqual else { return (points, nil, unit, 0) }
    var inOrder: [Double] = []
    inOrder.reserveCapacity(run.range.count)
    try run.forEachImportance { _, some throws(PaletteError) in inOrder += some }
    let massUnit = SquareUnit.divide(&inOrder)
    return (points, gathered { inOrder[$0 - start] }, unit, massUnit)
  }

  /// The mean importance of each vector's elements.
  private func masses(_ importances: [Double]) -> [Double] {
    let size = layout.vectorLength
    return stride(from: 0, to: importances.count, by: size).map { first in
      importances[first..<(first + size)].reduce(0) { $0 + $1 / Double(size) }
    }
  }

  private func codebook(
    _ points: NumericMatrix, _ masses: [Double]?, _ threads: Int
  ) throws(PaletteError) -> Matrix<Double> {
    var kmeans = KMeans(clusterCount: min(1 << layout.bits, layout.codesPerGroup))
    (kmeans.seed, kmeans.threadCount, kmeans.cancellation) = (options.seed, threads, options.cancellation)
    kmeans.maximumIterations = options.maximumIterations
    do throws(ClusteringError) {
      do throws(ClusteringError) {
        return try kmeans.fitted(to: points, weights: masses).centroids
      } catch {
        guard case .tooFewDistinctRows(let distinct, _) = error else { throw error }
        kmeans.clusterCount = distinct
        return try kmeans.fitted(to: points, weights: masses).centroids
      }
    } catch {
      throw PaletteError(error)
    }
  }

  private func errors(
    _ points: NumericMatrix, _ labels: [Int32], _ table: Matrix<Double>, _ importances: [Double]?
  ) -> PaletteErrors {
    let (elements, entries, size) = (points.inDoublePrecision.elements, table.elements, layout.vectorLength)
    var (error, norm) = (CompensatedSum(), CompensatedSum())
    for place in elements.indices {
      let mass = importances?[place] ?? 1
      let difference = elements[place] - entries[Int(labels[place / size]) * size + place % size]
      error.add(mass * (difference * difference))
      norm.add(mass * (elements[place] * elements[place]))
    }
    var errors = PaletteErrors()
    errors.sums = .init(error: error.value, optimum: nil, uniform: nil, norm: norm.value)
    return errors
  }
}
