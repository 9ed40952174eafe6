/// The formulas of ``FitEstimate``.
struct FitCounter {
  let size: FitSize
  let machine: FitMachine

  private var d: Double { Double(size.dimensions) }
  private var k: Double { Double(size.clusterCount) }
  private var ranks: Double { Double(size.ranks) }
  /// Of the largest part.
  private var ownRows: Double { (size.rows / ranks).rounded(.up) }

  var flat: FitPlan {
    let update = compute(.update, clusters: k)
    let bytes = sentBytes(clusters: k)
    return FitPlan(
      read: readSeconds, start: start(clusters: k), update: .init(compute: update, network: bytes / machine.network),
      exchange: 0, iterations: size.iterations, memoryBytes: rowBytes + stateBytes(rows: ownRows, clusters: k),
      updateBytes: bytes)
  }

  /// Ten updates of about the root of k branches at all ranks; then each branch is at one rank, and nothing is sent.
  var hierarchical: FitPlan {
    let branches = k.squareRoot().rounded(.up)
    let leaves = k / branches
    let top = start(clusters: branches)
    let topUpdate =
      compute(.update, clusters: branches) + sentBytes(clusters: branches) / machine.network
    // A rank has as many rows as before, of its share of the branches, and at least one branch as a whole.
    let ownBranches = max(1, branches / ranks)
    let rows = max(ownRows, size.rows / branches)
    func below(_ costs: FitCosts, clusters: Double) -> Double {
      let work = costs.seconds(rows: rows, dimensions: d, clusters: clusters)
      return (work.rows + work.centroids * ownBranches) / Double(machine.processors) / machine.speed
    }
    let moved = size.ranks > 1 ? rows * d * Double(size.elementBytes) * (1 - 1 / ranks) : 0
    let branchStart =
      below(.firstAssignment, clusters: Self.candidates(clusters: leaves)) + below(.firstAssignment, clusters: leaves)
    return FitPlan(
      read: readSeconds,
      start: .init(
        compute: top.compute + branchStart + Double(Self.topUpdates) * topUpdate, network: top.network),
      update: .init(compute: below(.update, clusters: leaves), network: 0), exchange: moved / machine.network,
      iterations: size.iterations,
      memoryBytes: rows * d * Double(size.elementBytes) + stateBytes(rows: rows, clusters: leaves)
        + 8 * k / ranks * d + 4 * rows,
      updateBytes: 0)
  }

  /// As many updates as the upper level of a tree takes at most.
  private static let topUpdates = 10
  /// Five rounds of k-means||, each with about 2 k candidates.
  private static func candidates(clusters: Double) -> Double { 10 * clusters }

  private func compute(_ costs: FitCosts, clusters: Double) -> Double {
    let work = costs.seconds(rows: ownRows, dimensions: d, clusters: clusters)
    return (work.rows / Double(machine.processors) + work.centroids) / machine.speed
  }

  private func start(clusters: Double) -> FitPlan.Step {
    let candidates = Self.candidates(clusters: clusters)
    return .init(
      compute: compute(.firstAssignment, clusters: candidates) + compute(.firstAssignment, clusters: clusters),
      network: size.ranks > 1 ? 8 * candidates * d * 2 * (1 - 1 / ranks) / machine.network : 0)
  }

  /// Sums of 128 bits of all centroids, each exchanged in a ring.
  private func sentBytes(clusters: Double) -> Double {
    size.ranks > 1 ? 16 * clusters * (d + 2) * 2 * (1 - 1 / ranks) : 0
  }

  private var rowBytes: Double { ownRows * d * Double(size.elementBytes) }
  private var readSeconds: Double { rowBytes / machine.disk }

  /// Labels, bounds and lists, an eight-bit copy, and what centroids take: see the page on speed.
  private func stateBytes(rows: Double, clusters: Double) -> Double {
    rows * (32 + 12 + (d / 4).rounded(.up) * 4) + 53 * clusters * d + 15e6
  }
}
