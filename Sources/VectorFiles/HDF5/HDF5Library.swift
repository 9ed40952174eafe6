internal import Synchronization

/// libhdf5, found at run time.
struct HDF5Library {
  let functions: HDF5Functions
  /// The file that needs it, for errors.
  let path: String

  /// The newest first: older ones end on some damaged files, and the process with them.
  static let libraries =
    [
      "libhdf5.so.320", "libhdf5.so.310", "libhdf5_serial.so.310", "libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib",
      "/usr/local/lib/libhdf5.dylib",
    ] + PythonPackages.files(in: ["h5py.libs", "h5py/.dylibs"], named: "libhdf5-", or: "libhdf5.")
    + ["libhdf5.so.200", "libhdf5_serial.so.103", "libhdf5.so.103"]

  static let advice =
    "Debian: apt-get install libhdf5-103-1; macOS: brew install hdf5; or pip install h5py into the environment"

  init(for path: String, libraries: [String] = HDF5Library.libraries) throws(VectorFileError) {
    do throws(SharedLibrary.Missing) {
      functions = try Self.lock.withLock { _ throws(SharedLibrary.Missing) in
        try HDF5Functions(SharedLibrary(libraries))
      }
    } catch {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "this is an HDF5 file, and libhdf5, which reads it, is not there (\(error.words))",
        advice: "install it (\(Self.advice)), or save the array with numpy.save")
    }
    self.path = path
  }

  /// Most builds of the library bear one thread at a time.
  private static let lock = Mutex(())

  /// Does something with the library, whose errors nobody prints.
  func locked<Result>(_ body: () throws(VectorFileError) -> Result) throws(VectorFileError) -> Result {
    try Self.lock.withLock { _ throws(VectorFileError) in
      _ = functions.setErrorOutput(0, nil, nil)
      return try body()
    }
  }

  /// An error about the content, with the library's own words.
  func failure(_ problem: String, _ advice: String = "copy or write the file again") -> VectorFileError {
    var words: String?
    withUnsafeMutablePointer(to: &words) { words in
      // From the innermost outwards.
      _ = functions.walkErrors(
        0, 0,
        { _, error, words in
          guard let error, let words = words?.assumingMemoryBound(to: String?.self), words.pointee == nil else {
            return 0
          }
          // Three identifiers, the line, names of a function and a file, and what was wrong.
          let text = error.load(fromByteOffset: 48, as: UnsafePointer<CChar>?.self).map { String(cString: $0) } ?? ""
          if !text.isEmpty { words.pointee = text.split(whereSeparator: \.isNewline).joined(separator: " ") }
          return 0
        }, words)
    }
    _ = functions.clearErrors(0)
    return VectorFileError(
      kind: .badData, path: path, location: .file, problem: problem + (words.map { " (\($0))" } ?? ""), advice: advice)
  }

  /// What the library opened, closed with the value.
  func handle(
    _ id: HDF5Functions.ID, _ close: @convention(c) (HDF5Functions.ID) -> Int32, _ problem: String
  ) throws(VectorFileError) -> HDF5Handle {
    guard id >= 0 else { throw failure(problem) }
    return HDF5Handle(id: id, close: close)
  }
}

/// Something of the library's that is open.
struct HDF5Handle: ~Copyable {
  let id: HDF5Functions.ID
  fileprivate let close: @convention(c) (HDF5Functions.ID) -> Int32

  deinit { _ = close(id) }
}
