internal import Clustering
internal import VectorFiles

extension JSONValue {
  /// `{"lowerBound", "gap", "method"}`; null where no bound was computed.
  static func optimality(_ optimality: Optimality?) -> JSONValue {
    guard let optimality else { return .null }
    return [
      "lowerBound": .number(optimality.lowerBound), "gap": .number(optimality.gap),
      "method": .string(optimality.method.rawValue),
    ]
  }

  /// `{"noise", "source", "samples", "certified", "certifiedRows", "survived", "leastStable"}`.
  static func stability(_ stability: LabelStability, rows: [JSONValue]) -> JSONValue {
    [
      "noise": .number(stability.noise), "source": .string(stability.source.rawValue),
      "samples": .integer(stability.samples), "certified": .number(stability.certifiedShare),
      "certifiedRows": .integer(stability.certified), "survived": .number(stability.survivedShare),
      "leastStable": .array(rows),
    ]
  }
}
