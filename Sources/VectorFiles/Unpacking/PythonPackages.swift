internal import CLibrary

/// Where Python's packages lie, some of which hold libraries: those of the active environment, of the user, and of the system.
package enum PythonPackages {
  /// Folders, in the order in which they are looked at.
  package static var folders: [String] {
    let environments = [
      variable("VIRTUAL_ENV"), variable("CONDA_PREFIX"), variable("HOME").map { $0 + "/.local" }, "/usr/local",
    ]
    return environments.compactMap { $0 }.flatMap(folders)
  }

  /// The files in folders of packages whose names begin with one of two words.
  package static func files(in packages: [String], named start: String, or other: String) -> [String] {
    folders.flatMap { folder in
      packages.flatMap { package in
        entries(of: "\(folder)/\(package)").filter { $0.hasPrefix(start) || $0.hasPrefix(other) }.sorted()
          .map { "\(folder)/\(package)/\($0)" }
      }
    }
  }

  private static func folders(of environment: String) -> [String] {
    entries(of: environment + "/lib").filter { $0.hasPrefix("python3") }.flatMap { name in
      ["site-packages", "dist-packages"].map { "\(environment)/lib/\(name)/\($0)" }
    }.sorted().filter { access($0, F_OK) == 0 }
  }

  private static func entries(of folder: String) -> [String] {
    guard let folder = opendir(folder) else { return [] }
    defer { closedir(folder) }
    var found: [String] = []
    while let entry = readdir(folder) {
      found.append(
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return found
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
