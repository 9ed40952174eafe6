internal import CLibrary
internal import VectorFiles

/// Where drivers are looked for.
///
/// A driver `NAME` is a manifest `NAME.toml` (`[Driver]`, `shared` = the library) in one of the folders, which are those of
/// ADBC: `ADBC_DRIVER_PATH`, `$CONDA_PREFIX/etc/adbc/drivers`, `~/.config/adbc/drivers`, `/etc/adbc/drivers`; or a library of
/// its usual names in one of these folders, in Python's packages, or wherever the system finds it.
public struct DriverSearch: Sendable {
  /// Folders, in order.
  public var folders: [String]

  public init(folders: [String]) { self.folders = folders }

  /// The folders that the environment names, and the usual ones.
  public init() {
    var folders = Self.variable("ADBC_DRIVER_PATH").map { $0.split(separator: ":").map(String.init) } ?? []
    if let conda = Self.variable("CONDA_PREFIX") { folders.append(conda + "/etc/adbc/drivers") }
    #if canImport(Darwin)
      if let home = Self.variable("HOME") { folders.append(home + "/Library/Application Support/ADBC/Drivers") }
      folders.append("/Library/Application Support/ADBC/Drivers")
    #else
      if let settings = Self.variable("XDG_CONFIG_HOME") ?? Self.variable("HOME").map({ $0 + "/.config" }) {
        folders.append(settings + "/adbc/drivers")
      }
      folders.append("/etc/adbc/drivers")
    #endif
    self.folders = folders + PythonPackages.folders
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The usual names of a driver's library, and where Python's packages have it.
  static func libraries(_ name: String) -> (names: [String], packages: [String], hint: String) {
    #if canImport(Darwin)
      let end = "dylib"
    #else
      let end = "so"
    #endif
    if name == "duckdb" {
      return (
        ["libduckdb.\(end)"], ["bareduckdb/_libs/libduckdb.\(end)"],
        "install DuckDB's library (libduckdb from duckdb.org, or pip install bareduckdb) and name its folder in ADBC_DRIVER_PATH"
      )
    }
    let library = "libadbc_driver_\(name).\(end)"
    return (
      [library], ["adbc_driver_\(name)/libadbc_driver_\(name).so"],
      "install it (pip install adbc-driver-\(name), or conda install libadbc-driver-\(name)) and name its folder in ADBC_DRIVER_PATH"
    )
  }
}
