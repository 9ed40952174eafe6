internal import CMixtureKernels
internal import Clustering
internal import Matrices
internal import Refusals
internal import TesseraKernels

/// Passes over the rows. In which parts sums are made depends on the numbers of rows, columns and components alone; the parts are
/// added in their order.
struct MixturePass<Scalar: KernelScalar>: @unchecked Sendable {
  let points: Matrix<Scalar>
  let weights: [Double]?
  let parallel: ParallelRows
  /// It lives as long as the process and never changes, hence `@unchecked Sendable`.
  let table: UnsafePointer<mixture_table>
  let cancellation: Cancellation?

  init(_ points: Matrix<Scalar>, weights: [Double]?, _ options: MixtureOptions) {
    self.points = points
    self.weights = weights
    parallel = ParallelRows(threads: options.threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    table = mixture_table_named((options.instructionSet ?? .best).rawValue)
    cancellation = options.cancellation
  }

  private var isCancelled: Bool { cancellation?.isCancelled ?? false }

  /// Rows that are summed up together, a multiple of the kernels' 128.
  private func part(of record: Int) -> Int {
    let most = max(8, min(64, (1 << 23) / max(1, record)))
    return max(1024, ((points.rows + most - 1) / most + 127) / 128 * 128)
  }

  /// Rows between two looks at the cancellation: some milliseconds.
  private func stretch(of record: Int) -> Int { max(128, (1 << 22) / max(1, record) / 128 * 128) }

  /// Sums over all rows: the record of each component, and that of the logarithms (or of the objective); nil where it was
  /// cancelled.
  ///
  /// - Parameter second: how many sums of squares or products a record holds.
  func sums(for components: KernelComponents, second: Int, recordsToo: Bool = true) -> MixtureSums? {
    let (d, k) = (components.dimensions, components.count)
    let record = recordsToo ? 1 + d + second : 0
    let size = max(1, k * (1 + d + second))
    // Lanes of all components at once where they stay in the cache.
    let keepsLanes = size <= 1 << 16
    let workers = parallel.threads
    var memory = OwnedMemory()
    let scratchCount = (table.pointee.scratch(d, k) + 7) / 8 * 8
    let laneCount = (keepsLanes ? k * record : record) * 8
    let scratch: UnsafeMutablePointer<Double> = memory.fill(workers * scratchCount, with: 0)
    let lanes: UnsafeMutablePointer<Double> = memory.fill(workers * laneCount, with: 0)
    nonisolated(unsafe) let (work, laneMemory) = (scratch, lanes)
    let stretch = stretch(of: size)
    let parts: [MixtureSums] = parallel.mapChunks(of: points.rows, chunk: part(of: size)) { worker, _, rows in
      var sums = MixtureSums(records: Array(repeating: 0, count: k * record), total: KeptSum())
      guard !isCancelled else { return sums }
      let lanes = laneMemory + worker * laneCount
      withUnsafeTemporaryAllocation(byteCount: 128, alignment: 64) { bytes in
        let total = bytes.bindMemory(to: Double.self)
        total.initialize(repeating: 0)
        sums.records.withUnsafeMutableBufferPointer { records in
          var target = mixture_sums(
            records: records.baseAddress, lanes: recordsToo ? lanes : nil, keeps_lanes: keepsLanes, second: second,
            has_products: second > d,
            total: total.baseAddress!)
          for start in Swift.stride(from: rows.lowerBound, to: rows.upperBound, by: stretch) where !isCancelled {
            let range = start..<min(rows.upperBound, start + stretch)
            run(range, components, work + worker * scratchCount, &target, mixture_rows())
          }
          if recordsToo, keepsLanes { table.pointee.reduce(lanes, k * record, records.baseAddress!) }
        }
        for lane in 0..<16 { sums.total += total[lane] }
      }
      return sums
    }
    guard !isCancelled else { return nil }
    return parts.dropFirst().reduce(into: parts[0]) { $0.add($1) }
  }

  /// What the rows are told; see ``mixture_rows``.
  func tell(
    _ components: KernelComponents, labels: UnsafeMutablePointer<Int32>? = nil,
    values: UnsafeMutablePointer<Double>? = nil, shares: UnsafeMutablePointer<Double>? = nil
  ) {
    let (d, k) = (components.dimensions, components.count)
    var memory = OwnedMemory()
    let scratchCount = (table.pointee.scratch(d, k) + 7) / 8 * 8
    nonisolated(unsafe) let work: UnsafeMutablePointer<Double> = memory.fill(parallel.threads * scratchCount, with: 0)
    nonisolated(unsafe) let (labels, values, shares) = (labels, values, shares)
    parallel.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { worker, _, range in
      let start = range.lowerBound
      let rows = mixture_rows(
        labels: labels.map { $0 + start }, values: values.map { $0 + start }, shares: shares.map { $0 + start * k })
      run(range, components, work + worker * scratchCount, nil, rows)
    }
  }

  private func run(
    _ range: Range<Int>, _ components: KernelComponents, _ scratch: UnsafeMutablePointer<Double>,
    _ sums: UnsafeMutablePointer<mixture_sums>?, _ rows: mixture_rows
  ) {
    var rows = rows
    points.withUnsafeElements { elements in
      let x = UnsafeRawPointer(elements.baseAddress! + range.lowerBound * points.columns)
      func call(_ weights: UnsafePointer<Double>?) {
        if Scalar.self == Float.self {
          table.pointee.pass_f32(
            x.assumingMemoryBound(to: Float.self), range.count, weights, components.pointer, scratch, sums, &rows)
        } else {
          table.pointee.pass_f64(
            x.assumingMemoryBound(to: Double.self), range.count, weights, components.pointer, scratch, sums, &rows)
        }
      }
      if let weights {
        weights.withUnsafeBufferPointer { call($0.baseAddress! + range.lowerBound) }
      } else {
        call(nil)
      }
    }
  }
}

/// What rows add up to: per component 1 + d + second values.
struct MixtureSums: Sendable {
  var records: [Double]
  var total: KeptSum

  mutating func add(_ other: MixtureSums) {
    for index in records.indices { records[index] += other.records[index] }
    total += other.total.value
  }
}
