/// Which candidate is recommended, and why.
///
/// The largest silhouette wins, among the candidates whose clusters come again when rows are drawn anew: those with a
/// stability of at least 0.6 or, where there are none, all. Silhouettes prefer few clusters: what the gap statistic picks wins
/// instead where it has more clusters, a stability of at least 0.75 that is at most 0.05 lower, and a silhouette of at least four
/// fifths of the largest.
/// One cluster, which has no silhouette, wins where the gap statistic picks it and no candidate has a silhouette of 0.5.
struct ClusterCountRule {
  typealias Candidate = ClusterCountChoice.Candidate

  /// Below it, clusters dissolve (C. Hennig, *Cluster-wise assessment of cluster stability*, 2007,
  /// DOI 10.1016/j.csda.2006.11.025).
  private static let leastStability = 0.6
  /// From here on, clusters are a pattern (as there).
  private static let goodStability = 0.75
  /// How much less stable is as stable: resamples are few.
  private static let stabilityNoise = 0.05
  /// How much of the largest silhouette is enough for what the gap statistic picks.
  private static let nearlyLargest = 0.8
  /// L. Kaufman and P. J. Rousseeuw, *Finding groups in data* (1990), DOI 10.1002/9780470316801: below 0.25 there is no
  /// structure to speak of, from 0.5 on a reasonable one.
  private static let (weakSilhouette, goodSilhouette) = (0.25, 0.5)

  let gapChoice: Int?
  let recommendation: ClusterCountChoice.Recommendation

  init(_ candidates: [Candidate]) {
    let gapChoice = Self.gapChoice(candidates)
    self.gapChoice = gapChoice
    let stable = candidates.filter { $0.silhouette != nil && $0.stability ?? 1 >= Self.leastStability }
    let best = Self.best(candidates)
    guard let chosen = Self.best(stable) ?? best, let best else {
      recommendation = Self.withoutSilhouettes(candidates, gapChoice)
      return
    }
    let silhouette = chosen.silhouette ?? 0
    if gapChoice == 1, best.silhouette ?? 0 < Self.goodSilhouette {
      recommendation = .init(
        clusterCount: 1,
        reason: """
          the gap statistic's one-standard-error rule picks a single cluster, and no candidate has a silhouette of \
          \(Self.goodSilhouette) (the largest is \(Self.text(best.silhouette ?? 0)) at k = \(best.clusterCount))
          """)
      return
    }
    if let picked = candidates.first(where: { $0.clusterCount == gapChoice }),
      picked.clusterCount > chosen.clusterCount,
      picked.stability ?? 0 >= max(Self.goodStability, (chosen.stability ?? 0) - Self.stabilityNoise),
      let own = picked.silhouette, own >= Self.nearlyLargest * silhouette, own >= Self.weakSilhouette
    {
      recommendation = .init(
        clusterCount: picked.clusterCount,
        reason: """
          the gap statistic's one-standard-error rule picks it, its silhouette, \(Self.text(own)), is nearly the largest \
          (\(Self.text(silhouette)) at k = \(chosen.clusterCount)), and in resamples its clusters come again (stability \
          \(Self.text(picked.stability ?? 0)))
          """)
      return
    }
    let isOnly = candidates.count == 1
    var reason =
      (isOnly ? "it is the only candidate; its silhouette is " : "the silhouette is largest, ") + Self.text(silhouette)
    if chosen.clusterCount != best.clusterCount {
      reason = """
        of the candidates whose clusters come again in resamples it has the largest silhouette, \(Self.text(silhouette)) \
        (k = \(best.clusterCount) has \(Self.text(best.silhouette ?? 0)), but a stability of only \
        \(Self.text(best.stability ?? 0)))
        """
    }
    if silhouette < Self.weakSilhouette { reason += ", though that shows hardly any structure" }
    if !isOnly { reason += "; " + Self.gapRemark(chosen, gapChoice, candidates) }
    if let stability = chosen.stability {
      reason +=
        stability < Self.leastStability
        ? "; but its clusters hardly come again in resamples (stability \(Self.text(stability)))"
        : "; in resamples its clusters come again (stability \(Self.text(stability)))"
    }
    recommendation = .init(clusterCount: chosen.clusterCount, reason: reason)
  }

  /// The largest silhouette (ties: the fewest clusters).
  private static func best(_ candidates: [Candidate]) -> Candidate? {
    candidates.reduce(nil as Candidate?) { best, candidate in
      guard let silhouette = candidate.silhouette else { return best }
      return silhouette > best?.silhouette ?? -.infinity ? candidate : best
    }
  }

  /// The smallest candidate whose gap is at least that of the next one less its error.
  private static func gapChoice(_ candidates: [Candidate]) -> Int? {
    zip(candidates, candidates.dropFirst()).first { candidate, next in
      guard let gap = candidate.gap, let nextGap = next.gap, let error = next.gapError else { return false }
      return gap >= nextGap - error
    }?.0.clusterCount
  }

  private static func gapRemark(_ chosen: Candidate, _ gapChoice: Int?, _ candidates: [Candidate]) -> String {
    guard candidates.contains(where: { $0.gap != nil }) else { return "there is no gap to compare" }
    guard let gapChoice else { return "the gap statistic keeps growing and picks none" }
    return gapChoice == chosen.clusterCount
      ? "the gap statistic's one-standard-error rule agrees"
      : "the gap statistic's one-standard-error rule would pick k = \(gapChoice)"
  }

  private static func withoutSilhouettes(
    _ candidates: [Candidate], _ gapChoice: Int?
  ) -> ClusterCountChoice.Recommendation {
    if let gapChoice, candidates.count > 1 {
      return .init(clusterCount: gapChoice, reason: "the gap statistic's one-standard-error rule picks it")
    }
    let first = candidates[0].clusterCount
    return .init(
      clusterCount: first,
      reason: candidates.count == 1
        ? "it is the only candidate" : "no measure tells the candidates apart, and it has the fewest clusters")
  }

  /// Three digits behind the point.
  private static func text(_ value: Double) -> String {
    let thousandths = Int64((value.magnitude * 1000).rounded())
    let digits = String(thousandths % 1000)
    return (value < 0 ? "-" : "") + "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
