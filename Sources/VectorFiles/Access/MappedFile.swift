internal import CLibrary
internal import Matrices
internal import ResidentMemory

/// The bytes of a file: mapped without a copy when it is a regular file, else (a pipe) read to the end; or bytes that are
/// in memory already.
///
/// The bytes are never written after `init`, hence `@unchecked Sendable`. When somebody truncates a mapped file later,
/// touching the missing pages kills the process (SIGBUS); no program can prevent that without a copy.
final class MappedFile: @unchecked Sendable {
  /// What errors call the file.
  let path: String
  /// The name, in small letters, whose end tells the format where the content does not.
  let name: String
  let bytes: UnsafeRawBufferPointer
  /// How many archives and compressions it was taken out of.
  let depth: Int
  /// What hears how much of it has been read.
  let meter: WorkMeter?
  private let ownership: Ownership

  private enum Ownership {
    /// With a descriptor where parts of it are read rather than touched.
    case mapped(Int32?)
    case allocated, borrowed
    case part(MappedFile)
  }

  /// Whether the bytes are those of a file on a disk and change with it.
  var isMapped: Bool {
    switch ownership {
    case .mapped: true
    case .allocated, .borrowed: false
    case .part(let whole): whole.isMapped
    }
  }

  /// Darwin refuses to read 2 GB at once.
  private static let mostAtOnce = 1 << 30

  /// Copies bytes of the file, which are read where there is a limit of memory: touching them would bring their neighbours in, too.
  func copy(_ range: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) {
    guard let start = range.baseAddress else { return }
    var done = 0
    if case .mapped(let descriptor?) = root.ownership, let base = root.bytes.baseAddress {
      while done < range.count {
        let most = min(range.count - done, Self.mostAtOnce)
        let count = pread(descriptor, target + done, most, off_t(start + done - base))
        if count > 0 { done += count } else if count == 0 || errno != EINTR { break }
      }
    }
    // What cannot be read is a fault here, which tells what became of the file.
    if done < range.count { (target + done).copyMemory(from: start + done, byteCount: range.count - done) }
  }

  /// Whether its bytes are read rather than touched.
  var isRead: Bool { if case .mapped(_?) = root.ownership { true } else { false } }

  private var root: MappedFile { if case .part(let whole) = ownership { whole.root } else { self } }

  /// Bytes that stay where and what they are as long as the process lives.
  init(borrowing bytes: UnsafeRawBufferPointer, path: String) {
    (self.path, self.bytes, name, depth, meter) = (path, bytes, path.lowercased(), 0, nil)
    ownership = .borrowed
  }

  /// Bytes in memory of `malloc`, which is freed with the file.
  init(allocated bytes: UnsafeRawBufferPointer, path: String, name: String, depth: Int, meter: WorkMeter? = nil) {
    (self.path, self.bytes, self.name, self.depth, self.meter) = (path, bytes, name, depth, meter)
    ownership = .allocated
  }

  /// A part of a file that is one itself.
  init(_ range: Range<Int>, of whole: MappedFile, path: String, name: String) {
    (self.path, self.name, depth, meter) = (path, name, whole.depth + 1, whole.meter)
    bytes = UnsafeRawBufferPointer(rebasing: whole.bytes[range])
    ownership = .part(whole)
  }

  init(path: String, meter: WorkMeter? = nil) throws(VectorFileError) {
    let descriptor = try Self.descriptor(of: path)
    var isKept = false
    defer { if !isKept { _ = close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Self.failure(.inputOutput, path, SystemError().text)
    }
    let type = status.st_mode & S_IFMT
    (self.path, name, depth, self.meter) = (path, path.lowercased(), 0, meter)
    if type == S_IFREG && status.st_size > 0 {
      guard let size = Int(exactly: status.st_size),
        let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0) as UnsafeMutableRawPointer?,
        address != MAP_FAILED
      else {
        let error = SystemError()
        if error.isLackOfMemory { throw .memory(path, "its \(status.st_size) bytes") }
        throw Self.failure(.inputOutput, path, error.text)
      }
      bytes = UnsafeRawBufferPointer(start: address, count: size)
      isKept = PieceSource.isInstalled
      ownership = .mapped(isKept ? descriptor : nil)
      ResidentRanges.include(bytes)
    } else if type == S_IFREG || type == S_IFIFO || type == S_IFSOCK {
      bytes = try Self.contents(of: descriptor, path: path, meter)
      ownership = .allocated
    } else {
      throw Self.failure(.noInput, path, type == S_IFDIR ? "is a directory" : "is a device, not a file")
    }
  }

  /// Everything that stands on standard input from where it is on, in memory of its own.
  init(standardInput name: String, meter: WorkMeter? = nil) throws(VectorFileError) {
    path = InputPath.title(of: name)
    (self.name, depth, self.meter) = ("", 0, meter)
    guard isatty(STDIN_FILENO) == 0 else {
      throw VectorFileError(
        kind: .noInput, path: path, location: .file, problem: "it is a terminal",
        advice: "send points through a pipe (|) or from a file (<)")
    }
    bytes = try Self.contents(of: STDIN_FILENO, path: path, meter)
    ownership = .allocated
  }

  deinit {
    switch ownership {
    case .mapped(let descriptor):
      if let descriptor { _ = close(descriptor) }
      ResidentRanges.exclude(bytes)
      if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    case .allocated: FallibleMemory.free(UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    case .borrowed, .part: break
    }
  }

  private static func failure(_ kind: VectorFileError.Kind, _ path: String, _ problem: String) -> VectorFileError {
    VectorFileError(kind: kind, path: path, location: .file, problem: problem, advice: "name a readable file")
  }

  private static func descriptor(of path: String) throws(VectorFileError) -> Int32 {
    guard let name = SystemPath(path) else {
      throw failure(.noInput, path, path.isEmpty ? "the path is empty" : "the path holds a NUL byte")
    }
    while true {
      let descriptor = open(name.characters, O_RDONLY | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      let error = SystemError()
      guard !error.isInterruption else { continue }
      if let address = FileAddress(path) {
        throw VectorFileError(
          kind: .noInput, path: address.shown, location: .file, problem: "this is an address, and only files are read",
          advice: address.advice)
      }
      throw failure(.noInput, path, error.text)
    }
  }

  /// Everything that can be read from a descriptor, in a buffer twice as large as the last whenever it is full.
  private static func contents(
    of descriptor: Int32, path: String, _ meter: WorkMeter?
  ) throws(VectorFileError) -> UnsafeRawBufferPointer {
    meter?.begin("read", of: nil)
    var capacity = 1 << 16
    var buffer: UnsafeMutableRawPointer?
    var count = 0
    do throws(VectorFileError) {
      buffer = try enlarged(nil, of: 0, to: capacity, path)
      while true {
        if count == capacity {
          buffer = try enlarged(buffer, of: capacity, to: 2 * capacity, path)
          capacity *= 2
        }
        let length = read(descriptor, buffer.map { $0 + count }, min(capacity - count, mostAtOnce))
        if length == 0 { return UnsafeRawBufferPointer(start: buffer, count: count) }
        if length > 0 {
          count += length
          meter?.advance(by: length)
        } else {
          let error = SystemError()
          if !error.isInterruption { throw failure(.inputOutput, path, error.text) }
        }
      }
    } catch {
      FallibleMemory.free(buffer)
      throw error
    }
  }

  private static func enlarged(
    _ buffer: UnsafeMutableRawPointer?, of count: Int, to capacity: Int, _ path: String
  ) throws(VectorFileError) -> UnsafeMutableRawPointer {
    guard let larger = FallibleMemory.resized(buffer, of: count, to: capacity) else {
      throw .memory(path, "its first \(capacity) bytes")
    }
    return larger
  }
}
