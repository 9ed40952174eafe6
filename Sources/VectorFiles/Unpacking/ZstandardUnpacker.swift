internal import CUnpackers
internal import Matrices

/// libzstd, found at run time.
struct ZstandardUnpacker {
  private let create: tessera_zstd_create
  private let free: tessera_zstd_free
  private let set: tessera_zstd_set
  private let decompress: tessera_zstd_decompress
  private let isError: tessera_zstd_is_error
  private let errorName: tessera_zstd_error_name
  private let path: String

  static let libraries = [
    "libzstd.so.1", "libzstd.so", "libzstd.1.dylib", "/opt/homebrew/lib/libzstd.1.dylib",
    "/usr/local/lib/libzstd.1.dylib",
  ]

  /// - Parameter path: the file that needs it, for errors.
  init(for path: String, libraries: [String] = ZstandardUnpacker.libraries) throws(VectorFileError) {
    do throws(SharedLibrary.Missing) {
      let library = try SharedLibrary(libraries)
      create = try library.function("ZSTD_createDCtx")
      free = try library.function("ZSTD_freeDCtx")
      set = try library.function("ZSTD_DCtx_setParameter")
      decompress = try library.function("ZSTD_decompressStream")
      isError = try library.function("ZSTD_isError")
      errorName = try library.function("ZSTD_getErrorName")
    } catch {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "the file is compressed with zstandard, and libzstd, which unpacks it, is not there (\(error.words))",
        advice: "install it (Debian: apt-get install libzstd1), or unpack the file with unzstd")
    }
    self.path = path
  }

  /// Everything that frames, one behind the other, hold.
  func unpacked(
    _ bytes: UnsafeRawBufferPointer, _ meter: WorkMeter? = nil
  ) throws(VectorFileError) -> UnsafeRawBufferPointer {
    meter?.begin("unpack", of: bytes.count)
    guard let context = create() else { throw .memory(path, "unpacking it") }
    defer { _ = free(context) }
    _ = set(context, 100, 31)  // the largest window: files of `zstd --long=31`
    var output = try GrowingBytes(path, expected: min(bytes.count, 1 << 28) * 2)
    var input = tessera_zstd_input(start: bytes.baseAddress, size: 0, position: 0)
    while true {
      let room = try output.room()
      // Piece by piece: where damage is found, an error names the place to 64 kB.
      if input.position == input.size { input.size = min(input.size + 1 << 16, bytes.count) }
      var target = tessera_zstd_output(start: room.baseAddress, size: room.count, position: 0)
      let before = input.position
      let code = decompress(context, &target, &input)
      meter?.advance(by: input.position - before)
      output.append(target.position)
      if isError(code) != 0 {
        let name = String(cString: errorName(code))
        if name.hasPrefix("Allocation error") { throw .memory(path, "unpacking it") }
        throw failure(input.position, "the zstandard bytes are damaged here or behind: \(name)")
      }
      guard input.position == bytes.count, target.position < room.count else { continue }
      guard code == 0 else { throw failure(input.position, "the zstandard bytes end too early: the file is cut off") }
      return output.bytes()
    }
  }

  private func failure(_ offset: Int, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .badData, path: path, location: .byte(offset), problem: problem, advice: "copy or write the file again")
  }
}
