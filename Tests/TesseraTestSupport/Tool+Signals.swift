public import Foundation

extension Tool {
  struct NeverBusy: Error {}

  /// Waits until a process handles SIGINT itself and has worked for a second of processor time: on a busy machine
  /// a time on the clock says nothing.
  public static func waitUntilBusy(_ process: Process) throws {
    #if os(Linux)
      for _ in 0..<20000 {
        usleep(5000)
        if handlesInterrupts(process.processIdentifier), processorTicks(process.processIdentifier) >= 100 { return }
      }
      throw NeverBusy()
    #else
      usleep(1_000_000)
    #endif
  }

  /// SIGINT is the second bit.
  private static func handlesInterrupts(_ process: Int32) -> Bool {
    let lines = text("/proc/\(process)/status").split(separator: "\n")
    let mask = lines.first { $0.hasPrefix("SigCgt:") }?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
    return (mask ?? 0) & 2 != 0
  }

  /// User time, in hundredths of a second; what follows the name in parentheses begins with the third field.
  private static func processorTicks(_ process: Int32) -> Int {
    let fields = text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 11 ? Int(fields[11]) ?? 0 : 0
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
