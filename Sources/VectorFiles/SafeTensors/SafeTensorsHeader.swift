/// What a safetensors file says about its tensors, checked in full: every tensor's offsets lie inside the file, match its
/// shape and type, and together cover the bytes behind the header exactly once.
struct SafeTensorsHeader {
  private(set) var metadata: [SafeTensorsFile.Key: String] = [:]
  /// In the order of their bytes.
  private(set) var entries: [SafeTensorsEntry] = []
  /// Where the bytes of the tensors begin.
  let dataStart: Int

  init(_ file: MappedFile) throws(VectorFileError) {
    let failure = SafeTensorsFailure(path: file.path)
    guard let length = file.bytes.littleEndian(UInt64.self, at: 0) else {
      throw failure.make(at: file.bytes.count, "the file ends inside the length")
    }
    guard length <= UInt64(file.bytes.count - 8) else {
      throw failure.make(
        at: 0,
        "its first 8 bytes tell of a header of \(length) bytes, more than there are: it is cut off, or no such file")
    }
    dataStart = 8 + Int(length)
    var parser = JSONParser(bytes: UnsafeRawBufferPointer(rebasing: file.bytes[8..<dataStart]))
    let header: JSONValue
    do throws(ByteCursor.Failure) {
      header = try parser.parse()
    } catch {
      throw failure.make(at: 8 + error.offset, error.problem)
    }
    guard case .object(let members) = header else { throw failure.make(at: 8, "the header is not a JSON object") }

    let dataCount = file.bytes.count - dataStart
    for member in members {
      if member.isNamed("__metadata__") {
        metadata = try failure.metadata(member.value)
      } else {
        entries.append(try SafeTensorsEntry(member, dataCount: dataCount, failure))
      }
    }
    // Overlaps could make a small file claim much memory.
    var covered = 0
    entries.sort { ($0.range.lowerBound, $0.range.count) < ($1.range.lowerBound, $1.range.count) }
    for entry in entries {
      guard entry.range.lowerBound == covered else {
        throw failure.make(at: dataStart + covered, "the tensors overlap or leave a gap")
      }
      covered = entry.range.upperBound
    }
    guard covered == dataCount else { throw failure.make(at: dataStart + covered, "bytes follow the last tensor") }
  }
}

/// What the header says about one tensor, checked.
struct SafeTensorsEntry {
  let name: SafeTensorsFile.Key
  let elementType: ElementType
  let shape: [Int]
  /// Its bytes, counted from the first of all tensors.
  let range: Range<Int>

  init(_ member: JSONValue.Member, dataCount: Int, _ failure: SafeTensorsFailure) throws(VectorFileError) {
    self.name = .init(member.key)
    let name = Excerpt.quoted(member.key.utf8)
    guard case .object(let fields) = member.value else { throw failure.make(at: 8, "the tensor \(name) is no object") }
    func field(_ key: String) -> JSONValue? { fields.first { $0.isNamed(key) }?.value }
    guard case .string(let typeName) = field("dtype") else { throw failure.make(at: 8, "\(name) has no dtype") }
    guard let elementType = ElementType(safeTensorsName: typeName) else {
      throw failure.make(at: 8, "\(name) has the unsupported type \(Excerpt.quoted(typeName.utf8))")
    }
    guard let shape = Self.integers(field("shape")) else { throw failure.make(at: 8, "\(name) has no valid shape") }
    guard let offsets = Self.integers(field("data_offsets")), offsets.count == 2, offsets[0] <= offsets[1],
      offsets[1] <= dataCount
    else { throw failure.make(at: 8, "the offsets of \(name) do not lie in the file") }
    guard SafeTensorsFile.Tensor.byteCount(elementType, shape) == offsets[1] - offsets[0] else {
      throw failure.make(at: 8, "the offsets of \(name) do not match its shape")
    }
    self.elementType = elementType
    self.shape = shape
    range = offsets[0]..<offsets[1]
  }

  /// An array of whole numbers >= 0, else nil.
  private static func integers(_ value: JSONValue?) -> [Int]? {
    guard case .array(let values) = value else { return nil }
    var result: [Int] = []
    for case .integer(let integer) in values where integer >= 0 { result.append(integer) }
    return result.count == values.count ? result : nil
  }
}
