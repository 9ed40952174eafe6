internal import TesseraKernels

/// The kernels that turn sums into centroids and losses. Their data fit the caches: more than all of the memory's rate
/// is possible.
extension Benchmark {
  static func sums() -> [Benchmark] {
    let sample = Sample(rows: 1, dimensions: 384, clusters: 1000)
    let elements = sample.centroids.count
    var stream = NumberStream(seed: 5)
    let low = Buffer((0..<elements).map { _ in stream.next() })
    let high = Buffer((0..<elements).map { _ in Int64(stream.gaussian() * 1e6) })
    return [means(sample, low, high), frozenGain(sample, low, high), fixedSum()]
  }

  /// 24 bytes read and 8 written per element.
  private static func means(_ sample: Sample, _ low: Buffer<UInt64>, _ high: Buffer<Int64>) -> Benchmark {
    let (d, k) = (sample.dimensions, sample.clusters)
    let factors = Buffer(repeating: 0x1p-80, count: d)
    let result = Buffer(repeating: 0.0, count: k * d)
    let open = (0..<2).map { _ in Buffer(repeating: Int32(0), count: d) }
    return Benchmark(
      name: "means", size: sample.text, items: k, resource: .memory, amount: 32 * Double(k * d)
    ) { kernels, parallel in
      parallel.forEachChunk(of: k, chunk: 42) { worker, _, clusters in
        for cluster in clusters {
          _ = kernels.means(
            low: low.start + cluster * d, high: high.start + cluster * d, factors: factors.start, dimensions: d,
            mass: 97, into: result.start + cluster * d, open: open[worker].start)
        }
      }
    }
  }

  /// 24 bytes per element.
  private static func frozenGain(_ sample: Sample, _ low: Buffer<UInt64>, _ high: Buffer<Int64>) -> Benchmark {
    let (d, k) = (sample.dimensions, sample.clusters)
    let factors = Buffer(repeating: 0x1p-80, count: d)
    let gains = Buffer(repeating: 0.0, count: k)
    return Benchmark(
      name: "frozen gain", size: sample.text, items: k, resource: .memory, amount: 24 * Double(k * d)
    ) { kernels, parallel in
      parallel.forEachChunk(of: k, chunk: 42) { _, clusters in
        for cluster in clusters {
          gains.start[cluster] =
            kernels.frozenGain(
              low: low.start + cluster * d, high: high.start + cluster * d, factors: factors.start,
              shift: sample.shift.start, centroid: sample.centroids.start + cluster * d, dimensions: d,
              weight: (97, 0)
            ).high
        }
      }
    }
  }

  private static func fixedSum() -> Benchmark {
    var stream = NumberStream(seed: 6)
    let values = Buffer((0..<100_000).map { _ in abs(stream.gaussian()) })
    let chunk = 1 << 14
    let sums = Buffer(repeating: Int64(0), count: values.count / chunk + 1)
    return Benchmark(
      name: "fixed sum", size: "100000 values", items: values.count, resource: .memory, amount: 8 * Double(values.count)
    ) { kernels, parallel in
      parallel.forEachChunk(of: values.count, chunk: chunk) { index, part in
        let sum = kernels.fixedSum(values.start + part.lowerBound, count: part.count, exponent: -100)
        sums.start[index] = Int64(truncatingIfNeeded: sum)
      }
    }
  }
}
