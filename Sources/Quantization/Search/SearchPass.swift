internal import CSearchKernels
internal import TesseraKernels

/// What one query asks of all rows: exact entries of its tables, and smaller ones that the kernels sum up to know which rows cannot be
/// among the nearest.
///
/// An entry of a kernel is its exact one, less the smallest of its position, in units of which a limit has so many, rounded down: a sum
/// beyond the limit proves that the row is farther than those that are known. Rows that pass are measured exactly.
final class SearchPass {
  let query: SearchQuery
  private let codes: BlockedCodes
  private let tables: SearchTables
  private let kernels: UnsafePointer<search_table>
  private(set) var nearest: NearestRows
  /// Aligned entries for the kernels: bytes for codes of up to four bits, else words.
  private let entries: UnsafeMutableRawPointer
  private let entryStride: Int
  /// The threshold that the entries were made for, and the units of a distance.
  private var madeFor = Double.infinity
  private var scale = 0.0

  init(_ query: SearchQuery, _ search: CompressedSearch, count: Int, _ kernels: UnsafePointer<search_table>) {
    (self.query, codes, tables, self.kernels) = (query, search.codes, search.tables, kernels)
    nearest = NearestRows(count: count)
    let most = 1 << search.mostBits
    entryStride = codes.width == .halves ? 16 : codes.width == .bytes ? 256 : most
    let bytes = (codes.positions + 1) * entryStride * 2
    entries = .allocate(byteCount: bytes, alignment: 64)
    entries.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  deinit { entries.deallocate() }

  /// Measures some rows one by one.
  func measure(_ rows: Range<Int>) {
    for row in rows { nearest.offer(query.square(of: row, codes, tables), Int32(row)) }
  }

  /// Passes over blocks of rows behind those that were measured.
  ///
  /// - Parameter passed: room for a word per block.
  func pass(over blocks: Range<Int>, _ passed: UnsafeMutablePointer<UInt64>) {
    let threshold = nearest.threshold
    guard threshold < .infinity else { return measureAll(of: blocks) }
    let width = query.room(below: threshold)
    guard width > 0 else { return }
    if threshold < 0.9 * madeFor { makeEntries(for: threshold, width) }
    let limit = UInt32(min(Double(SEARCH_MOST_LIMIT), width * scale * (1 + 0x1p-30) + 1))
    switch codes.width {
    case .halves:
      kernels.pointee.pass_halves(
        codes.block(blocks.lowerBound).assumingMemoryBound(to: UInt8.self), blocks.count, (codes.positions + 1) / 2,
        entries.assumingMemoryBound(to: UInt8.self), limit, passed)
    case .bytes:
      kernels.pointee.pass_bytes(
        codes.block(blocks.lowerBound).assumingMemoryBound(to: UInt8.self), blocks.count, codes.positions,
        entries.assumingMemoryBound(to: UInt16.self), limit, passed)
    case .words:
      kernels.pointee.pass_words(
        codes.block(blocks.lowerBound).assumingMemoryBound(to: UInt16.self), blocks.count, codes.positions,
        entries.assumingMemoryBound(to: UInt16.self), entryStride, limit, passed)
    }
    for (index, block) in blocks.enumerated() {
      var bits = passed[index]
      while bits != 0 {
        let row = block * BlockedCodes.blockRows + bits.trailingZeroBitCount
        bits &= bits - 1
        guard row < codes.rows else { break }
        let square = query.square(of: row, codes, tables)
        if square < nearest.threshold { nearest.offer(square, Int32(row)) }
      }
    }
  }

  private func measureAll(of blocks: Range<Int>) {
    let size = BlockedCodes.blockRows
    measure((blocks.lowerBound * size)..<min(codes.rows, blocks.upperBound * size))
  }

  /// - Parameter width: what the entries of a row, less the smallest of each position, may sum up to.
  private func makeEntries(for threshold: Double, _ width: Double) {
    madeFor = threshold
    let isHalf = codes.width == .halves
    // A byte holds what alone is beyond the limit, or the largest of all.
    let top = isHalf ? min(width, query.largestSpread) : 1
    scale = min(isHalf ? 254 / top : .infinity, 60_000 / width, 0x1p1000) * (1 - 0x1p-40)
    for (position, part) in query.parts.enumerated() {
      for code in 0..<part.count {
        let units = (query.entries[part.start + code] - part.least) * scale
        if isHalf {
          entries.storeBytes(of: UInt8(min(255, units)), toByteOffset: position * 16 + code, as: UInt8.self)
        } else {
          entries.storeBytes(
            of: UInt16(min(65_535, units)), toByteOffset: (position * entryStride + code) * 2, as: UInt16.self)
        }
      }
    }
  }
}
