internal import CSearchKernels
internal import Refusals

/// Codes as the kernels pass over them: blocks of 64 rows, position after position; see `search_kernels.h`.
///
/// The memory is written before anybody else sees it, hence `@unchecked Sendable`.
final class BlockedCodes: @unchecked Sendable {
  enum Width {
    /// Two positions to a byte.
    case halves
    case bytes, words
  }

  let rows: Int
  let positions: Int
  let width: Width
  private let memory: UnsafeMutableRawPointer

  static var blockRows: Int { Int(SEARCH_BLOCK) }
  var blocks: Int { (rows + Self.blockRows - 1) / Self.blockRows }

  /// The bytes of a block.
  private var stride: Int {
    switch width {
    case .halves: (positions + 1) / 2 * Self.blockRows
    case .bytes: positions * Self.blockRows
    case .words: positions * Self.blockRows * 2
    }
  }

  /// Zeros.
  ///
  /// - Parameter bits: of each position.
  init(rows: Int, bits: [Int]) {
    (self.rows, positions) = (rows, bits.count)
    let most = bits.max() ?? 0
    width = most <= 4 ? .halves : most <= 8 ? .bytes : .words
    let blocks = (rows + Self.blockRows - 1) / Self.blockRows
    let bytes = max(64, blocks * (bits.count + 1) * Self.blockRows * 2)
    memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  deinit { memory.deallocate() }

  /// Where a block begins.
  func block(_ block: Int) -> UnsafeRawPointer { UnsafeRawPointer(memory) + block * stride }

  /// The place of a code: its byte, or its word.
  @inline(__always)
  private func place(_ row: Int, _ position: Int) -> Int {
    let (block, lane) = (row / Self.blockRows, row % Self.blockRows)
    return switch width {
    case .halves: block * stride + position / 2 * Self.blockRows + lane
    case .bytes: block * stride + position * Self.blockRows + lane
    case .words: block * stride + (position * Self.blockRows + lane) * 2
    }
  }

  @inline(__always)
  func code(_ row: Int, _ position: Int) -> Int {
    let place = place(row, position)
    return switch width {
    case .halves: Int(memory.load(fromByteOffset: place, as: UInt8.self) >> (position & 1 == 0 ? 0 : 4) & 15)
    case .bytes: Int(memory.load(fromByteOffset: place, as: UInt8.self))
    case .words: Int(memory.load(fromByteOffset: place, as: UInt16.self))
    }
  }

  /// Sets a code that is still 0; different rows may be set at once.
  func set(_ row: Int, _ position: Int, to code: Int) {
    let place = place(row, position)
    switch width {
    case .halves:
      let byte = memory.load(fromByteOffset: place, as: UInt8.self)
      memory.storeBytes(of: byte | UInt8(code) << (position & 1 == 0 ? 0 : 4), toByteOffset: place, as: UInt8.self)
    case .bytes: memory.storeBytes(of: UInt8(code), toByteOffset: place, as: UInt8.self)
    case .words: memory.storeBytes(of: UInt16(code), toByteOffset: place, as: UInt16.self)
    }
  }
}
