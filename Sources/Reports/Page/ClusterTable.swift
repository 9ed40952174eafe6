internal import Tessera

/// Clusters in a table where there are too many columns for profiles: size, mean margin, nearest rival, typical rows.
struct ClusterTable {
  private let facts: ReportFacts

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    let rows = facts.described.filter { facts.summary.counts[$0] > 0 }.map { cluster -> Markup in
      let summary = facts.summary.clusters[cluster]
      let examples = facts.examples[cluster]?.typical.prefix(3).map(facts.name) ?? []
      return """
        <tr><th scope="row">\(Glyphs.text(cluster, of: facts.summary.clusterCount)) \(cluster)</th>\
        <td>\(Figure.count(summary.rows))</td><td>\(summary.meanMargin.map { Figure.text($0) } ?? "–")</td>\
        <td>\(rival(cluster).map { "\($0)" } ?? "–")</td><td class="l">\(examples.joined(separator: ", "))</td></tr>
        """
    }
    let more =
      facts.summary.clusterCount > facts.described.count
      ? "Of \(Figure.count(facts.summary.clusterCount, "cluster")), the \(facts.described.count) largest. " : ""
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="Clusters"><table class="w"><thead><tr><th scope="col">cluster</th>\
      <th scope="col">rows</th><th scope="col">mean margin</th><th scope="col">nearest rival</th>\
      <th scope="col" class="l">most typical\(facts.source.rowNameHeading.map { ", \($0)" } ?? " rows")</th></tr></thead><tbody>\
      \(rows)</tbody></table></div><p class="note" style="margin-top:16px">\(more)The nearest rival is the cluster whose \
      centroid is nearest. Margins are in \(facts.units.axis(facts.titles)).</p>
      """
  }

  private func rival(_ cluster: Int) -> Int? {
    let centroids = facts.source.centroids
    let own = centroids.row(cluster)
    return (0..<centroids.rows).filter { $0 != cluster }.min { first, second in
      distance(own, centroids.row(first)) < distance(own, centroids.row(second))
    }
  }

  private func distance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { sum, pair in
      let difference = (pair.0 - pair.1) / facts.pass.unit
      return sum + difference * difference
    }
  }
}
