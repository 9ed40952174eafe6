internal import CLibrary

/// The process's standard streams.
enum Terminal {
  /// Whether standard error is a terminal, where a progress line can be drawn over and over.
  static var standardErrorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether a line on standard error can be drawn over and over: on a terminal that can move its cursor.
  static var drawsOverLines: Bool {
    standardErrorIsTerminal && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Whether colours may be shown on standard output: on a terminal, unless the caller wants none (https://no-color.org).
  static var showsColours: Bool {
    func value(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
    return isatty(STDOUT_FILENO) == 1 && value("NO_COLOR").isEmpty && value("TERM") != "dumb"
  }

  /// The number of columns of the terminal behind standard output; nil where there is none or it does not say.
  static var outputColumns: Int? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// The number of columns of the terminal behind standard error; 80 where it does not say.
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  static func exit(_ code: Int32) -> Never { CLibrary.exit(code) }
}

/// Everything that is not a result.
enum StandardError {
  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
      // Nobody can be told that standard error is gone.
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
