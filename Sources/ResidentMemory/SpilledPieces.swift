internal import CLibrary
internal import Matrices
internal import Synchronization

/// Large pieces of memory: as many as a share of the limit holds stay there, the others lie in files without names, so that
/// their pages can be put away.
///
/// A piece's room on the disk is reserved when it is made: a full disk is an answer then, and no fault later.
final class SpilledPieces: Sendable {
  private struct State {
    /// By start.
    var spilled: [UInt: Int] = [:]
    var kept: [UInt: Int] = [:]
    /// How many bytes may stay in memory.
    var room: Int
    var directory: String
    var whenFull: @Sendable (MemoryLimitError) -> Void
  }

  private let state: Mutex<State>

  /// - Parameter room: how many bytes may stay in memory.
  init(in directory: String, room: Int, whenFull: @escaping @Sendable (MemoryLimitError) -> Void) {
    state = Mutex(State(room: room, directory: directory, whenFull: whenFull))
  }

  /// The same for pieces that are made from now on; those that are there stay where they are.
  func change(to directory: String, room: Int, whenFull: @escaping @Sendable (MemoryLimitError) -> Void) {
    state.withLock { ($0.directory, $0.room, $0.whenFull) = (directory, room, whenFull) }
  }

  /// nil, after `whenFull` has returned, where there is no room.
  func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    if let piece = kept(byteCount) { return piece }
    let (directory, whenFull) = state.withLock { ($0.directory, $0.whenFull) }
    let piece: UnsafeMutableRawPointer
    switch Self.mapped(byteCount, in: directory) {
    case .success(let made): piece = made
    case .failure(let problem):
      whenFull(.noRoom(bytes: byteCount, directory: directory, problem: problem.text))
      return nil
    }
    state.withLock { $0.spilled[UInt(bitPattern: piece)] = byteCount }
    ResidentRanges.include(piece: UnsafeRawBufferPointer(start: piece, count: byteCount))
    return piece
  }

  func free(_ piece: UnsafeMutableRawPointer) -> Bool {
    let start = UInt(bitPattern: piece)
    let (kept, spilled) = state.withLock {
      ($0.kept.removeValue(forKey: start), $0.spilled.removeValue(forKey: start))
    }
    if let spilled { ResidentRanges.exclude(UnsafeRawBufferPointer(start: piece, count: spilled)) }
    guard let length = kept ?? spilled else { return false }
    munmap(piece, length)
    return true
  }

  /// A piece that stays in memory, where there is room.
  private func kept(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    state.withLock { state in
      guard state.kept.values.reduce(byteCount, +) <= state.room,
        let piece = Self.mapping(byteCount, MAP_PRIVATE | MAP_ANON, of: -1)
      else { return nil }
      state.kept[UInt(bitPattern: piece)] = byteCount
      return piece
    }
  }

  /// nil where the system has none. (What it returns may be missing in the headers of some systems, and not in those of others.)
  private static func mapping(_ byteCount: Int, _ flags: Int32, of file: Int32) -> UnsafeMutableRawPointer? {
    let piece: UnsafeMutableRawPointer? = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, file, 0)
    return piece == MAP_FAILED ? nil : piece
  }

  private struct Problem: Error {
    let text: String
  }

  private static func mapped(_ byteCount: Int, in directory: String) -> Result<UnsafeMutableRawPointer, Problem> {
    guard let file = file(in: directory) else { return .failure(Problem(text: String(cString: strerror(errno)))) }
    defer { _ = close(file) }
    if let problem = reserve(byteCount, of: file) { return .failure(Problem(text: problem)) }
    guard let piece = mapping(byteCount, MAP_SHARED, of: file) else {
      return .failure(Problem(text: String(cString: strerror(errno))))
    }
    return .success(piece)
  }

  /// A file without a name, which ends with its last mapping.
  static func file(in directory: String) -> Int32? {
    var name = Array("\(directory)/tessera-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { return nil }
    _ = unlink(name)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    return file
  }

  /// Reserves room on the disk; returns why that is not to be had, nil where it is.
  static func reserve(_ byteCount: Int, of file: Int32) -> String? {
    #if canImport(Darwin)
      var room = fstore_t(
        fst_flags: UInt32(F_ALLOCATEALL), fst_posmode: F_PEOFPOSMODE, fst_offset: 0, fst_length: off_t(byteCount),
        fst_bytesalloc: 0)
      let isReserved = fcntl(file, F_PREALLOCATE, &room) == 0 && ftruncate(file, off_t(byteCount)) == 0
      return isReserved ? nil : String(cString: strerror(errno))
    #else
      var error = EINTR
      while error == EINTR { error = posix_fallocate(file, 0, off_t(byteCount)) }
      return error == 0 ? nil : String(cString: strerror(error))
    #endif
  }
}
