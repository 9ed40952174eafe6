internal import MachineMemory

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
    if let most = MachineMemory.installed, byteCount > most { return false }
    if let most = MachineMemory.groupLimit, byteCount > most { return false }
    // Limits of the process and its address space (ulimit -v) are for the system to say.
    let memory = mmap(nil, max(byteCount, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let memory, memory != MAP_FAILED else { return false }
    munmap(memory, max(byteCount, 1))
    return true
  }
}
