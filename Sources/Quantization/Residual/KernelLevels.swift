internal import CQuantizerKernels
internal import Matrices
internal import TesseraKernels

/// What the kernels know of a residual quantizer: memory that stays where it is.
final class KernelLevels: @unchecked Sendable {
  private var memory = OwnedMemory()
  private let stored: UnsafeMutablePointer<quantizer_levels>
  let table: UnsafePointer<quantizer_table>
  let scale: Scale
  /// Immutable from here on, hence `@unchecked Sendable`.
  var pointer: UnsafePointer<quantizer_levels> { UnsafePointer(stored) }

  /// Larger tables of products (256 MB) are not made: products are computed row by row instead.
  private static let mostProducts = 1 << 26

  /// - Parameter makesProducts: whether there may be a table of them.
  init(
    _ codebooks: [Matrix<Double>], _ instructionSet: InstructionSet, _ parallel: ParallelRows,
    makesProducts: Bool = true
  ) {
    table = quantizer_table_named(instructionSet.rawValue)
    let d = codebooks[0].columns
    let scale = Scale(bound: Scale.bound(of: codebooks))
    self.scale = scale
    let panel = Int(QUANTIZER_PANEL)
    let sizes = codebooks.map(\.rows)
    let rows = sizes.indices.map { sizes[..<$0].reduce(0, +) }
    let panels = sizes.map { ($0 + panel - 1) / panel }
    let columns = panels.indices.map { panels[..<$0].reduce(0, +) * panel }
    let (rowCount, columnCount) = (sizes.reduce(0, +), panels.reduce(0, +) * panel)

    let codes: UnsafeMutablePointer<Double> = memory.room(rowCount * d)
    for (level, codebook) in codebooks.enumerated() {
      codebook.withUnsafeElements { elements in
        for (index, value) in elements.enumerated() { codes[rows[level] * d + index] = scale.divided(value) }
      }
    }
    let shift: UnsafeMutablePointer<Double> = memory.fill(d, with: 0)
    for code in 0..<sizes[0] {
      for column in 0..<d { shift[column] += codes[code * d + column] / Double(sizes[0]) }
    }
    // The codes less the shift, in Float: by rows, and in panels.
    let narrow: UnsafeMutablePointer<Float> = memory.fill((rowCount + 8) * d, with: 0)
    let packed: UnsafeMutablePointer<Float> = memory.fill(columnCount * d, with: 0)
    let halfNorms: UnsafeMutablePointer<Float> = memory.fill(columnCount, with: .infinity)
    var reaches = [Double](repeating: 0, count: sizes.count)
    for level in sizes.indices {
      for code in 0..<sizes[level] {
        var square = 0.0
        let column = columns[level] + code
        for j in 0..<d {
          let value = codes[(rows[level] + code) * d + j] - (level == 0 ? shift[j] : 0)
          square += value * value
          narrow[(rows[level] + code) * d + j] = Float(value)
          packed[(column / panel * d + j) * panel + column % panel] = Float(value)
        }
        halfNorms[column] = Float(square / 2)
        reaches[level] = max(reaches[level], square.squareRoot() * (1 + 0x1p-20))
      }
    }
    var products: UnsafeMutablePointer<Float>?
    if makesProducts, sizes.count == 1 {
      // There is no later level: nobody looks.
      products = packed
    } else if makesProducts, rowCount * columnCount <= Self.mostProducts {
      let made: UnsafeMutablePointer<Float> = memory.room((rowCount + 8) * columnCount)
      nonisolated(unsafe) let (target, source, panelsOfCodes) = (made, narrow, packed)
      let kernel = table.pointee.products
      parallel.forEachChunk(of: rowCount, chunk: 64) { _, some in
        // Whole tiles of eight rows: the last chunk's go beyond the last row, where there is room.
        kernel(
          source + some.lowerBound * d, some.count, d, panelsOfCodes, columnCount / panel,
          target + some.lowerBound * columnCount)
      }
      products = made
    }
    stored = memory.room(1)
    stored.initialize(
      to: quantizer_levels(
        d: d, count: sizes.count, sizes: memory.copy(sizes), columns: memory.copy(columns), rows: memory.copy(rows),
        column_count: columnCount, codes: UnsafePointer(codes), panels: UnsafePointer(packed),
        half_norms: UnsafePointer(halfNorms), products: products.map { UnsafePointer($0) },
        reaches: memory.copy(reaches),
        shift: UnsafePointer(shift)))
  }

  /// The nearest codes of some rows, where there is one level.
  ///
  /// - Parameters:
  ///   - row: where the first begins.
  ///   - stride: from one to the next, in elements.
  ///   - scratch: `QUANTIZER_NEAREST` bytes per column.
  /// - Returns: whether all elements are known to be finite.
  func nearest<Scalar: KernelScalar>(
    to row: UnsafePointer<Scalar>, stride: Int, count: Int, _ scratch: UnsafeMutableRawPointer,
    _ codes: UnsafeMutablePointer<Int32>
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2) { factors in
      (factors[0], factors[1]) = scale.down
      if Scalar.self == Float.self {
        return table.pointee.nearest_f32(
          pointer, UnsafeRawPointer(row).assumingMemoryBound(to: Float.self), stride, count, factors.baseAddress!,
          scratch, codes)
      } else {
        return table.pointee.nearest_f64(
          pointer, UnsafeRawPointer(row).assumingMemoryBound(to: Double.self), stride, count, factors.baseAddress!,
          scratch, codes)
      }
    }
  }

  /// The codes of all rows, [rows, sequences, levels]: each row's best of its beam.
  ///
  /// - Parameter sequences: at most `beam`, and as many as there are at all.
  func encode<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, beam: Int, sequences: Int = 1, _ parallel: ParallelRows
  ) -> [Int32] {
    let (n, d, levels) = (points.rows, pointer.pointee.d, sequences * pointer.pointee.count)
    let block = Int(QUANTIZER_ROWS)
    return [Int32](unsafeUninitializedCapacity: n * levels) { codes, count in
      count = n * levels
      guard let start = codes.baseAddress else { return }
      nonisolated(unsafe) let target = start
      let scratch = table.pointee.scratch(pointer, beam)
      var memory = OwnedMemory()
      let room = memory.bytes(parallel.threads * (scratch + block * d * 8 + 64))
      nonisolated(unsafe) let rooms = room
      points.withRows { view in
        parallel.forEachChunk(of: n, chunk: block) { worker, _, rows in
          let scratchRoom = rooms + worker * ((scratch + block * d * 8 + 63) / 64 * 64)
          let wide = (scratchRoom + scratch).assumingMemoryBound(to: Double.self)
          view.forEachRow(in: rows) { row, x in
            let out = wide + (row - rows.lowerBound) * d
            for column in 0..<d { out[column] = scale.divided(Double(x[column])) }
          }
          table.pointee.encode(
            pointer, wide, rows.count, beam, sequences, scratchRoom, target + rows.lowerBound * levels)
        }
      }
    }
  }
}
