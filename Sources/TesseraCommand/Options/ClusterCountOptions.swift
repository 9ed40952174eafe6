internal import ArgumentParser
internal import VectorFiles

/// How many clusters.
struct ClusterCountOption: ParsableArguments {
  static let names: NameSpecification = [.customShort("k", allowingJoined: true), .customLong("clusters")]

  @Option(
    name: Self.names,
    help: ArgumentHelp("How many clusters: a whole number (tessera choose compares several).", valueName: "K"))
  var clusterCount: Int

  func validate() throws {
    guard clusterCount >= 1 else { throw ValidationError("-k is at least 1.") }
  }
}

/// Which numbers of clusters are compared, and how carefully.
struct ClusterCountsOption: ParsableArguments {
  @Option(
    name: ClusterCountOption.names,
    help: ArgumentHelp("The numbers of clusters: a range, a list, or both.", valueName: "A..B|A,B,C"),
    transform: { try ClusterCounts($0) })
  var clusterCounts: ClusterCounts

  @Option(help: "Runs of each fit from different starts; the one with the smallest inertia counts.")
  var restarts = 5

  @Option(help: "Sets of uniform data for the gap statistic.")
  var references = 10

  @Option(help: "Times that the rows are drawn anew for the stability.")
  var resamples = 10

  /// Ascending, each once.
  var counts: [Int] { clusterCounts.counts }

  func validate() throws {
    let counts = [("--restarts", restarts), ("--references", references), ("--resamples", resamples)]
    for (option, count) in counts where !(1...1000).contains(count) {
      throw ValidationError("\(option) lies in 1 ... 1000.")
    }
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
          "write a range such as 2..20, or a list such as 2,3,5, of numbers of at least 1.")
      }
      guard first <= last else { throw ValidationError("the smaller number comes first: \(last)..\(first).") }
      guard last - first < Self.most else { throw ValidationError("at most \(Self.most) numbers are compared.") }
      counts.formUnion(first...last)
    }
    guard counts.count <= Self.most else { throw ValidationError("at most \(Self.most) numbers are compared.") }
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
