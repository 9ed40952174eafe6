/// Why memory is not held at a limit.
public enum MemoryLimitError: Error, Equatable, CustomStringConvertible {
  /// A limit below ``MemoryLimit/least``.
  case tooSmall(bytes: Int)
  /// Nothing can be written to the directory of pieces that are put away.
  case notUsable(directory: String, problem: String)
  /// What is written there stays in memory.
  case inMemory(directory: String)
  /// There is no room for another piece.
  case noRoom(bytes: Int, directory: String, problem: String)

  public var description: String { (directory.map { "\($0): " } ?? "") + problem + "; " + advice }

  /// The directory that it is about.
  package var directory: String? {
    switch self {
    case .tooSmall: nil
    case .notUsable(let directory, _), .inMemory(let directory), .noRoom(_, let directory, _): directory
    }
  }

  /// What is wrong.
  package var problem: String {
    switch self {
    case .tooSmall(let bytes): "a memory limit of \(bytes) bytes is too small"
    case .notUsable(_, let problem): "\(problem): no place for what a memory limit leaves no room for"
    case .inMemory:
      "what is written there stays in memory, and a memory limit needs a place for what it leaves no room for"
    case .noRoom(let bytes, _, let problem):
      "\(problem): there are \(bytes) bytes that the memory limit leaves no room for"
    }
  }

  /// What to do about it.
  package var advice: String {
    switch self {
    case .tooSmall: "the least is \(MemoryLimit.least)"
    case .notUsable, .inMemory: "name a directory on a disk by TMPDIR"
    case .noRoom: "free as much there, or name another directory by TMPDIR"
    }
  }
}
