internal import Refusals

extension SafeTensorsFile {
  /// Writes the file, whole or not at all (``AtomicFile``).
  ///
  /// Tensors are ordered by the size of their elements, largest first, then by name; metadata by key. The same content
  /// gives the same bytes, and every tensor is aligned for its type.
  ///
  /// - Parameter isSynced: whether it lies on the disk when this returns.
  /// - Precondition: no tensor is called `__metadata__`.
  /// - Complexity: O(size).
  public func write(to path: String, isSynced: Bool = false) throws(VectorFileError) {
    require(tensors["__metadata__"] == nil, "the name __metadata__ is taken")
    let layout = SafeTensorsLayout(metadata, tensors.mapValues { SafeTensorsOutline($0.elementType, $0.shape) })
    var bytes = layout.header
    bytes.reserveCapacity(layout.byteCount)
    for (name, _) in layout.tensors { bytes += tensors[name]?.bytes ?? [] }
    try AtomicFile.write(bytes, to: path, isSynced: isSynced)
  }
}

extension ElementType {
  /// The name of the type in a safetensors header.
  var safeTensorsName: String {
    switch self {
    case .bool: "BOOL"
    case .int8: "I8"
    case .uint8: "U8"
    case .int16: "I16"
    case .uint16: "U16"
    case .int32: "I32"
    case .uint32: "U32"
    case .int64: "I64"
    case .uint64: "U64"
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .float32: "F32"
    case .float64: "F64"
    }
  }

  init?(safeTensorsName name: String) {
    // By bytes: equality of strings takes quadratic time in some.
    let isNamed = { (type: ElementType) in type.safeTensorsName.utf8.elementsEqual(name.utf8) }
    guard let type = ElementType.allCases.first(where: isNamed) else { return nil }
    self = type
  }
}
