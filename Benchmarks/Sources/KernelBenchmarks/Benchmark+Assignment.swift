internal import TesseraKernels

/// The kernels that find nearest centroids.
extension Benchmark {
  static func assignments() -> [Benchmark] {
    [
      nearest(Sample(rows: 8192, dimensions: 32, clusters: 100)),
      tile(Sample(rows: 8192, dimensions: 128, clusters: 256)),
      lanes(Sample(rows: 100_000, dimensions: 2, clusters: 100, spread: 6)),
      lanes(Sample(rows: 100_000, dimensions: 8, clusters: 64, spread: 1)),
      short(Sample(rows: 16384, dimensions: 32, clusters: 100)),
      short(Sample(rows: 16384, dimensions: 128, clusters: 256)),
    ] + narrow(Sample(rows: 4096, dimensions: 384, clusters: 1000))
  }

  /// D of every pair: a subtraction, a multiplication and an addition per component, never fused.
  private static func nearest(_ sample: Sample) -> Benchmark {
    let (n, d, k) = (sample.rows, sample.dimensions, sample.clusters)
    var packed = [Double](repeating: 0, count: PackedCentroids.panelElements(count: k, dimensions: d))
    PackedCentroids.pack(sample.centroidArray, count: k, dimensions: d, into: &packed)
    let panels = Buffer(packed)
    let scratch = ChunkScratch.forWorkers()
    return Benchmark(
      name: "nearest", size: sample.text, items: n, resource: .float64, amount: 3 * Double(n * k * d)
    ) { kernels, parallel in
      parallel.forEachChunk(of: n, chunk: ParallelRows.defaultChunk) { worker, _, rows in
        kernels.nearest(
          sample.points.start, rowStride: d, rows: sample.list.start + rows.lowerBound, count: rows.count,
          panels: panels.start, centroidCount: k, dimensions: d, labels: scratch[worker].labels.start,
          first: scratch[worker].first.start, second: scratch[worker].second.start)
      }
    }
  }

  /// Float scores of rows that are packed already, in blocks as the engine makes them.
  private static func tile(_ sample: Sample) -> Benchmark {
    let (n, d, k) = (sample.rows, sample.dimensions, sample.clusters)
    let padded = PackedCentroids.paddedFilterCount(k)
    var packed = [Float](repeating: 0, count: padded * d)
    var norms = [Float](repeating: .infinity, count: padded)
    _ = PackedCentroids.packFilter(
      sample.centroidArray, count: k, dimensions: d, shift: sample.shiftArray, into: &packed, halfNorms: &norms)
    let (panels, halfNorms) = (Buffer(packed), Buffer(norms))
    let scratch = ChunkScratch.forWorkers()
    return Benchmark(
      name: "filter tile", size: sample.text, items: n, resource: .float32, amount: 2 * Double(n * k * d)
    ) { kernels, parallel in
      parallel.forEachChunk(of: n, chunk: 240) { worker, _, rows in
        kernels.filter(
          sample.points.start + rows.lowerBound * d, count: rows.count, dimensions: d, panels: panels.start,
          halfNorms: halfNorms.start, centroidCount: k, first: scratch[worker].upper.start,
          second: scratch[worker].lower.start, indices: scratch[worker].labels.start)
      }
    }
  }

  private static func lanes(_ sample: Sample) -> Benchmark {
    let (n, d, k) = (sample.rows, sample.dimensions, sample.clusters)
    var centroids = LaneCentroids(shift: sample.shiftArray)
    centroids.update(sample.centroidArray) { reach in
      sample.error(single: Double(d + 8) * 0x1.08p-24, norm: 0, reach: reach, rowError: 0)
    }
    let scratch = ChunkScratch.forWorkers()
    return Benchmark(
      name: "lanes", size: sample.text, items: n, resource: .float32, amount: 2 * Double(n * k * d)
    ) { [centroids] kernels, parallel in
      centroids.withView { view in
        nonisolated(unsafe) let view = view
        parallel.forEachChunk(of: n, chunk: ParallelRows.defaultChunk) { worker, _, rows in
          _ = kernels.lanes(
            sample.points.start, rowStride: d, rows: sample.list.start + rows.lowerBound, count: rows.count,
            centroids: view, found: scratch[worker].found, open: scratch[worker].open.start)
        }
      }
    }
  }

  /// Assigning by codes of sixteen bits that are made on the way, open rows decided.
  private static func short(_ sample: Sample) -> Benchmark {
    let (n, d, k) = (sample.rows, sample.dimensions, sample.clusters)
    let plain = Kernels(.best)
    var centroids = ShortCentroids(shift: sample.shiftArray)
    if plain.hasShortCentroids {
      let error: (Double) -> Float = { Float((0.51 * Double(d).squareRoot() + $0) * (1 + 0x1p-20)) }
      centroids.update(
        sample.centroidArray, rowReach: 2 * Double(d).squareRoot(), kernels: plain, parallel: ParallelRows(threads: 1),
        error: error)
    }
    let scratch = ChunkScratch.forWorkers()
    let bytes = plain.shortScratchBytes(count: k, dimensions: d)
    let memory = (0..<2).map { _ in Buffer(repeating: UInt8(0), count: max(bytes, 1)) }
    return Benchmark(
      name: "short assign", size: sample.text, items: n, resource: .int16, amount: 2 * Double(n * k * d),
      needs: .int16
    ) { [centroids] kernels, parallel in
      centroids.withView { view in
        nonisolated(unsafe) let view = view
        parallel.forEachChunk(of: n, chunk: ParallelRows.defaultChunk) { worker, _, rows in
          _ = kernels.shortAssign(
            sample.points.start, rowStride: d, centroids: view, exact: sample.exact,
            rows: sample.list.start + rows.lowerBound, count: rows.count, scratch: memory[worker].start,
            gap: 1 + 0x1p-20, found: scratch[worker].found)
        }
      }
    }
  }

  /// Making the eight-bit copies of rows and centroids, and assigning with them, open rows decided.
  private static func narrow(_ sample: Sample) -> [Benchmark] {
    let (n, d, k) = (sample.rows, sample.dimensions, sample.clusters)
    let plain = Kernels(.best)
    let single = ParallelRows(threads: 1)
    let error: @Sendable (Double, Double, Double) -> ScoreError = { reach, codeReach, codeError in
      sample.error(single: 0, norm: codeError, reach: reach, rowError: codeReach)
    }
    let rowCopy = NarrowRows(
      sample.points.start, rows: n, dimensions: d, shift: sample.shiftArray, bound: 8, kernels: plain, parallel: single)
    var packed = NarrowCentroids(shift: sample.shiftArray)
    packed.update(sample.centroidArray, kernels: plain, parallel: single, error: error)
    let centroids = packed
    let scratch = ChunkScratch.forWorkers()
    let bytes = plain.narrowScratchBytes(count: k, dimensions: d)
    let memory = (0..<2).map { _ in Buffer(repeating: UInt8(0), count: max(bytes, 1)) }
    let assign = Benchmark(
      name: "narrow assign", size: sample.text, items: n, resource: .int8, amount: 2 * Double(n * k * d),
      needs: .int8
    ) { kernels, parallel in
      centroids.withView { view in
        nonisolated(unsafe) let view = view
        parallel.forEachChunk(of: n, chunk: ParallelRows.defaultChunk) { worker, _, rows in
          _ = kernels.narrowAssign(
            sample.points.start, rowStride: d, narrow: rowCopy, centroids: view, exact: sample.exact,
            rows: sample.list.start + rows.lowerBound, count: rows.count, scratch: memory[worker].start,
            found: scratch[worker].found)
        }
      }
    }
    let quantise = Benchmark(
      name: "quantise centroids", size: "d \(d), k \(k)", items: k, resource: .memory, amount: 8 * Double(k * d)
    ) { kernels, parallel in
      packed.update(sample.centroidArray, kernels: kernels, parallel: parallel, error: error)
    }
    return [assign, quantise]
  }
}

extension Sample {
  var text: String { "d \(dimensions), k \(clusters)" }
}
