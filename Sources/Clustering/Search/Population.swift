/// Solutions that become parents: the best of all that were found, each once.
struct Population: Sendable {
  /// How many survive, and up to how many may live.
  static let least = 10
  static let most = 20

  /// The lowest inertia first.
  private(set) var solutions: [SearchSolution]

  /// - Parameter solutions: one at least.
  init(_ solutions: [SearchSolution]) {
    self.solutions = []
    add(solutions)
  }

  var best: SearchSolution { solutions[0] }

  /// Adds solutions; where that makes too many, copies of others go, then the worst.
  mutating func add(_ more: [SearchSolution]) {
    solutions += more
    // Sorting by place where equal: the same order always.
    solutions = solutions.enumerated().sorted { ($0.element.inertia, $0.offset) < ($1.element.inertia, $1.offset) }
      .map { $0.element }
    guard solutions.count > Self.most else { return }
    var kept: [SearchSolution] = []
    for solution in solutions where kept.last.map({ $0.isBelow(solution) }) ?? true { kept.append(solution) }
    solutions = Array(kept.prefix(Self.least))
  }

  /// The better of two drawn at random.
  func parent(using generator: inout SeededGenerator) -> SearchSolution {
    let (first, second) = (generator.index(below: solutions.count), generator.index(below: solutions.count))
    return solutions[min(first, second)]
  }
}
