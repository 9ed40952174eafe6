internal import TesseraKernels

/// The 8-bit copy of the rows that proves, for most of them, that a candidate is not nearer than what was chosen before.
///
/// With y = s q + e for rows and candidates alike, relative to the shift, and R >= |y|, E >= |e|, A = R + E >= |s q|,
///
/// |y - c|^2 >= |y|^2 + |c|^2 - 2 s s' q.q' - 2 E A' - 2 R E'
///
/// by Cauchy-Schwarz. Where the right-hand side exceeds the distance so far by more than rounding, D does too, and the
/// row's term of the potential stays what it is. Constants below cover the rounding of all that is evaluated in Float.
///
/// Memory: one byte per element, dimensions rounded up to four, and 16 bytes per row.
final class QuantizedRows: @unchecked Sendable {
  let source: SeedingSource
  private let groups: Int
  private let panels: UnsafeMutablePointer<UInt8>
  private let scale: UnsafeMutablePointer<Float>
  private let error: UnsafeMutablePointer<Float>
  private let norm: UnsafeMutablePointer<Float>
  private let limit: UnsafeMutablePointer<Float>
  private var memory = OwnedMemory()

  init(_ source: SeedingSource) {
    self.source = source
    groups = QuantizedPanels.groups(source.dimensions)
    let padded = (source.rows + QuantizedPanels.width - 1) / QuantizedPanels.width * QuantizedPanels.width
    panels = memory.room(padded * groups * 4)
    scale = memory.room(padded)
    error = memory.fill(padded, with: 0)
    norm = memory.fill(padded, with: 0)
    limit = memory.fill(padded, with: .infinity)
    source.parallel.forEachChunk(of: source.rows, chunk: 16 * QuantizedPanels.width) { _, rows in self.pack(rows) }
  }

  private func pack(_ rows: Range<Int>) {
    let (d, width) = (source.dimensions, QuantizedPanels.width)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width * d) { packed in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { squares in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { residuals in
          for start in stride(from: rows.lowerBound, to: rows.upperBound, by: width) {
            let block = start..<min(start + width, rows.upperBound)
            source.pack(block, packed.baseAddress!, squares.baseAddress!)
            source.kernels.quantize(
              packed.baseAddress!, count: block.count, dimensions: d, panel: panels + start * groups * 4,
              scales: scale + start, residuals: residuals.baseAddress!)
            for row in block {
              norm[row] = Self.norm(square: squares[row - start], dimensions: d)
              error[row] = Self.error(residual: residuals[row - start], norm: norm[row], dimensions: d)
            }
          }
        }
      }
    }
  }

  /// At least |y|, too large by less than 2^-21 of it.
  private static func norm(square: Double, dimensions: Int) -> Float {
    Float(square.squareRoot() * (1 + Double(dimensions + 8) * 0x1p-52)).nextUp
  }

  /// At least |e|: what packing, the product s q, the difference and the sum of squares round off is below 2^-21 of |y|
  /// and (d / 16 + 26) 2^-24 of the sum; squares below 2^-149 vanish.
  private static func error(residual: Float, norm: Float, dimensions: Int) -> Float {
    let square = Double(residual) * (1 + Double(dimensions + 512) * 0x1p-27) + Double(dimensions) * 0x1p-146
    return Float(square.squareRoot() * (1 + 0x1p-20) + Double(norm) * 0x1p-20).nextUp
  }

  /// The share of |y|^2 and |c|^2 that covers all roundings of the filter: eight of terms that add up to less than
  /// 7 (|y|^2 + |c|^2), and those of the norms.
  private static let slack = 0x1p-17
  /// Covers underflow.
  private static let underflow = 0x1p-120

  /// Tells the filter the squared distance of a row to the nearest chosen one.
  func setClosest(_ square: Double, of row: Int) {
    guard square > 0, source.weights[row] > 0 else {
      limit[row] = .infinity
      return
    }
    let norm = Double(norm[row])
    let reached = square * (1 + Double(source.dimensions + 64) * 0x1p-52)
    limit[row] = Float(norm * norm * (1 - Self.slack) - reached - Self.underflow).nextDown
  }

  /// Rows of all members as candidates.
  func candidates(_ rows: [Int]) -> QuantizedCandidates {
    var candidates = QuantizedCandidates()
    for row in source.reduction.quantized(
      rows.map { row in
        source.reduction.localRow(row, of: source.rows).map(quantized)
      }, groups)
    {
      let (norm, error) = (Double(row.norm), Double(row.error))
      candidates.append(
        values: row.values, scale: 2 * row.scale, errorFactor: Float(2 * (norm + error)).nextUp,
        normFactor: Float(2 * error), offset: Float(Self.underflow - norm * norm * (1 - Self.slack)))
    }
    return candidates
  }

  private func quantized(_ row: Int) -> QuantizedRow {
    let (panel, lane) = row.quotientAndRemainder(dividingBy: QuantizedPanels.width)
    let values = (0..<groups).flatMap { group in
      let bytes = panels + ((panel * groups + group) * QuantizedPanels.width + lane) * 4
      return (0..<4).map { Int8(truncatingIfNeeded: Int(bytes[$0]) - 128) }
    }
    return QuantizedRow(values: values, scale: scale[row], norm: norm[row], error: error[row])
  }

  /// Lists the rows for which a candidate may be nearer than what was chosen before; returns how many.
  ///
  /// - Parameter rows: start on a panel's first row.
  func list(
    _ rows: Range<Int>, nearer candidates: QuantizedCandidates, list: UnsafeMutablePointer<Int32>,
    bits: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let width = QuantizedPanels.width
    return source.kernels.filter(
      panels, scales: scale, errors: error, norms: norm, limits: limit,
      range: (rows.lowerBound / width)..<((rows.upperBound + width - 1) / width), groups: groups,
      candidates: candidates, list: list, bits: bits)
  }
}
