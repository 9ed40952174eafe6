#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

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
    capacity = max(expected, least)
    start = malloc(capacity)
    if start == nil {
      capacity = least
      start = malloc(least)
    }
    guard start != nil else { throw .memory(path, "\(least) bytes") }
  }

  deinit { free(start) }

  /// Where more bytes may be written: at least one.
  mutating func room() throws(VectorFileError) -> UnsafeMutableRawBufferPointer {
    if count == capacity {
      // Past this, twice as much may be more than the machine has, which refuses nothing and ends who takes too much.
      let isLarge = capacity >= 1 << 28
      let more = isLarge ? min(capacity, MachineMemory.available ?? capacity) : capacity
      guard !isLarge || more >= 1 << 24, let larger = realloc(start, capacity + more) else {
        throw .memory(path, "more than the first \(count) bytes")
      }
      (start, capacity) = (larger, capacity + more)
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

  /// The bytes, which take the memory over (`free`).
  consuming func bytes() -> UnsafeRawBufferPointer {
    let memory = realloc(start, max(count, 1)) ?? start
    start = nil
    return UnsafeRawBufferPointer(start: memory, count: count)
  }
}

/// What the machine can still hold.
enum MachineMemory {
  /// The bytes that are free or can be made so, of the machine or the group that the process is in; nil where it does not
  /// say.
  static var available: Int? {
    let machine = numbers(in: "/proc/meminfo", after: ["MemAvailable:", "SwapFree:"])
    let group = numbers(in: "/sys/fs/cgroup/memory.max").first
    let used = numbers(in: "/sys/fs/cgroup/memory.current").first ?? 0
    let bounds = [machine.isEmpty ? nil : machine.reduce(0, +) * 1024, group.map { max(0, $0 - used) }]
    return bounds.compactMap { $0 }.min()
  }

  /// The numbers behind some words in a small file, or the one that it is.
  private static func numbers(in path: String, after words: Set<String> = []) -> [Int] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { _ = close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 13)
    let count = max(0, read(descriptor, &bytes, bytes.count))
    let parts = String(decoding: bytes[..<count], as: UTF8.self).split { $0 == " " || $0 == "\n" }.map(String.init)
    if words.isEmpty { return parts.first.flatMap { Int($0) }.map { [$0] } ?? [] }
    return zip(parts, parts.dropFirst()).compactMap { words.contains($0) ? Int($1) : nil }
  }
}
