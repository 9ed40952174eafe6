internal import CLibrary

/// The last failure of the operating system, taken at once before another call replaces it.
struct SystemError {
  let code: Int32

  init() { code = errno }

  /// The system's words for a file that is not there.
  static var missingFile: String { String(cString: strerror(ENOENT)) }

  /// The system's own words, for example “No such file or directory”.
  var text: String { String(cString: strerror(code)) }

  /// Whether a signal interrupted the call, so that it should be repeated.
  var isInterruption: Bool { code == EINTR }

  /// Whether memory was refused.
  var isLackOfMemory: Bool { code == ENOMEM }

  /// Whether a descriptor that must not wait (O_NONBLOCK) would have had to.
  var mayPass: Bool { code == EAGAIN || code == EWOULDBLOCK }

  func waitUntilWritable(_ descriptor: Int32) {
    var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&event, 1, -1)
  }
}
