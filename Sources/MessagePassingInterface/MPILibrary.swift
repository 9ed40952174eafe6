internal import CLibrary
internal import CMessagePassingInterface

/// A library of MPI that was found and loaded; it stays loaded.
struct MPILibrary {
  nonisolated(unsafe) let interface: OpaquePointer
  /// Where it was found.
  let place: String
  /// What it calls itself, in one line: `Open MPI v4.1.4`, `MPICH Version: 5.0.2 (standard ABI)`.
  let name: String

  /// The first of some places that has one.
  ///
  /// - Throws: Why each has none.
  init(at places: [String]) throws(MPIStartError) {
    var states: [String] = []
    for place in places {
      // Its parts, which it loads itself, look for its symbols among those of the process.
      guard let handle = dlopen(place, RTLD_NOW | RTLD_GLOBAL) else {
        states.append(dlerror().map { String(cString: $0) } ?? "\(place): it cannot be loaded")
        continue
      }
      var missing: UnsafePointer<CChar>?
      guard let interface = mpi_interface_open(handle, &missing) else {
        states.append("\(place): it has no \(missing.map { String(cString: $0) } ?? "functions")")
        continue
      }
      (self.interface, self.place, name) = (interface, place, Self.name(of: interface))
      return
    }
    throw MPIStartError(
      "no library of MPI was found (\(states.joined(separator: "; "))); install the one that belongs to the launcher, or name "
        + "its file: --mpi-library FILE, or TESSERA_MPI=FILE")
  }

  private static func name(of interface: OpaquePointer) -> String {
    let words = String(cString: mpi_interface_version(interface))
    let line = words.prefix { !$0.isNewline && $0 != "," }
    let name = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return mpi_interface_family(interface) == Int32(mpi_family_standard) ? "\(name) (standard ABI)" : name
  }
}
