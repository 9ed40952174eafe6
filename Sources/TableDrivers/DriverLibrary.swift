internal import CArrowInterface
internal import CLibrary
internal import VectorFiles

/// A driver that was found and loaded. Libraries stay loaded: some have threads that outlive their last call.
final class DriverLibrary {
  let functions: UnsafeMutablePointer<AdbcDriver>
  let place: String

  private init(_ functions: UnsafeMutablePointer<AdbcDriver>, place: String) {
    (self.functions, self.place) = (functions, place)
  }

  deinit {
    if let release = functions.pointee.release {
      var error = AdbcError()
      _ = release(functions, &error)
      error.release?(&error)
    }
    functions.deallocate()
  }

  /// Looks for a driver by its name.
  ///
  /// - Throws: what was found in each place, and how the driver is installed.
  static func find(_ name: String, _ search: DriverSearch, for path: String) throws(VectorFileError) -> DriverLibrary {
    do throws(NotFound) {
      return try find(name, search)
    } catch {
      throw VectorFileError(
        kind: .noInput, path: path, location: .file, problem: "the driver \(name) was not found (\(error.places))",
        advice: error.hint)
    }
  }

  /// Where a driver was looked for.
  struct NotFound: Error {
    /// Each place with its state.
    let places: String
    /// How the driver is installed.
    let hint: String
  }

  static func find(_ name: String, _ search: DriverSearch) throws(NotFound) -> DriverLibrary {
    let (libraries, packages, hint) = DriverSearch.libraries(name)
    var states: [String] = []
    func tried(_ place: String, _ entrypoint: String? = nil) -> DriverLibrary? {
      switch load(place, entrypoint, name) {
      case .success(let driver): return driver
      case .failure(let missing):
        states.append("\(place): \(missing.words)")
        return nil
      }
    }
    for folder in search.folders {
      guard access(folder, F_OK) == 0 else {
        states.append("\(folder): no such folder")
        continue
      }
      let count = states.count
      let manifest = "\(folder)/\(name).toml"
      if let text = DriverManifest.contents(manifest) {
        let driver = DriverManifest(text)
        if let library = driver.library {
          if let found = tried(library, driver.entrypoint) { return found }
        } else {
          states.append("\(manifest): names no library for \(DriverManifest.platform)")
        }
      }
      for library in libraries + packages where access("\(folder)/\(library)", F_OK) == 0 {
        if let found = tried("\(folder)/\(library)") { return found }
      }
      if states.count == count { states.append("\(folder): neither \(name).toml nor \(libraries[0])") }
    }
    for library in libraries { if let found = tried(library) { return found } }
    throw NotFound(places: states.joined(separator: "; "), hint: hint)
  }

  private struct Missing: Error { let words: String }

  private static func load(_ place: String, _ entrypoint: String?, _ name: String) -> Result<DriverLibrary, Missing> {
    guard let handle = dlopen(place, RTLD_NOW | RTLD_LOCAL) else {
      let words = dlerror().map { String(cString: $0) } ?? "it cannot be loaded"
      let isPython = words.contains("undefined symbol: Py")
      return .failure(Missing(words: isPython ? "is a module of Python, not a library by itself" : words))
    }
    let names = entrypoint.map { [$0] } ?? entrypoints(of: place)
    guard let symbol = names.lazy.compactMap({ dlsym(handle, $0) }).first else {
      return .failure(Missing(words: "is no driver: it has none of \(names.joined(separator: ", "))"))
    }
    let start = unsafeBitCast(symbol, to: AdbcDriverInit.self)
    let functions = UnsafeMutablePointer<AdbcDriver>.allocate(capacity: 1)
    var words = ""
    for version in [Int32(1_001_000), 1_000_000] {
      functions.initialize(to: AdbcDriver())
      var error = AdbcError()
      let status = start(version, functions, &error)
      if status == 0 { return .success(DriverLibrary(functions, place: place)) }
      words = "does not start: \(Self.words(of: &error, status))"
      if status != 2 { break }
    }
    functions.deallocate()
    return .failure(Missing(words: words))
  }

  /// `AdbcDriverSqliteInit` for `libadbc_driver_sqlite.so`, beside the names that all may have.
  static func entrypoints(of place: String) -> [String] {
    var name = place.split(separator: "/").last.map(String.init) ?? place
    if let point = name.firstIndex(of: ".") { name = String(name[..<point]) }
    if name.hasPrefix("lib") { name.removeFirst(3) }
    let words = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return ["duckdb_adbc_init", "\(words)Init", "AdbcDriverInit"]
  }

  /// The words of an error, in one line; releases it.
  static func words(of error: inout AdbcError, _ status: AdbcStatus) -> String {
    defer {
      error.release?(&error)
      error.release = nil
    }
    guard let message = error.message else { return "status \(status)" }
    let text = String(cString: message).split(whereSeparator: \.isNewline).joined(separator: " ")
    return text.isEmpty ? "status \(status)" : text
  }
}
