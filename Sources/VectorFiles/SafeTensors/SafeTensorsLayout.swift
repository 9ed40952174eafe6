/// A tensor without its elements.
package struct SafeTensorsOutline: Sendable, Equatable {
  package var elementType: ElementType
  /// No extent is negative.
  package var shape: [Int]

  package init(_ elementType: ElementType, _ shape: [Int]) { (self.elementType, self.shape) = (elementType, shape) }
}

/// Where the tensors of a file that is to be written lie.
///
/// They are ordered by the size of their elements, largest first, then by name; metadata by key. The same content gives the
/// same bytes, and every tensor is aligned for its type.
struct SafeTensorsLayout {
  /// The length, the JSON text, and spaces up to a multiple of eight bytes.
  private(set) var header: [UInt8]
  /// In the order of the file; bytes are counted from its first.
  private(set) var tensors: [(name: SafeTensorsFile.Key, range: Range<Int>)] = []

  var byteCount: Int { tensors.last?.range.upperBound ?? header.count }

  init(_ metadata: [SafeTensorsFile.Key: String], _ outlines: [SafeTensorsFile.Key: SafeTensorsOutline]) {
    let ordered = outlines.sorted { left, right in
      (-left.value.elementType.byteCount, left.key) < (-right.value.elementType.byteCount, right.key)
    }
    var members: [JSONValue.Member] = []
    if !metadata.isEmpty {
      let strings = metadata.sorted { $0.key < $1.key }
      members.append(
        .init(key: "__metadata__", value: .object(strings.map { .init(key: $0.text, value: .string($1)) })))
    }
    var offset = 0
    for (name, outline) in ordered {
      let end = offset + (SafeTensorsFile.Tensor.byteCount(outline.elementType, outline.shape) ?? 0)
      members.append(
        .init(
          key: name.text,
          value: .object([
            .init(key: "dtype", value: .string(outline.elementType.safeTensorsName)),
            .init(key: "shape", value: .array(outline.shape.map { .integer($0) })),
            .init(key: "data_offsets", value: .array([.integer(offset), .integer(end)])),
          ])))
      tensors.append((name, offset..<end))
      offset = end
    }
    header = [UInt8](repeating: 0, count: 8) + Array(JSONValue.object(members).text.utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let headerLength = UInt64(header.count - 8)
    for index in 0..<8 { header[index] = UInt8(truncatingIfNeeded: headerLength >> (8 * UInt64(index))) }
    let start = header.count
    tensors = tensors.map { ($0.name, (start + $0.range.lowerBound)..<(start + $0.range.upperBound)) }
  }
}
