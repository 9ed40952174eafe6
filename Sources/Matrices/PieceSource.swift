internal import Refusals
internal import Synchronization

/// Where large pieces of memory come from, where somebody has said so; else from the allocator.
///
/// ```swift
/// let piece = PieceSource.allocate(byteCount) ?? .allocate(byteCount: byteCount, alignment: 64)
/// ...
/// if !PieceSource.free(piece, byteCount: byteCount) { piece.deallocate() }
/// ```
package struct PieceSource: Sendable {
  /// Pieces of fewer bytes are the allocator's.
  package static let leastByteCount = 1 << 22

  /// A piece that holds zeros and begins at a page; nil where there is none to be had.
  let allocate: @Sendable (_ byteCount: Int) -> UnsafeMutableRawPointer?
  /// Gives a piece back; false where it came from somewhere else.
  let free: @Sendable (_ piece: UnsafeMutableRawPointer) -> Bool
  /// Puts away what is too much in memory, if anything is.
  let relieve: @Sendable () -> Void

  package init(
    allocate: @escaping @Sendable (_ byteCount: Int) -> UnsafeMutableRawPointer?,
    free: @escaping @Sendable (_ piece: UnsafeMutableRawPointer) -> Bool,
    relieve: @escaping @Sendable () -> Void
  ) {
    (self.allocate, self.free, self.relieve) = (allocate, free, relieve)
  }

  private static let current = Mutex<PieceSource?>(nil)
  private static let isThere = Atomic(false)

  /// Lets large pieces come from here from now on; once in a process, since pieces go back to where they came from.
  package func install() {
    Self.current.withLock { $0 = self }
    Self.isThere.store(true, ordering: .relaxed)
  }

  /// Whether large pieces come from a source.
  package static var isInstalled: Bool { isThere.load(ordering: .relaxed) }

  /// For those who go through much memory, after each megabyte or so: whoever touches memory makes room, too, so that nothing depends on
  /// when another thread runs.
  package static func relieve() {
    if isInstalled, let source = current.withLock({ $0 }) { source.relieve() }
  }

  /// A large piece from the source; nil where there is no source, or the piece is small.
  package static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    guard byteCount >= leastByteCount, isInstalled, let source = current.withLock({ $0 }) else { return nil }
    return source.allocate(byteCount)
  }

  /// Whether the piece came from the source, which has it back then.
  package static func free(_ piece: UnsafeMutableRawPointer, byteCount: Int) -> Bool {
    guard byteCount >= leastByteCount, isInstalled, let source = current.withLock({ $0 }) else { return false }
    return source.free(piece)
  }
}

extension UnsafeMutableBufferPointer where Element: BitwiseCopyable {
  /// Room for elements, from the source where it is large; not initialized.
  @usableFromInline package static func allocatingPiece(_ count: Int) -> Self {
    guard let piece = PieceSource.allocate(count * MemoryLayout<Element>.stride) else {
      return .allocate(capacity: count)
    }
    return Self(start: piece.bindMemory(to: Element.self, capacity: count), count: count)
  }

  /// Gives back what ``allocatingPiece(_:)`` made.
  @usableFromInline package func deallocatePiece() {
    guard let start = baseAddress else { return deallocate() }
    if !PieceSource.free(UnsafeMutableRawPointer(start), byteCount: count * MemoryLayout<Element>.stride) {
      deallocate()
    }
  }
}
