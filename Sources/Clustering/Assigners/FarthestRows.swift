internal import TesseraKernels

/// Rows of positive weight that are not on their own centroid, from the one that takes most off the inertia, w D, to the one
/// that takes least (ties: the lowest first), found no further than they are asked for.
struct FarthestRows<Scalar: KernelScalar> {
  private let engine: AssignmentEngine<Scalar>
  private let sample: RowSample?
  private var found: ArraySlice<DistantRow> = []
  private var last: DistantRow?
  private var wanted: Int
  private var isExhausted = false

  /// - Parameters:
  ///   - sample: the rows that count; nil for all.
  ///   - expected: how many will be asked for, about.
  init(_ engine: AssignmentEngine<Scalar>, among sample: RowSample?, expected: Int) {
    self.engine = engine
    self.sample = sample
    wanted = 2 * expected + 16
  }

  mutating func next() -> DistantRow? {
    if found.isEmpty && !isExhausted {
      found = engine.farthestRows(wanted, among: sample, after: last)[...]
      last = found.last
      isExhausted = found.count < wanted
      wanted *= 4
    }
    return found.popFirst()
  }
}

/// A row and its part of the inertia.
struct DistantRow: Comparable, Sendable {
  /// Among those of all members.
  var row: Int
  /// w D, the largest weight being about 1.
  var share: Double
  var label: Int32
  /// In quanta of the weights.
  var mass: Int128

  /// The order in which rows are given away.
  static func < (left: Self, right: Self) -> Bool { (right.share, left.row) < (left.share, right.row) }
}

/// One worker's farthest rows.
private struct FarthestOfWorker {
  let wanted: Int
  /// Nothing less counts.
  private(set) var threshold = Double.leastNonzeroMagnitude
  private(set) var rows: [DistantRow] = []

  mutating func insert(_ row: DistantRow) {
    rows.append(row)
    guard rows.count >= 4 * wanted else { return }
    rows.sort()
    rows.removeSubrange(wanted...)
    threshold = rows[wanted - 1].share
  }
}

extension AssignmentEngine {
  /// The `wanted` farthest rows of all members, or those that come after `last`, in order.
  ///
  /// - Complexity: one D per row, on all threads.
  fileprivate func farthestRows(
    _ wanted: Int, among sample: RowSample?, after last: DistantRow?
  ) -> [DistantRow] {
    var workers = Array(repeating: FarthestOfWorker(wanted: wanted), count: parallel.threads)
    workers.withUnsafeMutableBufferPointer { workers in
      nonisolated(unsafe) let workers = workers
      let (weights, first, labels) = (points.weights, points.reduction.firstRow, labels)
      forEachOwnDistance { worker, rows, squares in
        for (position, row) in rows.enumerated() {
          let share = weights.share(of: row, square: squares[position])
          guard share >= workers[worker].threshold, sample?.isMember[row] ?? true else { continue }
          let candidate = DistantRow(
            row: first + row, share: share, label: labels[row], mass: weights.quanta(of: row))
          if last.map({ $0 < candidate }) ?? true { workers[worker].insert(candidate) }
        }
      }
    }
    let own = Array(workers.flatMap { $0.rows }.sorted().prefix(wanted))
    guard points.reduction.isShared else { return own }
    let words = points.reduction.joined(own.flatMap { $0.words })
    let all = stride(from: 0, to: words.count, by: DistantRow.wordCount).map { DistantRow(words[$0...]) }
    return Array(all.sorted().prefix(wanted))
  }
}

extension DistantRow {
  fileprivate static var wordCount: Int { 5 }

  fileprivate var words: [UInt64] {
    [UInt64(row), share.bitPattern, UInt64(label)] + mass.words64
  }

  fileprivate init(_ words: ArraySlice<UInt64>) {
    let start = words.startIndex
    self.init(
      row: Int(words[start]), share: Double(bitPattern: words[start + 1]), label: Int32(words[start + 2]),
      mass: Int128(low: words[start + 3], high: words[start + 4]))
  }
}

extension RowWeights {
  /// w D in units of the largest weight; positive where both are.
  fileprivate func share(of row: Int, square: Double) -> Double {
    guard let values, square > 0, values[row] > 0 else { return values == nil ? square : 0 }
    return max(FixedPoint.scaled(values[row], by: -Int(bound.exponent)) * square, .leastNonzeroMagnitude)
  }
}
