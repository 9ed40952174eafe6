#if canImport(Glibc)
  internal import Glibc
#endif

/// Keeps the C library from giving memory back to the system at the end of every gradient, to fetch it again, page by page, at the
/// next.
///
/// glibc adapts to its caller: when a block that was mapped is freed, blocks up to that size come from the heap from then on, and
/// the heap keeps twice as much before it shrinks. Freeing one untouched block of almost 32 MB, the largest that counts, says
/// that a program handles large tensors. Measured on the question's naive script in Float (2 MB temporaries): 4.5 ms a step
/// without, 0.7 ms with it.
enum AllocatorHint {
  /// Evaluate it once per process; the price is up to 64 MB of free heap that the process keeps.
  static let given: Void = {
    #if canImport(Glibc)
      let size = (32 << 20) - (64 << 10)
      let block = malloc(size)
      // The compiler takes away a block that nobody sees.
      _ = posix_madvise(block, size, POSIX_MADV_NORMAL)
      free(block)
    #endif
  }()
}
