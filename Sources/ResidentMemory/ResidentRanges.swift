internal import CLibrary
internal import Synchronization

/// The memory of this process whose pages can be put away at any time, since a file has what they hold: mapped files that are
/// read only, and ``SpilledPieces``. Who reads there next finds the page in the system's cache, or the system reads it again.
package enum ResidentRanges {
  /// What is put away at once of a piece.
  private static let block = 1 << 24

  private struct State {
    /// By start.
    var files: [UInt: Int] = [:]
    var pieces: [UInt: Int] = [:]
    /// Where in the pieces, end to end, the next block is taken from.
    var hand = 0
  }

  private static let state = Mutex(State())

  /// Counts the mapping of a file among what can be put away, until ``exclude(_:)``. Nobody writes to it.
  package static func include(_ file: UnsafeRawBufferPointer) {
    guard let start = file.baseAddress, !file.isEmpty else { return }
    state.withLock { $0.files[UInt(bitPattern: start)] = file.count }
  }

  /// The same for a shared mapping that is written, too.
  static func include(piece: UnsafeRawBufferPointer) {
    state.withLock { $0.pieces[UInt(bitPattern: piece.baseAddress)] = piece.count }
  }

  /// Before the memory is unmapped.
  package static func exclude(_ range: UnsafeRawBufferPointer) {
    let start = UInt(bitPattern: range.baseAddress)
    state.withLock {
      $0.files[start] = nil
      $0.pieces[start] = nil
    }
  }

  /// Puts pages away until there is not too much in memory.
  ///
  /// Files go first, as a whole: they are read from their beginning to their end, and what has been read is not wanted soon. Pieces go
  /// block by block, wherever the last time ended: of a piece that is gone through over and over, the rest is still there then, which
  /// it would not be if the pages that are in memory longest went first.
  /// - Returns: whether it was not somebody else's turn.
  @discardableResult static func putAway(while isTooMuch: () -> Bool) -> Bool {
    // Under the lock: nothing is unmapped meanwhile. One does it for all.
    state.withLockIfAvailable { state in
      guard isTooMuch() else { return }
      for (start, length) in state.files { putAway(start, length) }
      let blocks = state.pieces.reduce(0) { $0 + blockCount($1.value) }
      for _ in 0..<blocks {
        guard isTooMuch() else { return }
        state.hand = (state.hand + 1) % blocks
        var rest = state.hand
        for (start, length) in state.pieces {
          guard rest >= blockCount(length) else {
            putAway(start + UInt(rest * block), min(block, length - rest * block))
            break
          }
          rest -= blockCount(length)
        }
      }
    } != nil
  }

  private static func blockCount(_ length: Int) -> Int { (length + block - 1) / block }

  private static func putAway(_ start: UInt, _ length: Int) {
    if let start = UnsafeMutableRawPointer(bitPattern: start) { _ = madvise(start, length, MADV_DONTNEED) }
  }
}
