internal import CLibrary

/// What this process has in memory now, and had at most.
package enum ProcessMemory {
  /// Bytes in memory; nil where the system does not say (only Linux does).
  package static var resident: Int? {
    #if os(Linux) || os(Android)
      guard let file = statm else { return nil }
      var bytes = [UInt8](repeating: 0, count: 128)
      let count = pread(file, &bytes, bytes.count, 0)
      guard count > 0 else { return nil }
      // The pages of the address space, then those in memory.
      let pages = bytes[..<count].split(separator: UInt8(ascii: " ")).dropFirst().first
      return pages.flatMap { Int(String(decoding: $0, as: UTF8.self)) }.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    #else
      return nil
    #endif
  }

  /// The most bytes that were in memory at once; nil where the system does not say.
  package static var peak: Int? {
    var usage = rusage()
    #if canImport(Glibc)
      let who = Int32(RUSAGE_SELF.rawValue)
    #else
      let who = RUSAGE_SELF
    #endif
    guard getrusage(who, &usage) == 0, usage.ru_maxrss > 0 else { return nil }
    #if canImport(Darwin)
      return Int(usage.ru_maxrss)
    #else
      return Int(usage.ru_maxrss) << 10
    #endif
  }

  /// Open as long as the process lives: it is asked hundreds of times in a second.
  private static let statm: Int32? = {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    return file >= 0 ? file : nil
  }()
}
