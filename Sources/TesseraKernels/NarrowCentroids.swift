internal import CTesseraKernels

/// Eight-bit copies of centroids, all with one scale, and how far scores made with them may be wrong.
///
/// Memory: 2 bytes per element, or 3 where the codes are kept row by row, too.
public struct NarrowCentroids: Sendable {
  private let shift: [Double]
  private var panels: [Int32] = []
  private var offsets: [Int32] = []
  private var halfNorms: [Float] = []
  private var residuals: [Int8] = []
  private var residualOffsets: [Int32] = []
  private var codes: [Int8] = []
  private var ids: [Int32] = []
  private var unit: Float = 1
  private var error = ScoreError(norm: 0, square: 0, rowError: 0, constant: 0)
  private var refinedError = ScoreError(norm: 0, square: 0, rowError: 0, constant: 0)

  /// - Parameter shift: the centre that codes are relative to.
  public init(shift: [Double]) { self.shift = shift }

  /// Replaces the centroids by those in `ids` (increasing; nil: all), row-major [.., dimensions].
  ///
  /// - Parameters:
  ///   - keepsCodes: whether the codes are kept row by row, too, as sketches want them.
  ///   - error: gives the error bound from the largest distance of a centroid to the shift, the largest norm of
  ///   its codes, and the largest coding error.
  public mutating func update(
    _ centroids: [Double], ids chosen: [Int32]? = nil, keepsCodes: Bool = false, kernels: Kernels,
    parallel: ParallelRows,
    error: (_ reach: Double, _ codeReach: Double, _ codeError: Double) -> ScoreError
  ) {
    let d = shift.count
    let width = Int(TESSERA_NARROW_PANEL)
    let count = chosen?.count ?? centroids.count / d
    let padded = (count + width - 1) / width * width
    let words = (d + 3) / 4
    if panels.count != padded * words {
      panels = Array(repeating: 0, count: padded * words)
      offsets = Array(repeating: 0, count: padded)
      residuals = Array(repeating: 0, count: padded * words * 4)
      residualOffsets = Array(repeating: 0, count: padded)
    }
    let kept = keepsCodes ? padded * words * 4 : 0
    if codes.count != kept { codes = Array(repeating: 0, count: kept) }
    unit = Self.unit(of: centroids, chosen, shift, parallel)
    ids = chosen.map { $0 + Array(repeating: .max, count: padded - count) } ?? []
    var lost = Array(
      repeating: tessera_narrow_centroid(square: 0, code_square: 0, error_square: 0, residual_error_square: 0),
      count: count)
    encode(centroids, chosen, count, kernels, parallel, &lost)
    let growth = 1 + Double(d + 16) * 0x1p-52
    func largest(_ part: (tessera_narrow_centroid) -> Double) -> Double {
      (lost.lazy.map(part).max() ?? 0).squareRoot() * growth
    }
    let unit = Double(unit)
    halfNorms = lost.map { Float($0.square / (2 * unit)) } + Array(repeating: .infinity, count: padded - count)
    let reach = largest { $0.square }
    self.error = error(reach, largest { $0.code_square }, largest { $0.error_square })
    let rest = largest { $0.residual_error_square }
    refinedError = error(reach, reach + rest, rest)
  }

  private mutating func encode(
    _ centroids: [Double], _ chosen: [Int32]?, _ count: Int, _ kernels: Kernels, _ parallel: ParallelRows,
    _ lost: inout [tessera_narrow_centroid]
  ) {
    let (d, unit) = (shift.count, unit)
    let width = Int(TESSERA_NARROW_PANEL)
    // Padding of a smaller set than the last one may hold old codes; infinite norms rule them out.
    withTargets { target in
      lost.withUnsafeMutableBufferPointer { lost in
        centroids.withUnsafeBufferPointer { centroids in
          (chosen ?? []).withUnsafeBufferPointer { ids in
            nonisolated(unsafe) let (target, lost, centroids) = (target, lost.baseAddress!, centroids.baseAddress!)
            nonisolated(unsafe) let ids = chosen == nil ? nil : ids.baseAddress
            parallel.forEachChunk(of: count, chunk: max(width, 65536 / d / width * width)) { _, part in
              kernels.table.pointee.common.narrow_centroids(
                centroids, ids, part.lowerBound, part.count, d, target.shift, unit, target.panels, target.offsets,
                target.residuals, target.residualOffsets, target.codes, lost)
            }
          }
        }
      }
    }
  }

  private struct Targets {
    let shift: UnsafePointer<Double>
    let panels: UnsafeMutablePointer<Int32>
    let offsets: UnsafeMutablePointer<Int32>
    let residuals: UnsafeMutablePointer<Int8>
    let residualOffsets: UnsafeMutablePointer<Int32>
    let codes: UnsafeMutablePointer<Int8>?
  }

  private mutating func withTargets(_ body: (Targets) -> Void) {
    shift.withUnsafeBufferPointer { shift in
      panels.withUnsafeMutableBufferPointer { panels in
        offsets.withUnsafeMutableBufferPointer { offsets in
          residuals.withUnsafeMutableBufferPointer { residuals in
            residualOffsets.withUnsafeMutableBufferPointer { residualOffsets in
              codes.withUnsafeMutableBufferPointer { codes in
                body(
                  Targets(
                    shift: shift.baseAddress!, panels: panels.baseAddress!, offsets: offsets.baseAddress!,
                    residuals: residuals.baseAddress!, residualOffsets: residualOffsets.baseAddress!,
                    codes: codes.isEmpty ? nil : codes.baseAddress))
              }
            }
          }
        }
      }
    }
  }

  /// The largest distance of a coordinate from the shift, in 127 parts, rounded up.
  private static func unit(
    of centroids: [Double], _ chosen: [Int32]?, _ shift: [Double], _ parallel: ParallelRows
  ) -> Float {
    let d = shift.count
    let count = chosen?.count ?? centroids.count / d
    let largest = centroids.withUnsafeBufferPointer { centroids in
      shift.withUnsafeBufferPointer { shift in
        nonisolated(unsafe) let (centroids, shift) = (centroids, shift)
        return parallel.mapChunks(of: count, chunk: max(1, 16384 / d)) { _, _, positions in
          var largest = 0.0
          for position in positions {
            let start = (chosen.map { Int($0[position]) } ?? position) * d
            for column in 0..<d {
              let offset = (centroids[start + column] - shift[column]).magnitude
              largest = offset > largest ? offset : largest
            }
          }
          return largest
        }
      }
    }
    return max(Float((largest.max() ?? 0) / 127) * (1 + 0x1p-20), 0x1p-60)
  }

  /// What a kernel reads.
  public struct View {
    let cValue: tessera_narrow_centroids
  }

  public func withView<Result>(_ body: (View) -> Result) -> Result {
    panels.withUnsafeBufferPointer { panels in
      offsets.withUnsafeBufferPointer { offsets in
        halfNorms.withUnsafeBufferPointer { halfNorms in
          ids.withUnsafeBufferPointer { ids in
            residuals.withUnsafeBufferPointer { residuals in
              residualOffsets.withUnsafeBufferPointer { residualOffsets in
                codes.withUnsafeBufferPointer { codes in
                  body(
                    View(
                      cValue: tessera_narrow_centroids(
                        panels: panels.baseAddress!, offsets: offsets.baseAddress!, half_norms: halfNorms.baseAddress!,
                        ids: ids.isEmpty ? nil : ids.baseAddress, count: offsets.count, unit: unit,
                        error: error.cValue, residuals: residuals.baseAddress!,
                        residual_offsets: residualOffsets.baseAddress!, refined: refinedError.cValue,
                        codes: codes.isEmpty ? nil : codes.baseAddress)))
                }
              }
            }
          }
        }
      }
    }
  }
}
