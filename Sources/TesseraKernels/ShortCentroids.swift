internal import CTesseraKernels
internal import Refusals

/// Sixteen-bit copies of centroids in the unit that rows are coded in as they are read, and how far distances of codes may
/// be wrong.
///
/// Memory: 2 bytes per element.
public struct ShortCentroids: Sendable {
  private let shift: [Float]
  private var panels: [Int32] = []
  private var halfSquares: [Int32] = []
  private var ids: [Int32] = []
  private var groups = PanelGroups(count: 0)
  private var inverse: Float = 1
  private var reach: Float = 0

  /// - Parameter shift: the centre that codes are relative to; it is rounded to Float.
  public init(shift: [Double]) { self.shift = shift.map { Float($0) } }

  /// Replaces the centroids, row-major [.., dimensions].
  ///
  /// - Parameters:
  ///   - groups: where each of them goes; nil for one group.
  ///   - rowReach: about the largest distance of a row from the shift; rows beyond are left to the canonical distance.
  ///   - error: gives a bound of the differences between distances and those of codes, both in units, from the
  ///     largest coding error of a centroid in units.
  public mutating func update(
    _ centroids: [Double], groups chosen: PanelGroups? = nil, rowReach: Double, kernels: Kernels,
    parallel: ParallelRows, error: (_ codeError: Double) -> Float
  ) {
    let d = shift.count
    let width = Int(TESSERA_SHORT_PANEL)
    let count = centroids.count / d
    let padded = (count + width - 1) / width * width
    let words = (d + 1) / 2
    if panels.count != padded * words || groups.order.count != count {
      // Codes in the padding would take its scores out of range.
      panels = Array(repeating: 0, count: padded * words)
    }
    groups = chosen ?? PanelGroups(count: count)
    halfSquares = Array(repeating: .max, count: padded)
    ids = groups.order + Array(repeating: .max, count: padded - count)
    let longest = max(rowReach, reach(of: centroids, count, parallel), 0x1p-60)
    // Codes are shorter than the limit, the rounding of all their coordinates included.
    inverse = Float((32766 - (Double(d).squareRoot() + 1)) / longest).nextDown
    var errors = [Double](repeating: 0, count: count)
    encode(centroids, kernels, parallel, &errors)
    let largest = (errors.max() ?? 0).squareRoot() * (1 + Double(d + 16) * 0x1p-52)
    reach = error(largest * Double(inverse))
  }

  /// The largest distance of a centroid from the shift, rounded up.
  private func reach(of centroids: [Double], _ count: Int, _ parallel: ParallelRows) -> Double {
    let d = shift.count
    let squares = centroids.withUnsafeBufferPointer { centroids in
      shift.withUnsafeBufferPointer { shift in
        nonisolated(unsafe) let (centroids, shift) = (centroids.baseAddress!, shift)
        return parallel.mapChunks(of: count, chunk: max(1, 65536 / d)) { _, _, positions in
          var largest = 0.0
          for position in positions {
            let centroid = centroids + position * d
            var sums = SIMD8<Double>()
            for column in 0..<d {
              let offset = centroid[column] - Double(shift[column])
              sums[column & 7] += offset * offset
            }
            largest = max(largest, sums.sum())
          }
          return largest
        }
      }
    }
    return (squares.max() ?? 0).squareRoot() * (1 + Double(d + 16) * 0x1p-52)
  }

  private mutating func encode(
    _ centroids: [Double], _ kernels: Kernels, _ parallel: ParallelRows, _ errors: inout [Double]
  ) {
    guard let encode = kernels.table.pointee.common.short_centroids else {
      refuse("\(kernels.instructionSet) has no products of sixteen bits")
    }
    let (d, inverse, count) = (shift.count, inverse, errors.count)
    let width = Int(TESSERA_SHORT_PANEL)
    centroids.withUnsafeBufferPointer { centroids in
      shift.withUnsafeBufferPointer { shift in
        panels.withUnsafeMutableBufferPointer { panels in
          halfSquares.withUnsafeMutableBufferPointer { halfSquares in
            errors.withUnsafeMutableBufferPointer { errors in
              ids.withUnsafeBufferPointer { ids in
                nonisolated(unsafe) let (centroids, shift) = (centroids.baseAddress!, shift.baseAddress!)
                nonisolated(unsafe) let (panels, halfSquares) = (panels.baseAddress!, halfSquares.baseAddress!)
                nonisolated(unsafe) let errors = errors.baseAddress!
                nonisolated(unsafe) let ids = ids.baseAddress!
                parallel.forEachChunk(of: count, chunk: max(width, 16384 / d / width * width)) { _, part in
                  encode(
                    centroids, ids, part.lowerBound, part.count, d, shift, inverse, panels, halfSquares, errors)
                }
              }
            }
          }
        }
      }
    }
  }

  /// What a kernel reads.
  public struct View {
    let cValue: tessera_short_centroids
  }

  public func withView<Result>(_ body: (View) -> Result) -> Result {
    panels.withUnsafeBufferPointer { panels in
      halfSquares.withUnsafeBufferPointer { halfSquares in
        ids.withUnsafeBufferPointer { ids in
          groups.groupOf.withUnsafeBufferPointer { groupOf in
            shift.withUnsafeBufferPointer { shift in
              body(
                View(
                  cValue: tessera_short_centroids(
                    panels: panels.baseAddress!, half_squares: halfSquares.baseAddress!, ids: ids.baseAddress!,
                    group_of: groupOf.baseAddress!, count: ids.count, group_shift: groups.shift,
                    shift: shift.baseAddress!, unit: 1 / inverse, inverse: inverse, reach: reach)))
            }
          }
        }
      }
    }
  }
}

extension Kernels {
  /// Whether this instruction set has the sixteen-bit filter.
  public var hasShortCentroids: Bool { table.pointee.common.short_scratch_bytes != nil }

  /// The scratch memory of one `shortAssign` at a time, in bytes.
  public func shortScratchBytes(count: Int, dimensions: Int) -> Int {
    table.pointee.common.short_scratch_bytes?(count, dimensions) ?? 0
  }

  /// As ``narrowAssign(_:rowStride:narrow:centroids:exact:rows:count:scratch:challenges:found:squares:)``, by the
  /// sixteen-bit filter, which needs no copy of the rows. A label is proved where upper * `gap` + 2^-100 < lower.
  ///
  /// - Parameter groups: bounds of the rows and the groups of `centroids`, of which there are more than one; then `found` is,
  ///   to begin with, what is known of the rows: their labels, -1 for none, and upper bounds. nil: rows are compared with all
  ///   centroids.
  public func shortAssign<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, centroids: ShortCentroids.View, groups: GroupBounds.View? = nil,
    exact: ExactCentroids, rows: UnsafePointer<Int32>, count: Int, scratch: UnsafeMutableRawPointer, gap: Float,
    found: FoundRows, squares: UnsafeMutablePointer<Double>? = nil
  ) -> NarrowWork {
    guard let assign = Scalar.rowKernels(of: self).pointee.short_assign else {
      refuse("\(instructionSet) has no products of sixteen bits")
    }
    var (centroidView, exactView) = (centroids.cValue, exact.cValue)
    var work = tessera_narrow_work(rows: 0, candidates: 0, survivors: 0)
    assign(
      points, rowStride, &centroidView, groups?.cValue, &exactView, rows, count, scratch, gap, found.labels,
      found.upper, found.lower, squares, &work)
    return NarrowWork(rows: work.rows, candidates: work.candidates)
  }
}
