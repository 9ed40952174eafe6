extension JSONValue: ExpressibleByDictionaryLiteral {
  /// An object with its keys in the order of the literal.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue {
  /// The number, or null where there is none.
  package static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  /// The number, or null where there is none.
  package static func integer(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }

  /// An array of whole numbers.
  package static func integers(_ values: [Int]) -> JSONValue { .array(values.map { .integer($0) }) }
}

extension JSONValue {
  /// The value of a JSON text; nil where it is none.
  package init?(parsing text: String) {
    var text = text
    let value = text.withUTF8 { bytes in
      var parser = JSONParser(bytes: UnsafeRawBufferPointer(bytes))
      return try? parser.parse()
    }
    guard let value else { return nil }
    self = value
  }
}
