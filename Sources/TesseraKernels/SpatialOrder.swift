/// Rows sorted along a curve through space that visits neighbours one after the other: bits of the coordinates, interlaced
/// (G. M. Morton, *A computer oriented geodetic data base*, IBM, 1966).
///
/// Each bit of the code halves the column that is then the widest, within three standard deviations of its mean. A bad
/// order costs speed only.
///
/// - Complexity: O(rows * dimensions), on all threads; 16 bytes per row while it works.
struct SpatialOrder {
  let rows: UnsafeMutablePointer<Int32>

  init<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, count: Int, dimensions: Int, kernels: Kernels, parallel: ParallelRows
  ) {
    rows = .allocate(capacity: count)
    let half = min(10, max(1, (Int.bitWidth - count.leadingZeroBitCount + 1) / 2))
    let plan = CodePlan(points, count: count, dimensions: dimensions, bits: 2 * half)
    nonisolated(unsafe) let codes = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
    nonisolated(unsafe) let sorted = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    defer {
      codes.deallocate()
      sorted.deallocate()
    }
    nonisolated(unsafe) let (points, order) = (points, rows)
    parallel.forEachChunk(of: count, chunk: Self.segment / 8) { _, rows in
      plan.codes(of: points, rows: rows, dimensions: dimensions, kernels, into: codes)
    }
    let mask = UInt32(1 << half - 1)
    Self.scatter(count, buckets: 1 << half, parallel, bucket: { Int(codes[$0] & mask) }) { index, target in
      sorted[target] = UInt64(codes[index]) << 32 | UInt64(index)
    }
    Self.scatter(count, buckets: 1 << half, parallel, bucket: { Int(sorted[$0] >> UInt64(32 + half)) }) { index, target in
      order[target] = Int32(truncatingIfNeeded: sorted[index])
    }
  }

  private static let segment = 32768

  /// One pass of a stable counting sort: segments count on their own, and then know where their items go.
  @inline(__always)
  private static func scatter(
    _ count: Int, buckets: Int, _ parallel: ParallelRows, bucket: @Sendable (Int) -> Int,
    place: @Sendable (_ index: Int, _ target: Int) -> Void
  ) {
    let segments = (count + segment - 1) / segment
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: segments * buckets) { starts in
      nonisolated(unsafe) let starts = starts.baseAddress!
      starts.update(repeating: 0, count: segments * buckets)
      parallel.forEachChunk(of: count, chunk: segment) { index, items in
        let own = starts + index * buckets
        for item in items { own[bucket(item)] += 1 }
      }
      var next: Int32 = 0
      for bucket in 0..<buckets {
        for index in 0..<segments {
          let size = starts[index * buckets + bucket]
          starts[index * buckets + bucket] = next
          next += size
        }
      }
      parallel.forEachChunk(of: count, chunk: segment) { index, items in
        let own = starts + index * buckets
        for item in items {
          let bucket = bucket(item)
          place(item, Int(own[bucket]))
          own[bucket] += 1
        }
      }
    }
  }
}

/// How coordinates become codes: steps within a range per column, and what each step sets of the code's bits.
private struct CodePlan: Sendable {
  private var low: [Double]
  private var scale: [Float]
  /// [dimensions][2^tableBits].
  private var tables: [UInt32]
  private let tableBits: Int

  init<Scalar: KernelScalar>(_ points: UnsafePointer<Scalar>, count: Int, dimensions d: Int, bits: Int) {
    tableBits = d == 1 ? bits : 10
    let steps = 1 << tableBits
    let ranges = (0..<d).map { Self.range(points + $0, count: count, stride: d) }
    low = ranges.map(\.low)
    scale = ranges.map { $0.width > 0 ? Float(Double(steps) / $0.width) : 0 }
    scale = scale.map { $0.isFinite ? $0 : 0 }
    tables = Array(repeating: 0, count: d * steps)
    // The bits of the code from the highest on, each of the column whose cells are the widest.
    var widths = ranges.map(\.width)
    var used = Array(repeating: 0, count: d)
    for bit in (0..<bits).reversed() {
      guard let column = (0..<d).filter({ used[$0] < tableBits }).max(by: { widths[$0] < widths[$1] }) else { break }
      widths[column] /= 2
      used[column] += 1
      let place = tableBits - used[column]
      for step in 0..<steps where step >> place & 1 == 1 { tables[column * steps + step] |= 1 << UInt32(bit) }
    }
  }

  /// Of a sample of one column: within three standard deviations of the mean.
  private static func range<Scalar: KernelScalar>(
    _ column: UnsafePointer<Scalar>, count: Int, stride d: Int
  ) -> (low: Double, width: Double) {
    let step = max(1, count / 2048)
    var (sum, squares, items) = (0.0, 0.0, 0.0)
    var (least, most) = (Double.infinity, -Double.infinity)
    let origin = Double(column[0])
    for row in Swift.stride(from: 0, to: count, by: step) {
      let value = Double(column[row * d]) - origin
      sum += value
      squares += value * value
      items += 1
      least = min(least, value)
      most = max(most, value)
    }
    let mean = sum / items
    let spread = 3 * max(0, squares / items - mean * mean).squareRoot()
    let low = max(least, mean - spread)
    return (origin + low, max(0, min(most, mean + spread) - low))
  }

  func codes<Scalar: KernelScalar>(
    of points: UnsafePointer<Scalar>, rows: Range<Int>, dimensions: Int, _ kernels: Kernels,
    into codes: UnsafeMutablePointer<UInt32>
  ) {
    Scalar.blockCodes(
      kernels, points, rows: rows, dimensions: dimensions, low: low, scale: scale, tables: tables,
      tableBits: tableBits, into: codes)
  }
}
