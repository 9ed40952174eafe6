import Matrices
import Testing
import VectorFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct AtomicFileTests {
  @Test func aNewFileReplacesTheOldAndKeepsItsMode() throws {
    let folder = TemporaryFolder()
    let path = folder.file("x", "old and longer")
    chmod(path, 0o640)
    try AtomicFile.write("new", to: path)
    #expect(contents(path) == Array("new".utf8))
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(folder.contents() == ["x"])
  }

  @Test func aSymbolicLinkIsFollowed() throws {
    let folder = TemporaryFolder()
    let path = folder.file("x", "old")
    #expect(symlink("x", folder.path + "/link") == 0)
    try AtomicFile.write("new", to: folder.path + "/link")
    #expect(contents(path) == Array("new".utf8))
    #expect(folder.contents() == ["link", "x"])
  }

  @Test func aFailureKeepsTheOldFileAndLeavesNothingBehind() {
    let folder = TemporaryFolder()
    let path = folder.file("x", "old")
    // No file may grow beyond 1 MB now; the signal that says so is ignored.
    let before = signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit()
    getrlimit(fileSizeLimit, &limit)
    var small = limit
    small.rlim_cur = 1 << 20
    setrlimit(fileSizeLimit, &small)
    let error = failure { () throws(VectorFileError) in
      try AtomicFile.write([UInt8](repeating: 1, count: 1 << 22), to: path)
    }
    setrlimit(fileSizeLimit, &limit)
    signal(SIGXFSZ, before)
    #expect(error?.kind == .inputOutput && error?.exitCode == 74)
    #expect(contents(path) == Array("old".utf8))
    #expect(folder.contents() == ["x"])
  }

  @Test(arguments: [
    "/nonexistent/folder/x", "/tmp", "", "a\0b", "/proc/x", "/tmp/" + String(repeating: "x", count: 300),
  ])
  func whatCannotBeCreated(path: String) {
    let error = failure { () throws(VectorFileError) in try AtomicFile.write("x", to: path) }
    #expect(error?.kind == .cannotCreate && error?.exitCode == 73)
  }

  @Test func devicesAreWrittenDirectly() throws {
    try AtomicFile.write("x", to: "/dev/null")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    if stat("/dev/full", &status) == 0 {
      let error = failure { () throws(VectorFileError) in try AtomicFile.write("x", to: "/dev/full") }
      #expect(error?.kind == .inputOutput)
    }
  }

  @Test func pipesAreWrittenAndRead() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let descriptor = open(path, O_RDWR)  // keeps both ends open, so that nothing waits
    defer { close(descriptor) }
    try AtomicFile.write("1,2\n", to: path)
    var buffer = [UInt8](repeating: 0, count: 16)
    #expect(read(descriptor, &buffer, 16) == 4)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    try AtomicFile.write("1,2\n3,4\n", to: "/dev/fd/\(ends[1])")
    close(ends[1])
    #expect(try VectorFileReader().read("/dev/fd/\(ends[0])").points == .double([[1, 2], [3, 4]]))
    close(ends[0])
  }
}

#if canImport(Glibc)
  private let fileSizeLimit = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
#else
  private let fileSizeLimit = RLIMIT_FSIZE
#endif
