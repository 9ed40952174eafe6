/// Makes the errors about safetensors files.
struct SafeTensorsFailure {
  let path: String

  func make(at offset: Int, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .badData, path: path, location: .byte(offset), problem: "bad safetensors file: \(problem)",
      advice: "write the file again")
  }

  /// The strings of `__metadata__`.
  func metadata(_ value: JSONValue) throws(VectorFileError) -> [SafeTensorsFile.Key: String] {
    guard case .object(let members) = value else { throw make(at: 8, "__metadata__ is not an object") }
    var strings: [SafeTensorsFile.Key: String] = [:]
    for member in members {
      guard case .string(let text) = member.value else { throw make(at: 8, "__metadata__ holds more than strings") }
      strings[.init(member.key)] = text
    }
    return strings
  }
}
