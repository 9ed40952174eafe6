internal import Matrices
internal import TesseraKernels

/// What one worker's moves add to the sums of all clusters and take from them: in 64-bit integers where the terms are whole
/// numbers of a coarser quantum, else in the sums' own.
///
/// The coarser quantum is 2^50 times finer than the largest term, less for more than 4000 rows, so that no sum of as many
/// moves as there are rows overflows: few Floats need a finer one. Rows that do are summed one by one.
///
/// - Complexity: memory of 64 bytes per cluster, from the first move on.
final class MoveSums<Scalar: KernelScalar>: @unchecked Sendable {
  private let points: ScaledPoints<Scalar>
  private let kernels: Kernels
  private let clusterCount: Int
  private let exponents: [Int]
  private let factors: [Double]
  private var isNarrow: Bool
  /// [clusterCount][8]: terms, and in the last place the count.
  private var narrow: [Int64] = []
  private var wide: FixedPointSums?
  private var rest: [RowMove] = []
  private var isTouched: [Bool] = []

  init(_ points: ScaledPoints<Scalar>, clusterCount: Int, kernels: Kernels) {
    self.points = points
    self.kernels = kernels
    self.clusterCount = clusterCount
    let bits = Int.bitWidth - points.rows.leadingZeroBitCount
    exponents = points.columnBounds.map { $0 > 0 ? Int($0.exponent) + 1 - min(50, 62 - bits) : 0 }
    isNarrow =
      points.dimensions < 8 && points.weights.values == nil && points.wide.columns.isEmpty
      && exponents.allSatisfy { $0 > -900 }
    factors = isNarrow ? exponents.map { FixedPoint.scaled(1, by: -$0) } : []
  }

  func apply(_ moves: UnsafeBufferPointer<RowMove>) {
    guard isNarrow else { return applyWide(moves) }
    if narrow.isEmpty { narrow = Array(repeating: 0, count: 8 * clusterCount) }
    if rest.count < moves.count { rest = Array(repeating: RowMove(row: 0, source: 0, target: 0), count: moves.count) }
    let d = points.dimensions
    var left = 0
    points.matrix.withRows { rows in
      narrow.withUnsafeMutableBufferPointer { narrow in
        rest.withUnsafeMutableBufferPointer { rest in
          rows.forEachRun(of: moves.count, { Int(moves[$0].row) }) { part, places in
            left += kernels.sum(
              UnsafeBufferPointer(rebasing: moves[places]), of: part.origin, rowStride: part.stride, dimensions: d,
              factors: factors, into: narrow.baseAddress!, rest: rest.baseAddress! + left)
          }
        }
      }
    }
    guard left > 0 else { return }
    rest.withUnsafeBufferPointer { applyWide(UnsafeBufferPointer(rebasing: $0[..<left])) }
    if left > moves.count / 2 && moves.count > 64 { isNarrow = false }
  }

  private func applyWide(_ moves: UnsafeBufferPointer<RowMove>) {
    guard !moves.isEmpty else { return }
    if wide == nil {
      wide = FixedPointSums(
        clusterCount: clusterCount, dimensions: points.dimensions, wide: points.wide, in: ParallelRows(threads: 1))
      isTouched = Array(repeating: false, count: clusterCount)
    }
    // Once for all, or every access would be checked to be exclusive.
    isTouched.withUnsafeMutableBufferPointer { isTouched in
      for move in moves {
        if move.source >= 0 { isTouched[Int(move.source)] = true }
        isTouched[Int(move.target)] = true
      }
    }
    wide?.withMutableView { points.apply(moves, to: $0, kernels) }
  }

  /// Hands everything over to `sums` and forgets it; `touched` learns which clusters that changed.
  func empty(into sums: inout FixedPointSums, _ touched: inout [Bool]) {
    for cluster in isTouched.indices where isTouched[cluster] {
      isTouched[cluster] = false
      touched[cluster] = true
      wide?.move(cluster, to: &sums)
    }
    let d = points.dimensions
    narrow.withUnsafeMutableBufferPointer { narrow in
      for cluster in 0..<(narrow.count / 8) {
        let own = UnsafeMutableBufferPointer(rebasing: narrow[(8 * cluster)..<(8 * cluster + 8)])
        guard own.contains(where: { $0 != 0 }) else { continue }
        touched[cluster] = true
        sums.counts[cluster] += Int(own[7])
        sums.masses[cluster] += Int128(own[7])
        for column in 0..<d {
          // 13 or more: at most 50 bits less than the largest term's here, 126 - 63 there. The sum is one of rows: it fits.
          let finer = exponents[column] - Int(points.sumExponents[column])
          sums.add(Int128(own[column]) << Int128(finer), at: cluster * d + column)
        }
        own.update(repeating: 0)
      }
    }
  }
}
