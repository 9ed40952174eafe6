internal import CArrowInterface

/// The columns of a stream.
struct ArrowFields {
  let fields: [ArrowField]

  init(_ schema: ArrowSchema) {
    fields = (0..<Int(schema.n_children)).compactMap { index in
      schema.children?[index].map { ArrowField($0.pointee) }
    }
  }
}

/// A column: its name, and how its values are stored.
indirect enum ArrowType: Equatable {
  case numbers(ArrowNumber)
  /// Numbers times a power of ten: so many bytes each.
  case decimals(bytes: Int, scale: Int)
  case booleans
  /// Texts, with offsets of four or eight bytes, or as views.
  case texts(ArrowTexts)
  case times
  /// So many values in each row, or as many as there are, with offsets of four or eight bytes.
  case fixedLists(Int, of: ArrowType)
  case lists(isLarge: Bool, of: ArrowType)
  /// Bytes, with offsets of four or eight bytes.
  case blobs(isLarge: Bool, ArrowBlobs.Form)
  /// Sixteen bytes that are the name of something.
  case uuids
  /// Places in a dictionary.
  case places(ArrowNumber, of: ArrowType)
  case nothing
  case others(String)
}

enum ArrowTexts: Equatable { case small, large, views }

struct ArrowField {
  let name: String
  let type: ArrowType
  /// The type of PostgreSQL's that it is there, where a driver sends values of that as those of a wider type; nil for others.
  let serverType: String?
  /// The type of PostgreSQL's that it is there, where the driver tells.
  let sentType: String?

  init(_ schema: ArrowSchema) {
    name = schema.name.map { String(cString: $0) } ?? ""
    type = ArrowType(schema)
    sentType = ArrowMetadata(schema.metadata)["POSTGRESQL:type"]
    let found = type == .uuids ? "uuid" : sentType
    serverType = found.flatMap { Self.widened.contains($0) ? $0 : nil }
  }

  /// Whether its values mean nothing beside PostgreSQL's code for their type: the bytes of an `inet`, the cents of `money`.
  var isUnreadable: Bool {
    guard let sentType, serverType == nil else { return false }
    if case .blobs(_, .floats) = type { return sentType != "bytea" }
    return sentType == "money"
  }

  /// Whether a column like this has all values of another as they are.
  func holds(_ other: ArrowField) -> Bool {
    guard serverType == other.serverType else { return false }
    switch (type, other.type) {
    case (.numbers(let own), .numbers(let others)): return own.holds(others)
    case (.texts, .texts): return true
    default: return type == other.type
    }
  }

  private static let widened: Set = ["numeric", "uuid", "json", "jsonb", "vector", "halfvec"]
}

/// The types of numbers, by their sign in a format.
enum ArrowNumber: String {
  case int8 = "c"
  case uint8 = "C"
  case int16 = "s"
  case uint16 = "S"
  case int32 = "i"
  case uint32 = "I"
  case int64 = "l"
  case uint64 = "L"
  case float16 = "e"
  case float32 = "f"
  case float64 = "g"

  /// Whether every value of another type is one of these.
  func holds(_ other: ArrowNumber) -> Bool {
    guard self != other else { return true }
    switch self {
    case .int16: return [.int8, .uint8].contains(other)
    case .int32: return [.int8, .uint8, .int16, .uint16].contains(other)
    case .int64: return [.int8, .uint8, .int16, .uint16, .int32, .uint32].contains(other)
    case .float32: return [.int8, .uint8, .int16, .uint16, .float16].contains(other)
    case .float64: return ![.int64, .uint64].contains(other)
    case .int8, .uint8, .uint16, .uint32, .uint64, .float16: return false
    }
  }
}

extension ArrowType {
  init(_ schema: ArrowSchema) {
    let format = schema.format.map { String(cString: $0) } ?? ""
    if let dictionary = schema.dictionary {
      let values = ArrowType(dictionary.pointee)
      self = ArrowNumber(rawValue: format).map { .places($0, of: values) } ?? .others(format)
      return
    }
    let metadata = ArrowMetadata(schema.metadata)
    let child = schema.n_children == 1 ? schema.children?[0].map { ArrowType($0.pointee) } : nil
    switch format {
    case "n": self = .nothing
    case "b": self = .booleans
    case "u": self = .texts(.small)
    case "U": self = .texts(.large)
    case "vu": self = .texts(.views)
    case "z", "Z": self = .blobs(isLarge: format == "Z", ArrowBlobs.Form(metadata))
    case "w:16" where metadata["ARROW:extension:name"] == "arrow.uuid": self = .uuids
    case "+l": self = child.map { .lists(isLarge: false, of: $0) } ?? .others(format)
    case "+L": self = child.map { .lists(isLarge: true, of: $0) } ?? .others(format)
    default:
      if let number = ArrowNumber(rawValue: format) {
        self = .numbers(number)
      } else if format.hasPrefix("+w:"), let count = Int(format.dropFirst(3)), count <= Self.mostElements, let child {
        self = .fixedLists(count, of: child)
      } else if format.hasPrefix("d:"), let decimals = Self.decimals(format) {
        self = decimals
      } else {
        self = format.hasPrefix("t") ? .times : .others(format)
      }
    }
  }

  /// Of a list of fixed length: as many as a table may have columns.
  private static let mostElements = 1 << 24

  /// `d:38,2` or `d:9,2,32`.
  private static func decimals(_ format: String) -> ArrowType? {
    let parts = format.dropFirst(2).split(separator: ",").map { Int($0) }
    guard parts.count >= 2, let scale = parts[1], scale.magnitude < 1 << 31 else { return nil }
    let bits = parts.count > 2 ? parts[2] : 128
    guard let bits, [32, 64, 128].contains(bits) else { return nil }
    return .decimals(bytes: bits / 8, scale: scale)
  }

  /// Whether each value is a number, as it is stored or behind a dictionary.
  var isNumber: Bool {
    switch self {
    case .numbers, .decimals: true
    case .places(_, of: let values): values.isNumber
    default: false
    }
  }
}
