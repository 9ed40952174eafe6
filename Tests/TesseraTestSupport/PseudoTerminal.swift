#if os(Linux)
  import Foundation
  import Glibc

  /// A terminal without a screen: whoever writes to ``inner`` takes it for one.
  struct PseudoTerminal {
    struct NotOpened: Error {}

    /// The end of the process that draws; closed once it has it.
    let inner: FileHandle
    private let outer: Int32

    init() throws {
      outer = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      // What `unlockpt` and `ptsname` do, which Glibc's module lacks: TIOCSPTLCK and TIOCGPTN.
      var (isLocked, number) = (CInt(0), CUnsignedInt(0))
      guard outer >= 0, ioctl(outer, 0x4004_5431, &isLocked) == 0, ioctl(outer, 0x8004_5430, &number) == 0 else {
        throw NotOpened()
      }
      var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(outer, UInt(TIOCSWINSZ), &size)
      let descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      guard descriptor >= 0 else { throw NotOpened() }
      inner = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    }

    /// Everything that is written until nobody has the inner end any more.
    func contents() -> String {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(outer, &buffer, buffer.count)
        guard count > 0 else { break }
        bytes += buffer.prefix(count)
      }
      close(outer)
      return String(decoding: bytes, as: UTF8.self)
    }
  }
#endif
