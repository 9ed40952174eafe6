internal import Synchronization

#if canImport(CLibrary)
  internal import CLibrary
#endif

/// What the first gradient tells the C library's allocator, for the whole process, and how to keep it from that.
///
/// glibc gives large blocks back to the system when they are freed, here at the end of every gradient, to fetch them again, page by
/// page, at the next. It adapts to its caller: when a block that was mapped is freed, blocks up to that size come from the heap
/// from then on, and the heap keeps twice as much before it shrinks. The first gradient frees one untouched block of almost 32 MB,
/// the largest that counts, which says that this program handles large tensors. A step with temporaries of megabytes then takes a
/// fraction of the time (`Benchmarks/RESULTS.md`).
///
/// The price is the process's, not the library's alone: it keeps up to 64 MB of freed memory. A program that would rather not says
/// so before its first gradient; what glibc was told cannot be taken back:
///
/// ```swift
/// AllocatorHint.isAllowed = false
/// ```
///
/// `mallopt(M_MMAP_THRESHOLD, ...)` and the variable `MALLOC_MMAP_THRESHOLD_` make glibc deaf to the hint. Other C libraries are
/// told nothing.
public enum AllocatorHint {
  private static let permission = Atomic(true)

  /// Whether the first gradient may give the hint; true.
  public static var isAllowed: Bool {
    get { permission.load(ordering: .relaxed) }
    set { permission.store(newValue, ordering: .relaxed) }
  }

  /// Gives the hint, once per process, where that is allowed.
  static func give() { if isAllowed { given } }

  private static let given: Void = {
    #if canImport(Glibc)
      let size = (32 << 20) - (64 << 10)
      let block = malloc(size)
      // The compiler takes away a block that nobody sees.
      _ = posix_madvise(block, size, POSIX_MADV_NORMAL)
      free(block)
    #endif
  }()
}
