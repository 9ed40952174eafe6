import CLibrary
import Dispatch
import Matrices
import Testing
import VectorFiles

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

  /// For whoever writes files by their names alone.
  @Test func aFileOnItsWayHasAName() throws {
    let folder = TemporaryFolder()
    let path = folder.file("it's \u{E9}", "old")
    try AtomicFile.write(to: path) { name throws(VectorFileError) in
      let file = fopen(name, "w")
      fputs("new", file)
      fclose(file)
      #expect(contents(path) == Array("old".utf8))
    }
    #expect(contents(path) == Array("new".utf8))
    let given = VectorFileError(kind: .inputOutput, path: path, location: .file, problem: "no", advice: "")
    let error = failure { () throws(VectorFileError) in
      try AtomicFile.write(to: path) { _ throws(VectorFileError) in throw given }
    }
    #expect(error == given && contents(path) == Array("new".utf8) && folder.contents().count == 1)
    let device = failure { () throws(VectorFileError) in
      try AtomicFile.write(to: "/dev/null") { _ throws(VectorFileError) in Issue.record("a device is no file") }
    }
    #expect(device?.kind == .cannotCreate)
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

  @Test func aDanglingLinkGetsItsFile() throws {
    let folder = TemporaryFolder()
    #expect(symlink("second", folder.path + "/first") == 0)
    #expect(symlink(folder.path + "/x", folder.path + "/second") == 0)
    try AtomicFile.checkWritable(folder.path + "/first")
    #expect(folder.contents() == ["first", "second"])
    try AtomicFile.write("new", to: folder.path + "/first")
    #expect(folder.contents() == ["first", "second", "x"])
    var status = stat()
    #expect(lstat(folder.path + "/second", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(contents(folder.path + "/x") == Array("new".utf8))
  }

  /// What cannot be written is known before the work, and nothing is made to find out.
  @Test(arguments: [
    "", "/", "folder", "loop", "intoNowhere", "none/x", "file/x", "locked", String(repeating: "n", count: 256),
  ])
  func whatCannotBeWrittenIsKnownBefore(name: String) throws {
    let folder = TemporaryFolder()
    #expect(symlink("loop", folder.path + "/loop") == 0 && symlink("none/x", folder.path + "/intoNowhere") == 0)
    _ = folder.file("file", "x")
    _ = chmod(folder.file("locked", "x"), 0o400)
    #expect(mkdir(folder.path + "/folder", 0o700) == 0)
    defer { rmdir(folder.path + "/folder") }
    if name == "locked" && geteuid() == 0 { return }
    let before = folder.contents()
    let error = failure { () throws(VectorFileError) in try AtomicFile.checkWritable(folder.path + "/" + name) }
    #expect(error?.kind == .cannotCreate, "\(name)")
    #expect(folder.contents() == before)
  }

  @Test func aNameMayHave255Bytes() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/" + String(repeating: "n", count: 255)
    try AtomicFile.checkWritable(path)
    for text in ["old", "new"] { try AtomicFile.write(text, to: path) }
    #expect(contents(path) == Array("new".utf8))
    #expect(folder.contents().count == 1)
  }

  /// The check opens no pipe, or its reader would see the end of the data there.
  @Test func aPipeIsOpenedOnce() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    // Without a reader, opening would wait for ever; with one that is gone, the check would be seen as a writer.
    try AtomicFile.checkWritable(path)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try AtomicFile.checkWritable(path)
    try AtomicFile.write("1,2\n", to: path)
    var buffer = [UInt8](repeating: 0, count: 16)
    #expect(read(reader, &buffer, 16) == 4)
  }

  /// A descriptor that must not wait is waited for.
  @Test func aFullPipeIsWaitedFor() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    #expect(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
    let reader = ends[0]
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    let path = "/dev/fd/\(ends[1])"
    let written = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      #expect(failure { () throws(VectorFileError) in try AtomicFile.write(bytes, to: path) } == nil)
      written.signal()
    }
    var count = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while count < bytes.count {
      let length = read(reader, &buffer, buffer.count)
      guard length > 0 else { break }
      count += length
    }
    written.wait()
    close(ends[1])
    #expect(count == bytes.count)
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
