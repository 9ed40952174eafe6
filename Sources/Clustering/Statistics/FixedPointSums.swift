internal import Matrices
internal import TesseraKernels

/// Per cluster: how many rows, their weight, and the coordinate sums as 128-bit integers in two planes of 64 bits.
///
/// All of it is integers, so rows can come and go in any order, and parts can be added up. No sum of the planes overflows: a
/// term is below 2^126 / count quanta (``FixedPoint/exponent(bound:count:)``), and a sum holds at most `count` rows.
struct FixedPointSums {
  let dimensions: Int
  var counts: [Int]
  /// In quanta of the weights' exponent.
  var masses: [Int128]
  /// [clusterCount][dimensions] each.
  var low: [UInt64]
  var high: [Int64]
  /// The sums of columns that the planes do not hold with all digits, beside what the planes hold of them.
  var wide: WideSums

  init(clusterCount: Int, dimensions: Int, wide: WideColumns = .none, in parallel: ParallelRows) {
    self.dimensions = dimensions
    counts = Array(repeating: 0, count: clusterCount)
    masses = Array(repeating: 0, count: clusterCount)
    low = Array(repeating: 0, count: clusterCount * dimensions, in: parallel)
    high = Array(repeating: 0, count: clusterCount * dimensions, in: parallel)
    self.wide = WideSums(wide, clusterCount: clusterCount, in: parallel)
  }

  /// One coordinate sum in quanta.
  subscript(index: Int) -> Int128 { Int128(high[index]) << 64 | Int128(low[index]) }

  mutating func add(_ quanta: Int128, at index: Int) {
    let sum = self[index] + quanta
    low[index] = UInt64(truncatingIfNeeded: sum)
    high[index] = Int64(truncatingIfNeeded: sum >> 64)
  }

  /// Adds one cluster to the same one of `other` and forgets it.
  mutating func move(_ cluster: Int, to other: inout FixedPointSums) {
    other.counts[cluster] += counts[cluster]
    other.masses[cluster] += masses[cluster]
    let elements = (cluster * dimensions)..<((cluster + 1) * dimensions)
    other.low.withUnsafeMutableBufferPointer { low in
      other.high.withUnsafeMutableBufferPointer { high in
        for index in elements {
          let (sum, carry) = low[index].addingReportingOverflow(self.low[index])
          low[index] = sum
          high[index] &+= self.high[index] &+ (carry ? 1 : 0)
        }
      }
    }
    other.wide.add(cluster, of: wide)
    remove(cluster)
  }

  mutating func remove(_ cluster: Int) {
    counts[cluster] = 0
    masses[cluster] = 0
    for index in (cluster * dimensions)..<((cluster + 1) * dimensions) { (low[index], high[index]) = (0, 0) }
    wide.remove(cluster)
  }

  /// Pointers to everything, for use by several threads on different clusters.
  mutating func withMutableView<Result>(_ body: (View) -> Result) -> Result {
    let d = dimensions
    return counts.withUnsafeMutableBufferPointer { counts in
      masses.withUnsafeMutableBufferPointer { masses in
        low.withUnsafeMutableBufferPointer { low in
          high.withUnsafeMutableBufferPointer { high in
            wide.withMutableView { wide in
              body(
                View(
                  dimensions: d, counts: counts.baseAddress!, masses: masses.baseAddress!, low: low.baseAddress!,
                  high: high.baseAddress!, wide: wide))
            }
          }
        }
      }
    }
  }

  struct View: @unchecked Sendable {
    let dimensions: Int
    let counts: UnsafeMutablePointer<Int>
    let masses: UnsafeMutablePointer<Int128>
    let low: UnsafeMutablePointer<UInt64>
    let high: UnsafeMutablePointer<Int64>
    let wide: WideSums.View

    func count(_ cluster: Int, by change: Int, mass: Int128) {
      counts[cluster] += change
      masses[cluster] += mass
    }
  }
}

extension ScaledPoints {
  /// Takes rows out of their old clusters and adds them to their new ones.
  func apply(_ moves: UnsafeBufferPointer<RowMove>, to sums: FixedPointSums.View, _ kernels: Kernels) {
    for move in moves {
      let mass = weights.quanta(of: Int(move.row))
      if move.source >= 0 { sums.count(Int(move.source), by: -1, mass: -mass) }
      if move.target >= 0 { sums.count(Int(move.target), by: 1, mass: mass) }
    }
    withPointers { rows, exponents, weights in
      rows.forEachRun(of: moves.count, { Int(moves[$0].row) }) { part, places in
        kernels.apply(
          UnsafeBufferPointer(rebasing: moves[places]), of: part.origin, rowStride: part.stride, dimensions: dimensions,
          weights: weights, exponents: exponents, low: sums.low, high: sums.high)
      }
      guard sums.wide.words != nil else { return }
      for move in moves {
        let weight = weights?[Int(move.row)] ?? 1
        rows.withRow(Int(move.row)) { x in
          if move.source >= 0 {
            sums.wide.add(x, dimensions: dimensions, weight: weight, to: Int(move.source), isTaken: true)
          }
          if move.target >= 0 {
            sums.wide.add(x, dimensions: dimensions, weight: weight, to: Int(move.target), isTaken: false)
          }
        }
      }
    }
  }

  /// Adds rows to one cluster (`sign` 1) or takes them out (-1).
  func accumulate(
    _ rows: ArraySlice<Int32>, sign: Int, to cluster: Int, of sums: FixedPointSums.View, _ kernels: Kernels
  ) {
    for row in rows { sums.count(cluster, by: sign, mass: Int128(sign) * weights.quanta(of: Int(row))) }
    withPointers { view, exponents, weights in
      rows.withUnsafeBufferPointer { rows in
        view.forEachRun(of: rows.count, { Int(rows[$0]) }) { part, places in
          kernels.accumulate(
            part.origin, rowStride: part.stride, dimensions: dimensions, weights: weights, exponents: exponents,
            rows: UnsafeBufferPointer(rebasing: rows[places]), sign: sign, low: sums.low + cluster * dimensions,
            high: sums.high + cluster * dimensions)
        }
      }
      guard sums.wide.words != nil else { return }
      for row in rows.lazy.map(Int.init) {
        view.withRow(row) { x in
          sums.wide.add(x, dimensions: dimensions, weight: weights?[row] ?? 1, to: cluster, isTaken: sign < 0)
        }
      }
    }
  }

  private func withPointers(
    _ body: (RowView<Scalar>, UnsafePointer<Int32>, UnsafePointer<Double>?) -> Void
  ) {
    matrix.withRows { rows in
      sumExponents.withUnsafeBufferPointer { exponents in
        (weights.values ?? []).withUnsafeBufferPointer { values in
          body(rows, exponents.baseAddress!, weights.values == nil ? nil : values.baseAddress!)
        }
      }
    }
  }
}
