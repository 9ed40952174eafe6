#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension LargeMemory {
  /// Whether the system may hold so many bytes beside what the process has: asked before the standard library asks, which
  /// ends the process where it is refused, or is ended when it touches more than there is.
  ///
  /// No is a proof, yes is none: others take memory, too.
  public static func canHold(_ byteCount: Int) -> Bool {
    if let most = installed, byteCount > most { return false }
    if let most = numbers(in: "/sys/fs/cgroup/memory.max").first, byteCount > most { return false }
    // Limits of the process and its address space (ulimit -v) are for the system to say.
    let memory = mmap(nil, max(byteCount, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let memory, memory != MAP_FAILED else { return false }
    munmap(memory, max(byteCount, 1))
    return true
  }

  /// Memory and swap space of the machine.
  private static var installed: Int? {
    let kilobytes = numbers(in: "/proc/meminfo", after: ["MemTotal:", "SwapTotal:"])
    if !kilobytes.isEmpty { return kilobytes.reduce(0, +) * 1024 }
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    return pages > 0 ? Int(pages) * Int(sysconf(Int32(_SC_PAGESIZE))) : nil
  }

  /// The numbers that follow some words in a small file, or at its beginning; none where there is no such file.
  private static func numbers(in path: String, after words: Set<String> = []) -> [Int] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { _ = close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 13)
    let count = max(0, read(descriptor, &bytes, bytes.count))
    let parts = String(decoding: bytes[..<count], as: UTF8.self).split { $0 == " " || $0 == "\n" }.map(String.init)
    if words.isEmpty { return parts.first.flatMap { Int($0) }.map { [$0] } ?? [] }
    return zip(parts, parts.dropFirst()).compactMap { words.contains($0) ? Int($1) : nil }
  }
}
