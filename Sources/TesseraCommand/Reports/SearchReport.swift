internal import Clustering
internal import VectorFiles

extension JSONValue {
  /// What was done for a better minimum.
  static func search(_ search: SearchSummary?) -> JSONValue {
    guard let search else { return .null }
    return [
      "quality": .string(search.quality),
      "methods": .array(
        search.methods.map { method in
          [
            "name": .string(method.name), "runs": .integer(method.runs), "improvements": .integer(method.improvements),
            "seconds": .seconds(method.seconds),
          ]
        }),
      "endedBy": .string(search.endedBy.rawValue),
    ]
  }
}

extension SearchSummary {
  /// A line for people; empty for runs alone that came to their end.
  var line: String {
    guard methods.count > 1 || endedBy == .timeLimit else { return "" }
    let parts = methods.map { method in
      "\(method.name) \(method.runs.counted("run"))"
        + (method.improvements > 0 ? ", better \(method.improvements.counted("time"))" : "")
        + " (\(method.seconds.significant(3)) s)"
    }
    let end = endedBy == .timeLimit ? "; ended by the time limit" : ""
    return "quality \(quality): \(parts.joined(separator: "; "))\(end)\n"
  }
}
