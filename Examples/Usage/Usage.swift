internal import CLibrary

/// Ends an example whose command line says what it does not know, with exit code 64 of sysexits.h.
public func end(usage: String) -> Never {
  let line = "usage: swift run -c release \(usage)\n"
  _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  exit(64)
}
