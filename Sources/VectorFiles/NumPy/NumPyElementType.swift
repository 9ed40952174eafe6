extension NumPyHeader {
  /// The type that a `descr` such as `<f8` names.
  static func elementType(
    named descr: String, _ failure: NumPyFailure
  ) throws(VectorFileError) -> (type: ElementType, isLittleEndian: Bool) {
    var name = Substring(descr)
    let machineIsLittleEndian = 1.littleEndian == 1
    var isLittleEndian = machineIsLittleEndian
    switch name.first {
    case "<": isLittleEndian = true
    case ">": isLittleEndian = false
    case "=", "|": break
    default: name = "=" + name
    }
    name = name.dropFirst()
    let type: ElementType? =
      switch name {
      case "b1", "?": .bool
      case "i1": .int8
      case "u1": .uint8
      case "i2": .int16
      case "u2": .uint16
      case "i4": .int32
      case "u4": .uint32
      case "i8": .int64
      case "u8": .uint64
      case "f2": .float16
      case "f4": .float32
      case "f8": .float64
      default: ElementType(rawValue: String(name))
      }
    if let type { return (type, isLittleEndian) }
    let what =
      switch name.first {
      case "c": "complex numbers"
      case "O": "Python objects (a pickle, which is never run)"
      case "S", "U", "a": "strings"
      case "M", "m": "dates or times"
      case "V": "raw bytes"
      case "f" where name.dropFirst().allSatisfy(\.isNumber), "g" where true: "long doubles"
      default: "an unknown type"
      }
    throw failure.type(descr, what)
  }
}
