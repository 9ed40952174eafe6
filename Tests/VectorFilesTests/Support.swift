import Matrices
import VectorFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The path of a file beside the tests.
func resource(_ name: String, file: String = #filePath) -> String {
  let folder = file[..<(file.lastIndex(of: "/") ?? file.startIndex)]
  return "\(folder)/Resources/\(name)"
}

/// A folder that is removed with everything in it.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/tessera-tests-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      mkdtemp(buffer.baseAddress!).map { String(cString: $0) }!
    }
  }

  deinit {
    for name in contents() { _ = unlink("\(path)/\(name)") }
    _ = rmdir(path)
  }

  /// The names of all files, hidden ones too, sorted.
  func contents() -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { _ = closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func file(_ name: String, _ bytes: [UInt8]) -> String {
    let path = "\(path)/\(name)"
    let file = fopen(path, "w")
    _ = fwrite(bytes, 1, bytes.count, file)
    _ = fclose(file)
    return path
  }

  func file(_ name: String, _ text: String) -> String { file(name, Array(text.utf8)) }
}

func contents(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { _ = fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

/// Reads text as if it were a file.
func read(_ text: String, dropsBadRows: Bool = false) throws(VectorFileError) -> VectorData {
  try read(Array(text.utf8), dropsBadRows: dropsBadRows)
}

func read(_ bytes: [UInt8], dropsBadRows: Bool = false) throws(VectorFileError) -> VectorData {
  let folder = TemporaryFolder()
  var reader = VectorFileReader()
  reader.dropsBadRows = dropsBadRows
  return try withExtendedLifetime(folder) { () throws(VectorFileError) in try reader.read(folder.file("x", bytes)) }
}

/// The error of reading, or nil if it succeeds.
func failure<Value>(_ body: () throws(VectorFileError) -> Value) -> VectorFileError? {
  do throws(VectorFileError) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// SplitMix64, for tests that repeat exactly.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A `.npy` file of version 1 with a given dictionary.
func npy(_ dictionary: String, _ data: [UInt8], version: UInt8 = 1) -> [UInt8] {
  let length = dictionary.utf8.count
  let size = version == 1 ? 2 : 4
  let lengthBytes = (0..<size).map { UInt8(length >> (8 * $0) & 0xFF) }
  return [0x93] + Array("NUMPY".utf8) + [version, 0] + lengthBytes + Array(dictionary.utf8) + data
}

func npy(_ descr: String, shape: String, fortran: Bool = false, _ data: [UInt8]) -> [UInt8] {
  npy("{'descr': '\(descr)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n", data)
}
