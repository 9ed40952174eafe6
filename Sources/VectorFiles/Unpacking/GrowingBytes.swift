internal import CLibrary
internal import MachineMemory
internal import Matrices
internal import TesseraKernels

/// Bytes whose number is not known yet, within the memory that there is.
struct GrowingBytes: ~Copyable {
  private(set) var count = 0
  private var capacity = 0
  private var start: UnsafeMutableRawPointer?
  private let path: String

  /// - Parameter expected: how many there may be; no promise.
  init(_ path: String, expected: Int) throws(VectorFileError) {
    self.path = path
    let least = 1 << 16
    // (What is reserved on a disk is not a guess that nobody pays for.)
    capacity = max(PieceSource.isInstalled ? min(expected, 1 << 26) : expected, least)
    start = PieceSource.allocate(capacity) ?? malloc(capacity)
    if start == nil {
      capacity = least
      start = malloc(least)
    }
    guard let start else { throw .memory(path, "\(least) bytes") }
    LargeMemory.advise(start, byteCount: capacity)
  }

  deinit { FallibleMemory.free(start) }

  /// Where more bytes may be written: so many at least.
  mutating func room(_ least: Int = 1) throws(VectorFileError) -> UnsafeMutableRawBufferPointer {
    if capacity - count < least {
      // Past this, twice as much may be more than the machine has, which refuses nothing and ends who takes too much.
      let isLarge = capacity >= 1 << 28 && !PieceSource.isInstalled
      let more = max(least, isLarge ? min(capacity, MachineMemory.available ?? capacity) : capacity)
      guard !isLarge || more >= 1 << 24, let larger = FallibleMemory.resized(start, of: capacity, to: capacity + more)
      else {
        throw .memory(path, "more than the first \(count) bytes")
      }
      (start, capacity) = (larger, capacity + more)
      LargeMemory.advise(larger + count, byteCount: capacity - count)
    }
    return UnsafeMutableRawBufferPointer(
      rebasing: UnsafeMutableRawBufferPointer(start: start, count: capacity)[count...])
  }

  /// Counts bytes that were written to the room.
  mutating func append(_ written: Int) { count += written }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(VectorFileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let room = try room()
      let some = rest.prefix(room.count)
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: some))
      append(some.count)
      rest = rest.dropFirst(some.count)
    }
  }

  /// The bytes, which take the memory over (``FallibleMemory/free(_:)-(UnsafeMutableRawPointer?)``).
  consuming func bytes() -> UnsafeRawBufferPointer {
    let memory = FallibleMemory.resized(start, of: capacity, to: max(count, 1)) ?? start
    start = nil
    return UnsafeRawBufferPointer(start: memory, count: count)
  }
}
