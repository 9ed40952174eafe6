extension ArrowType {
  /// Whether the values, as texts, can be names of rows.
  var isName: Bool {
    switch self {
    case .numbers, .decimals, .booleans, .texts, .uuids: true
    case .places(_, of: let content): content.isName
    case .times, .fixedLists, .lists, .blobs, .nothing, .others: false
    }
  }

  /// Whether they are texts, even where all of them are written like numbers.
  var isText: Bool {
    switch self {
    case .texts, .uuids: true
    case .places(_, of: let content): content.isText
    default: false
    }
  }
}
