internal import ArgumentParser
internal import Clustering

/// How many rows every cluster has to have.
struct SizesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How many rows every cluster has to have: a range such as 50..100, 50.. or ..100, or equal. Each update then makes the best \
      assignment within the bounds (--solver lloyd, without --weights).
      """, valueName: "MIN..MAX|equal"),
    transform: { try ClusterSizes(argument: $0) })
  var sizes: ClusterSizes?
}

extension ClusterSizes {
  /// `equal`, or numbers on one or both sides of two points.
  fileprivate init(argument text: String) throws {
    if text == "equal" {
      self = .equal
      return
    }
    let characters = Array(text)
    let points = characters.indices.dropLast().first { characters[$0] == "." && characters[$0 + 1] == "." }
    guard let points else { throw Self.unknown }
    let (first, last) = (String(characters[..<points]), String(characters[(points + 2)...]))
    let ends = (try Self.size(first), try Self.size(last))
    switch ends {
    case (nil, nil): throw Self.unknown
    case (let least?, nil): self = .atLeast(least)
    case (let least, let most?):
      guard most >= 1 else { throw ValidationError("a cluster's largest size is at least 1.") }
      guard least ?? 0 <= most else {
        throw ValidationError("the smaller number comes first: \(most)..\(least ?? 0).")
      }
      self = .within((least ?? 0)...most)
    }
  }

  private static func size(_ text: String) throws -> Int? {
    guard !text.isEmpty else { return nil }
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let size = Int(text) else { throw unknown }
    return size
  }

  private static var unknown: ValidationError {
    ValidationError("write a range of whole numbers such as 50..100, 50.. or ..100, or equal.")
  }
}
