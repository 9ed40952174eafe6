internal import CLibrary
internal import MachineMemory

/// The file system that an open file is on.
enum FileSystem {
  /// Whether what is written there stays in memory (tmpfs, ramfs); false where the system does not say.
  static func isInMemory(_ file: Int32) -> Bool {
    var status = stat()
    guard fstat(file, &status) == 0, let mounts = SystemFile.text("/proc/self/mountinfo") else { return false }
    let device = UInt64(status.st_dev)
    let number =
      "\((device >> 8) & 0xFFF | (device >> 32) & ~0xFFF):\(device & 0xFF | (device >> 12) & ~0xFF & 0xFFFF_FFFF)"
    // 36 35 98:0 / /mnt rw - ext3 /dev/root rw
    for line in mounts.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 4, words[2] == number, let end = words.firstIndex(of: "-"), end + 1 < words.count else {
        continue
      }
      return ["tmpfs", "ramfs"].contains(words[end + 1])
    }
    return false
  }
}
