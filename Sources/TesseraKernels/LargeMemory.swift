#if canImport(CLibrary)
  internal import CLibrary
#endif

/// Large pieces of memory in large pages, where the system has them for the asking (Linux): the first touch of a page costs
/// about a microsecond, be it of 4 KiB or a good part of 2 MiB.
public enum LargeMemory {
  /// Whether the system may hold so many bytes beside what the process has: asked before the standard library asks, which
  /// ends the process where it is refused, or is ended when it touches more than there is.
  ///
  /// No is a proof, yes is none: others take memory, too. Less than a MiB is no question: asking takes 50 microseconds.
  public static func canHold(_ byteCount: Int) -> Bool { byteCount < 1 << 20 || Platform.canHold(byteCount) }

  /// Asks for large pages for memory that has not been touched yet. Nothing but speed depends on the answer.
  public static func advise(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
    #if canImport(Glibc) || canImport(Musl)
      let page = UInt(1 << 21)
      let start = (UInt(bitPattern: memory) + page - 1) & ~(page - 1)
      let end = (UInt(bitPattern: memory) + UInt(byteCount)) & ~(page - 1)
      guard end > start, let first = UnsafeMutableRawPointer(bitPattern: start) else { return }
      _ = madvise(first, Int(end - start), MADV_HUGEPAGE)
    #endif
  }
}
