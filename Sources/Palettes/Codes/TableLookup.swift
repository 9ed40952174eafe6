internal import Refusals
internal import TesseraKernels

/// Codes and tables made into weights again, exactly as the tables have them, block by block.
package struct TableLookup: @unchecked Sendable {
  private let layout: PaletteLayout
  private let type: WeightType
  private let tables: UnsafeRawBufferPointer
  private let indices: UnsafeRawBufferPointer

  /// - Precondition: the bytes are those of the layout.
  package init(
    _ layout: PaletteLayout, _ type: WeightType, tables: UnsafeRawBufferPointer, indices: UnsafeRawBufferPointer
  ) {
    require(
      tables.count == layout.tableEntryCount * type.byteCount && indices.count == layout.indexByteCount,
      "tables and codes are of the layout")
    (self.layout, self.type, self.tables, self.indices) = (layout, type, tables, indices)
  }

  /// Passes on weights that follow each other, on several threads at once.
  ///
  /// - Parameter body: their bytes, and where these lie among those of all weights.
  package func forEachBlock(
    threads: Int, _ body: @Sendable (UnsafeRawBufferPointer, _ offset: Int) throws -> Void
  ) throws {
    switch type.byteCount {
    case 2: try forEachBlock(threads, UInt16.self, body)
    case 4: try forEachBlock(threads, UInt32.self, body)
    default: try forEachBlock(threads, UInt64.self, body)
    }
  }

  private func forEachBlock<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ threads: Int, _ bits: Bits.Type, _ body: @Sendable (UnsafeRawBufferPointer, _ offset: Int) throws -> Void
  ) throws {
    // So many codes stand for weights that follow each other; eight of them have whole bytes.
    let unit = layout.stride
    let chunk = max(1, (1 << 17) / (unit * layout.vectorLength) / 8) * 8 * unit
    let failure = FirstFailure()
    ParallelRows(threads: threads).forEachChunk(of: layout.codeCount, chunk: chunk) { _, index, codes in
      failure.attempt(index) {
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: codes.count) { room in
          PackedCodes.unpack(
            indices.baseAddress! + codes.lowerBound / 8 * layout.bits, codes.count, layout.bits,
            into: room.baseAddress!)
          let count = codes.count * layout.vectorLength
          try withUnsafeTemporaryAllocation(of: Bits.self, capacity: count) { weights in
            look(up: codes, UnsafePointer(room.baseAddress!), into: weights.baseAddress!)
            try body(
              UnsafeRawBufferPointer(weights),
              codes.lowerBound * layout.vectorLength * MemoryLayout<Bits>.size)
          }
        }
      }
    }
    try failure.check()
  }

  private func look<Bits: FixedWidthInteger & BitwiseCopyable>(
    up codes: Range<Int>, _ room: UnsafePointer<UInt8>, into weights: UnsafeMutablePointer<Bits>
  ) {
    let (length, stride, size) = (layout.vectorLength, layout.stride, MemoryLayout<Bits>.size)
    let begin = codes.lowerBound * length
    var first = codes.lowerBound
    while first < codes.upperBound {
      let group = first / layout.codesPerGroup
      let end = min(codes.upperBound, (group + 1) * layout.codesPerGroup)
      let table = tables.baseAddress! + (group << layout.bits) * length * size
      for code in first..<end {
        let entry = table + Int(room[code - codes.lowerBound]) * length * size
        guard length > 1 else {
          weights[code - begin] = entry.loadUnaligned(as: Bits.self)
          continue
        }
        let place = layout.firstWeight(code) - begin
        for element in 0..<length {
          weights[place + element * stride] = (entry + element * size).loadUnaligned(as: Bits.self)
        }
      }
      first = end
    }
  }
}
