internal import CLibrary

/// Where the library of a launcher is looked for: in the folders beside the launcher's own, where there is no doubt, then by the
/// names that its kind has, wherever the system looks.
struct LibraryPlaces {
  /// Folders of programs that started this one, the nearest first.
  var programFolders: [String]
  /// Whether there is such a file.
  var exists: (String) -> Bool

  /// - Parameter named: a file or a name that was asked for; nil for those that the kind has.
  func places(for kind: MPILauncher.Kind, named: String?) -> [String] {
    if let named, named.contains("/") { return [named] }
    let names = named.map { [$0] } ?? Self.names(of: kind)
    let beside = programFolders.flatMap { folder in
      ["lib", "lib64"].flatMap { library in names.map { "\(folder)/../\(library)/\($0)" } }
    }
    return beside.filter(exists) + names
      + (named == nil ? Self.usualFolders.flatMap { folder in names.map { folder + $0 } } : [])
  }

  #if canImport(Darwin)
    private static let openMPI = ["libmpi.40.dylib"]
    private static let descendants = ["libmpi.12.dylib"]
    private static let any = ["libmpi_abi.1.dylib", "libmpi_abi.0.dylib", "libmpi.dylib"]
    /// Where dyld does not look for a name alone.
    private static let usualFolders = ["/opt/homebrew/lib/", "/usr/local/lib/"]
  #else
    private static let openMPI = ["libmpi.so.40", "libmpi.so.80"]
    private static let descendants = ["libmpi.so.12", "libmpich.so.12", "libmpi_intel.so.12", "libmpi_cray.so.12"]
    private static let any = ["libmpi_abi.so.1", "libmpi_abi.so.0", "libmpi.so", "libmpich.so"]
    private static let usualFolders: [String] = []
  #endif

  private static func names(of kind: MPILauncher.Kind) -> [String] {
    switch kind {
    case .openMPI: openMPI + any
    case .processManager: descendants + any
    case .exchange, .none: openMPI + any + descendants
    }
  }

  /// Of this process.
  static var current: LibraryPlaces {
    LibraryPlaces(programFolders: ancestors()) { access($0, R_OK) == 0 }
  }

  /// The folders of the programs of this process's parent, its parent, and so on, where the system tells: a launcher may have started
  /// a shell that started this.
  private static func ancestors() -> [String] {
    var folders: [String] = []
    var process = Int(getppid())
    while process > 1, folders.count < 8 {
      guard let program = link("/proc/\(process)/exe"), let slash = program.lastIndex(of: "/") else { break }
      folders.append(String(program[..<slash]))
      guard let parent = parent(of: process) else { break }
      process = parent
    }
    return folders
  }

  private static func link(_ path: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { room in
      guard let text = room.baseAddress else { return nil }
      let length = readlink(path, text, 4095)
      guard length > 0 else { return nil }
      room[length] = 0
      return String(cString: text)
    }
  }

  /// `1234 (name) S 1 ...`: the name may hold anything.
  private static func parent(of process: Int) -> Int? {
    let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let words = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { room in
      String(decoding: room[..<max(0, read(descriptor, room.baseAddress, 4096))], as: UTF8.self)
    }
    guard let end = words.lastIndex(of: ")") else { return nil }
    let fields = words[words.index(after: end)...].split(separator: " ")
    return fields.count > 1 ? Int(fields[1]) : nil
  }
}
