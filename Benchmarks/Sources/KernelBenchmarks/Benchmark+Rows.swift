internal import TesseraKernels

/// The kernels that go once through the points: at best they run as fast as memory is read.
extension Benchmark {
  static func passes() -> [Benchmark] {
    let sample = Sample(rows: 300_000, dimensions: 128, clusters: 256)
    return [
      pack(sample), quantise(sample), survey(sample), centredSquares(sample), ownDistances(sample),
      accumulate(sample), select(Sample(rows: 1_000_000, dimensions: 1, clusters: 64)),
    ]
  }

  /// A pass over the points in chunks; counted are the bytes of the points.
  private static func pass(
    _ name: String, _ sample: Sample,
    _ body: @escaping @Sendable (_ kernels: Kernels, _ worker: Int, _ rows: Range<Int>) -> Void
  ) -> Benchmark {
    Benchmark(
      name: name, size: "d \(sample.dimensions)", items: sample.rows, resource: .memory,
      amount: 4 * Double(sample.rows * sample.dimensions)
    ) { kernels, parallel in
      parallel.forEachChunk(of: sample.rows, chunk: ParallelRows.defaultChunk) { worker, _, rows in
        body(kernels, worker, rows)
      }
    }
  }

  private static func pack(_ sample: Sample) -> Benchmark {
    let d = sample.dimensions
    let packed = (0..<2).map { _ in Buffer(repeating: Float(0), count: ParallelRows.defaultChunk * d) }
    let scratch = ChunkScratch.forWorkers()
    return pass("pack", sample) { kernels, worker, rows in
      // As the engine does: a block that stays in the cache.
      for start in stride(from: rows.lowerBound, to: rows.upperBound, by: 240) {
        kernels.pack(
          sample.points.start, rowStride: d, rows: sample.list.start + start, count: min(240, rows.upperBound - start),
          dimensions: d, shift: sample.shift.start, packed: packed[worker].start,
          squaredNorms: scratch[worker].first.start)
      }
    }
  }

  private static func quantise(_ sample: Sample) -> Benchmark {
    let target = NarrowRows(
      sample.points.start, rows: sample.rows, dimensions: sample.dimensions, shift: sample.shiftArray, bound: 8,
      kernels: Kernels(.best), parallel: ParallelRows(threads: 1))
    return pass("quantise rows", sample) { kernels, _, rows in
      kernels.narrow(
        sample.points.start, rowStride: sample.dimensions, rows: rows, dimensions: sample.dimensions,
        shift: sample.shift.start, smallestScale: 0x1p-37, into: target)
    }
  }

  private static func survey(_ sample: Sample) -> Benchmark {
    let bounds = (0..<2).map { _ in Buffer(repeating: Float(0), count: sample.dimensions) }
    let leasts = (0..<2).map { _ in Buffer(repeating: Float(0), count: sample.dimensions) }
    return pass("survey", sample) { kernels, worker, rows in
      kernels.survey(
        sample.points.start + rows.lowerBound * sample.dimensions, rows: rows.count,
        dimensions: sample.dimensions, bounds: bounds[worker].start, leasts: leasts[worker].start)
    }
  }

  private static func centredSquares(_ sample: Sample) -> Benchmark {
    pass("centred squares", sample) { kernels, _, rows in
      _ = kernels.centredSquares(
        sample.points.start + rows.lowerBound * sample.dimensions, rows: rows.count,
        dimensions: sample.dimensions, shift: sample.shift.start, weights: nil, exponent: -90)
    }
  }

  private static func ownDistances(_ sample: Sample) -> Benchmark {
    let squares = Buffer(repeating: 0.0, count: sample.rows)
    return pass("own distances", sample) { kernels, _, rows in
      kernels.ownDistances(
        sample.points.start, rowStride: sample.dimensions, rows: sample.list.start + rows.lowerBound, count: rows.count,
        centroids: sample.centroids.start, dimensions: sample.dimensions, labels: sample.labels.start,
        into: squares.start + rows.lowerBound)
    }
  }

  /// Rows in the order of the data, clusters as they come; each worker has sums of its own.
  private static func accumulate(_ sample: Sample) -> Benchmark {
    let (d, elements) = (sample.dimensions, sample.centroids.count)
    let exponents = Buffer(repeating: Int32(-100), count: d)
    let low = (0..<2).map { _ in Buffer(repeating: UInt64(0), count: elements) }
    let high = (0..<2).map { _ in Buffer(repeating: Int64(0), count: elements) }
    let moves = Buffer(
      (0..<sample.rows).map { RowMove(row: Int32($0), source: -1, target: sample.labels.start[$0]) })
    return pass("accumulate", sample) { kernels, worker, rows in
      kernels.apply(
        UnsafeBufferPointer(start: moves.start + rows.lowerBound, count: rows.count), of: sample.points.start,
        rowStride: d, dimensions: d, weights: nil, exponents: exponents.start, low: low[worker].start,
        high: high[worker].start)
    }
  }

  /// Bounds that a small drift leaves standing for 19 of 20 rows; counted are 12 bytes read and 8 written per row.
  private static func select(_ sample: Sample) -> Benchmark {
    let drifts = Buffer(repeating: Float(1e-12), count: sample.clusters)
    let upper = Buffer(repeating: Float(1), count: sample.rows)
    let lower = Buffer((0..<sample.rows).map { $0 % 20 == 0 ? Float(0) : 100 })
    let scratch = ChunkScratch.forWorkers()
    return Benchmark(
      name: "select", size: "5 % open", items: sample.rows, resource: .memory, amount: 20 * Double(sample.rows)
    ) { kernels, parallel in
      // Made here, so that the buffers live as long as the closure.
      let state = RowBounds(
        labels: sample.labels.start, upper: upper.start, lower: lower.start, gap: 1 + 0x1p-20)
      let drift = DriftView(
        distances: drifts.start, farthest: 0, largest: 1e-12, secondLargest: 1e-12, slow: 1e-12, hasMovers: false)
      parallel.forEachChunk(of: sample.rows, chunk: ParallelRows.defaultChunk) { worker, _, rows in
        _ = kernels.select(
          sample.points.start, rowStride: sample.dimensions, state: state, drift: drift, centroids: sample.exact,
          rows: rows, scratch: scratch[worker].first.start, open: scratch[worker].open.start,
          challenged: scratch[worker].challenged.start)
      }
    }
  }
}
