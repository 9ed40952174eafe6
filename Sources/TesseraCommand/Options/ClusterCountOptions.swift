internal import ArgumentParser
internal import VectorFiles

/// How many clusters.
struct ClusterCountOption: ParsableArguments {
  @Option(name: [.customShort("k"), .customLong("clusters")], help: "The number of clusters.")
  var clusterCount: Int

  func validate() throws {
    guard clusterCount >= 1 else { throw ValidationError("-k is at least 1.") }
  }
}

/// Several numbers of clusters: `2..20`, `2,3,5` or `2..6,8,10`.
struct ClusterCounts: Equatable {
  /// More than anybody compares; a range of billions is a slip.
  static let most = 1000

  /// Ascending, each once.
  let counts: [Int]

  init(_ text: String) throws {
    var counts: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = Self.ends(of: part)
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 1, ends.count <= 2 else {
        throw ValidationError(
          "-k is a range such as 2..20, or a list such as 2,3,5, of numbers of at least 1: “\(text.shown)”.")
      }
      guard first <= last else { throw ValidationError("-k: \(first)..\(last) is empty.") }
      guard last - first < Self.most else { throw ValidationError("-k names at most \(Self.most) numbers.") }
      counts.formUnion(first...last)
    }
    guard counts.count <= Self.most else { throw ValidationError("-k names at most \(Self.most) numbers.") }
    self.counts = counts.sorted()
  }

  /// One number, or those around two points.
  private static func ends(of part: Substring) -> [Int?] {
    let characters = Array(part)
    let points = characters.indices.dropLast().first { characters[$0] == "." && characters[$0 + 1] == "." }
    guard let points else { return [Int(part)] }
    return [Int(String(characters[..<points])), Int(String(characters[(points + 2)...]))]
  }
}
