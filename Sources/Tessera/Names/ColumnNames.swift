internal import VectorFiles

/// Names of columns in metadata: an array of strings in JSON.
enum ColumnNames {
  static func text(_ names: [String]) -> String { JSONValue.array(names.map { .string($0) }).text }

  static func parsed(_ text: String?) -> [String]? {
    guard let text, case .array(let values)? = JSONValue(parsing: text) else { return nil }
    let names = values.compactMap { value in
      if case .string(let name) = value { name } else { nil }
    }
    return names.count == values.count ? names : nil
  }
}
