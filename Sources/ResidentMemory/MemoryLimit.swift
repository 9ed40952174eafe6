internal import CLibrary
internal import Dispatch
internal import Matrices
internal import Synchronization

/// Holds the memory of this process near a limit, for files larger than it: fits, assignments and metrics read them as before, and
/// their results have the same bits.
///
/// ```swift
/// try MemoryLimit.hold(512 << 20)                      // from now on, before files are read
/// let data = try reader.read("large.npy")             // 60 GB are no matter (reader.readsInPlace = true)
/// let model = try KMeans(clusterCount: 1000).fitted(to: data.points)
/// MemoryLimit.peak                                     // 530000000
/// ```
///
/// Three things do it. Rows of files of numbers are read where they are needed, some at a time (`VectorFileReader.readsInPlace`). Large
/// pieces that the library makes (a smaller copy of the rows, bounds per row, what is read from texts) lie, beyond a third of the limit,
/// in files without names in ``temporaryDirectory``; they need that much of the disk. And what lies in files is put away when the process
/// has more in memory than it should: whoever reads it next finds it in the system's cache, or waits for the disk.
///
/// What stays in memory is the program, the centroids and their statistics (53 bytes per element, and 16 per element and thread), and up to
/// ``bytesPerRow`` bytes per row: labels and margins, which a result holds. The peak exceeds the limit by what is read within a few
/// milliseconds. Memory that somebody else allocates, and matrices over somebody else's memory, are not held.
///
/// It is one limit for the process, and stays. On Linux memory is measured; elsewhere all is put away ten times in a second.
/// - Complexity: a page that was put away costs about a tenth of a microsecond once it is read again from the cache.
public enum MemoryLimit {
  /// The least that a limit can be.
  public static let least = 64 << 20

  /// What stays in memory of a row of a fit, or of an assignment with distances and margins.
  public static let bytesPerRow = 20

  private static let held = Mutex<Int?>(nil)

  /// One for the process: whoever frees a piece need not know when it was made.
  private static let pieces = SpilledPieces(in: temporaryDirectory, room: 0) { _ in }

  /// Where pieces lie that are put away: what TMPDIR names, else /var/tmp.
  public static var temporaryDirectory: String {
    guard let name = getenv("TMPDIR"), name.pointee != 0 else { return "/var/tmp" }
    return String(cString: name)
  }

  /// The limit; nil where there is none.
  public static var current: Int? { held.withLock { $0 } }

  /// The most bytes that this process had in memory at once; nil where the system does not say.
  public static var peak: Int? { ProcessMemory.peak }

  /// Holds the process near a limit from now on; a later call changes it.
  ///
  /// - Parameters:
  ///   - byteCount: the limit, ``least`` at least.
  ///   - directory: where pieces lie; not a file system in memory. nil: ``temporaryDirectory``.
  ///   - whenFull: called where there is no room for a piece on the disk; once it returns, the piece is made in memory.
  /// - Throws: ``MemoryLimitError``
  public static func hold(
    _ byteCount: Int, spillingTo directory: String? = nil,
    whenFull: @escaping @Sendable (MemoryLimitError) -> Void = { _ in }
  ) throws(MemoryLimitError) {
    guard byteCount >= least else { throw .tooSmall(bytes: byteCount) }
    let directory = directory ?? temporaryDirectory
    guard let file = SpilledPieces.file(in: directory) else {
      throw .notUsable(directory: directory, problem: String(cString: strerror(errno)))
    }
    let isMemory = FileSystem.isInMemory(file)
    let problem = SpilledPieces.reserve(4096, of: file)
    _ = close(file)
    if let problem { throw .notUsable(directory: directory, problem: problem) }
    if isMemory { throw .inMemory(directory: directory) }
    pieces.change(to: directory, room: byteCount / 3, whenFull: whenFull)
    let isFirst = held.withLock { held in
      defer { held = byteCount }
      return held == nil
    }
    guard isFirst else { return }
    PieceSource(allocate: pieces.allocate, free: pieces.free, relieve: relieve).install()
    keep()
  }

  /// A thread that puts away what is too much, as long as the process lives: for what nobody's loops go through.
  private static func keep() {
    DispatchQueue(label: "tessera.memory-limit", qos: .userInteractive).async {
      while true {
        usleep(1000)
        relieve()
      }
    }
  }

  /// Puts away what is too much, if anything is; looks once in a millisecond at most.
  private static func relieve() {
    let now = nanoseconds()
    let last = lastLook.load(ordering: .relaxed)
    guard now - last >= 1_000_000, let limit = current,
      lastLook.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged
    else { return }
    guard let resident = ProcessMemory.resident else {
      ResidentRanges.putAway { true }
      return lastLook.store(now + 100_000_000, ordering: .relaxed)
    }
    guard resident > limit - limit / 8 else { return }
    let isTooMuch = { ProcessMemory.resident.map { $0 > limit - limit / 4 } ?? true }
    // What nobody can put away is not less a moment later.
    if ResidentRanges.putAway(while: isTooMuch), isTooMuch() {
      lastLook.store(nanoseconds() + 10_000_000, ordering: .relaxed)
    }
  }

  private static let lastLook = Atomic<Int64>(0)

  private static func nanoseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
  }
}
