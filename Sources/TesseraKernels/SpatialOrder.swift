internal import CTesseraKernels

/// Rows sorted along a curve through space that visits neighbours one after the other: bits of the coordinates, interlaced
/// (G. M. Morton, *A computer oriented geodetic data base*, IBM, 1966).
///
/// Each bit of the code halves the column that is then the widest, within three standard deviations of its mean. A bad
/// order costs speed only.
///
/// - Complexity: O(rows * dimensions), on all threads; 2 bytes per row while it works.
enum SpatialOrder {
  static func write<Scalar: KernelScalar>(
    into order: UnsafeMutablePointer<Int32>, _ points: UnsafePointer<Scalar>, rowStride: Int, count: Int,
    dimensions: Int, kernels: Kernels, parallel: ParallelRows
  ) {
    let bits = min(16, max(4, Int.bitWidth - count.leadingZeroBitCount - 2))
    let plan = CodePlan(points, rowStride: rowStride, count: count, dimensions: dimensions, bits: bits)
    let codes = UnsafeMutablePointer<UInt16>.allocate(capacity: count)
    defer { codes.deallocate() }
    let chunk = max(ParallelRows.defaultChunk, (count + parallel.threads - 1) / parallel.threads)
    let segments = (count + chunk - 1) / chunk
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: segments << bits) { starts in
      nonisolated(unsafe) let (starts, points, codes, order) = (starts.baseAddress!, points, codes, order)
      // A stable counting sort: segments count on their own, and then know where their rows go.
      parallel.forEachChunk(of: count, chunk: chunk) { index, rows in
        plan.codes(of: points, rowStride: rowStride, rows: rows, dimensions: dimensions, kernels, into: codes)
        let own = starts + index << bits
        own.update(repeating: 0, count: 1 << bits)
        for row in rows { own[Int(codes[row])] += 1 }
      }
      var next: Int32 = 0
      for code in 0..<(1 << bits) {
        for index in 0..<segments {
          let size = starts[index << bits + code]
          starts[index << bits + code] = next
          next += size
        }
      }
      parallel.forEachChunk(of: count, chunk: chunk) { index, rows in
        let own = starts + index << bits
        for row in rows {
          let code = Int(codes[row])
          order[Int(own[code])] = Int32(truncatingIfNeeded: row)
          own[code] += 1
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
  private var tables: [UInt16]
  private let tableBits: Int

  init<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, count: Int, dimensions d: Int, bits: Int
  ) {
    tableBits = d == 1 ? bits : 10
    let steps = 1 << tableBits
    let columns = (0..<d).map { ColumnSample(points + $0, count: count, stride: rowStride, steps: steps) }
    low = columns.map { $0.low }
    scale = columns.map { $0.scale }
    tables = Array(repeating: 0, count: d * steps)
    // The bits of the code from the highest on, each of the column whose cells are the widest.
    var widths = columns.map { $0.width }
    var used = Array(repeating: 0, count: d)
    for bit in (0..<bits).reversed() {
      guard let column = (0..<d).filter({ used[$0] < tableBits }).max(by: { widths[$0] < widths[$1] }) else { break }
      widths[column] /= 2
      used[column] += 1
      let cells = Float(1 << used[column])
      for (step, place) in columns[column].places.enumerated() where Int(place * cells) & 1 == 1 {
        tables[column * steps + step] |= 1 << UInt16(bit)
      }
    }
  }

  func codes<Scalar: KernelScalar>(
    of points: UnsafePointer<Scalar>, rowStride: Int, rows: Range<Int>, dimensions: Int, _ kernels: Kernels,
    into codes: UnsafeMutablePointer<UInt16>
  ) {
    Scalar.rowKernels(of: kernels).pointee.block_codes(
      points, rowStride, rows.lowerBound, rows.count, dimensions, low, scale, tables, Int32(tableBits), codes)
  }
}

/// How one column of a sample is spread: the steps that its range is cut into, and where in order each of them is.
private struct ColumnSample {
  private(set) var low = 0.0
  private(set) var width = 0.0
  /// Steps per unit.
  private(set) var scale: Float = 0
  /// Of each step, the share of the sample below its middle, in 0 ..< 1.
  private(set) var places: [Float]

  init<Scalar: KernelScalar>(_ column: UnsafePointer<Scalar>, count: Int, stride d: Int, steps: Int) {
    let origin = Double(column[0])
    let sample = stride(from: 0, to: count, by: max(1, count / 2048)).map { Double(column[$0 * d]) - origin }
    let items = Double(sample.count)
    let mean = sample.reduce(0, +) / items
    let spread = 3 * (sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / items).squareRoot()
    let least = max(sample.min() ?? 0, mean - spread)
    width = max(0, min(sample.max() ?? 0, mean + spread) - least)
    low = origin + least
    places = Array(repeating: 0, count: steps)
    scale = Float(Double(steps) / width)
    guard scale.isFinite else {
      scale = 0
      return
    }
    // A share of the places goes to empty steps too.
    var weights = [Float](repeating: Float(items) / Float(steps), count: steps)
    for value in sample {
      // NaN, too, is some step: a mapped file may change.
      weights[Int(max(0, min(Double(steps - 1), (value - least) * Double(scale))))] += 1
    }
    let total = weights.reduce(0, +) * (1 + 0x1p-16)
    var below: Float = 0
    for step in 0..<steps {
      places[step] = (below + weights[step] / 2) / total
      below += weights[step]
    }
  }
}
