internal import CLibrary

/// What memory the machine has, or the group of processes that this one is in; nil where it does not say.
package enum MachineMemory {
  /// Memory and swap space of the machine; nil on Apple's systems, which make more swap space as it is wanted.
  package static var installed: Int? {
    let kilobytes = numbers(in: "/proc/meminfo", after: ["MemTotal:", "SwapTotal:"])
    if !kilobytes.isEmpty { return kilobytes.reduce(0, +) * 1024 }
    #if canImport(Darwin)
      return nil
    #else
      let pages = sysconf(Int32(_SC_PHYS_PAGES))
      return pages > 0 ? Int(pages) * Int(sysconf(Int32(_SC_PAGESIZE))) : nil
    #endif
  }

  /// The most that the group may have.
  package static var groupLimit: Int? { numbers(in: "/sys/fs/cgroup/memory.max").first }

  /// The bytes that are free or can be made so, of the machine or the group.
  package static var available: Int? {
    let machine = numbers(in: "/proc/meminfo", after: ["MemAvailable:", "SwapFree:"])
    let used = numbers(in: "/sys/fs/cgroup/memory.current").first ?? 0
    let bounds = [machine.isEmpty ? nil : machine.reduce(0, +) * 1024, groupLimit.map { max(0, $0 - used) }]
    return bounds.compactMap { $0 }.min()
  }

  /// The numbers that follow some words in a small file, or at its beginning; none where there is no such file.
  private static func numbers(in path: String, after words: Set<String> = []) -> [Int] {
    guard let text = SystemFile.text(path) else { return [] }
    let parts = text.split { $0 == " " || $0 == "\n" }.map(String.init)
    if words.isEmpty { return parts.first.flatMap { Int($0) }.map { [$0] } ?? [] }
    return zip(parts, parts.dropFirst()).compactMap { words.contains($0) ? Int($1) : nil }
  }
}
