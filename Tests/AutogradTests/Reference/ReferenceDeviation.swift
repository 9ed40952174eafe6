import Autograd
import Foundation

/// Where our answer to one case differs from PyTorch's on purpose.
struct ReferenceDeviation {
  enum Own {
    case tensor(AnyTensor<Double>)
    /// Any number where PyTorch has NaN.
    case number
    /// Nothing is promised.
    case nothing
  }

  let reason: String
  let fields: [ReferenceField: Own]

  /// By the name of the case. A refusal that is listed has an answer here. The file is a list of `{reason, cases: {name: {"gradient 0": own, ...}}}`, where `own` is a
  /// tensor, `"number"` or null.
  static func all(in file: URL) throws -> [String: ReferenceDeviation] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]] ?? []
    var deviations: [String: ReferenceDeviation] = [:]
    for group in json {
      for (name, fields) in group["cases"] as? [String: [String: Any]] ?? [:] {
        let own = fields.compactMap { key, value in ReferenceField(key).map { ($0, Self.own(value)) } }
        deviations[name] = ReferenceDeviation(
          reason: group["reason"] as? String ?? "", fields: Dictionary(own) { $1 })
      }
    }
    return deviations
  }

  private static func own(_ json: Any) -> Own {
    if json as? String == "number" { return .number }
    return AnyTensor<Double>(json).map { .tensor($0) } ?? .nothing
  }
}

extension ReferenceField {
  /// From its description.
  init?(_ text: String) {
    guard let space = text.lastIndex(of: " "), let kind = Kind(rawValue: String(text[..<space])),
      let index = Int(text[text.index(after: space)...])
    else { return nil }
    self.init(kind: kind, index: index)
  }
}
