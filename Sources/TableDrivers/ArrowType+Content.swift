internal import VectorFiles

extension ArrowType {
  /// What a column of the type holds for points.
  func content(width: Int?) -> TypedColumn.Content {
    switch self {
    case .numbers, .decimals: .numbers(elementType)
    case .booleans: .truthValues
    case .texts: .words
    case .times: .dates
    case .fixedLists(let count, of: let content) where content.isNumber && count > 0:
      .lists(content.elementType, count: count)
    case .lists(_, of: let content) where content.isNumber:
      width.map { $0 > 0 ? .lists(content.elementType, count: $0) : .empty } ?? .empty
    case .places(_, of: let content): content.content(width: nil)
    case .blobs: width.map { .lists(.float32, count: $0) } ?? .others
    case .uuids: .words
    case .nothing: .empty
    case .fixedLists, .lists, .others: .others
    }
  }

  private var elementType: ElementType {
    switch self {
    case .numbers(let number):
      switch number {
      case .int8: .int8
      case .uint8: .uint8
      case .int16: .int16
      case .uint16: .uint16
      case .int32: .int32
      case .uint32: .uint32
      case .int64: .int64
      case .uint64: .uint64
      case .float16: .float16
      case .float32: .float32
      case .float64: .float64
      }
    case .places(_, of: let content): content.elementType
    default: .float64
    }
  }
}
