internal import CLibrary

/// What was written, on the disk itself.
enum DiskSync {
  /// False, and `errno` says why, where that is not possible.
  static func sync(_ descriptor: Int32) -> Bool {
    #if canImport(Darwin)
      // There fsync ends at the drive's cache.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return true }
    #endif
    return fsync(descriptor) == 0
  }
}
