internal import Matrices
internal import Tessera

extension MapSection {
  /// The drawing itself.
  var picture: Markup {
    """
    <svg style="aspect-ratio:\(Figure.fixed(plane.aspect, places: 4))" role="img" aria-labelledby="mt md">\
    <title id="mt">The rows in two dimensions</title><desc id="md">\(description)</desc>\
    \(plane.density?.markup ?? "")\(pieces)\(ticks)\(ways)<g class="pts">\(marks)</g><g class="rings">\(rings)</g>\(discs)\
    <g class="cents\(isCrowded ? " many" : "")">\(centres)</g><g class="labs" aria-hidden="true">\(labels)</g>\(cursor)</svg>
    """
  }

  private var isCrowded: Bool { clusterCount > ReportLimits.coloured }

  private var description: String {
    let clusters = facts.described.prefix(12).map { cluster in
      let words = facts.words[cluster] ?? []
      return "cluster \(cluster), \(Figure.count(facts.summary.counts[cluster], "row"))"
        + (words.isEmpty ? "" : ": \(words.joined(separator: ", "))")
    }
    let axes = plane.principal == nil ? "Along the columns." : "Along the two principal components."
    return "\(axes) \(Prose.capitalized(clusters.joined(separator: "; ")))."
  }

  /// The nested drawing of curves: a thousand units wide and as many high.
  func curves(_ kind: String, _ paths: [Markup]) -> Markup {
    """
    <svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">\
    <g class="\(kind)">\(paths)</g></svg>
    """
  }

  func point(_ place: SIMD2<Double>) -> String {
    "\(Figure.plain(place.x * 1000)) \(Figure.plain(place.y * 1000))"
  }

  /// Row by row in the order of the table; a group per cluster and step of margins.
  private var marks: [Markup] {
    let rows = facts.drawn.rows
    var groups: [Markup] = []
    var index = 0
    while index < rows.count {
      let cluster = facts.source.labels[rows[index]]
      var steps: [Markup] = []
      while index < rows.count, facts.source.labels[rows[index]] == cluster {
        let step = step(index)
        var uses = ""
        while index < rows.count, facts.source.labels[rows[index]] == cluster, self.step(index) == step {
          let place = plane.rows[index]
          uses +=
            "<use href=\"#p\(Glyphs.shape(Int(cluster), of: clusterCount))\" x=\"\(Share(place.x).text)%\" y=\"\(Share(place.y).text)%\"/>"
          index += 1
        }
        steps.append("<g class=\"m\(step)\">\(Markup(trusted: uses))</g>")
      }
      groups.append("<g class=\"\(Glyphs.colour(Int(cluster), of: clusterCount))\">\(steps)</g>")
    }
    return groups
  }

  private func step(_ index: Int) -> Int { facts.margins?.step(facts.source.margins[facts.drawn.rows[index]]) ?? 3 }

  private var rings: [Markup] {
    guard hasMargins else { return [] }
    return facts.drawn.rows.indices.filter { step($0) == 0 }
      .sorted { facts.source.margins[facts.drawn.rows[$0]] < facts.source.margins[facts.drawn.rows[$1]] }
      .prefix(60).map { index in
        "<circle cx=\"\(Share(plane.rows[index].x))\" cy=\"\(Share(plane.rows[index].y))\" r=\"7.5\"/>"
      }
  }

  private var centres: [Markup] {
    guard clusterCount <= 300 else { return [] }
    return plane.centroids.enumerated().filter { (0...1).contains($1.x) && (0...1).contains($1.y) }.map {
      cluster, place in
      let (x, y) = (Share(place.x), Share(place.y))
      let number: Markup =
        clusterCount <= 60
        ? "<text x=\"\(x)\" y=\"\(y)\" dy=\"\(isCrowded ? "4" : "4.5")\" text-anchor=\"middle\">\(cluster)</text>" : ""
      if isCrowded {
        return clusterCount <= 60
          ? "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"9\"/>\(number)" : "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"2.5\"/>"
      }
      return """
        <use class="\(Glyphs.colour(cluster, of: clusterCount))" href="#S\(cluster)" x="\(x)" y="\(y)"/>\(number)
        """
    }
  }

  private var labels: [Markup] {
    guard !isCrowded, clusterCount > 1 else { return [] }
    let size = SIMD2(MapPlane.width, plane.height)
    let all = plane.rows.map { $0 * size }
    let clusters = facts.drawn.rows.map { Int(facts.source.labels[$0]) }
    var placement = LabelPlacement(
      size: size, marks: all, clusters: clusters, centroids: plane.centroids.map { $0 * size })
    let wanted = (0..<clusterCount).filter { facts.summary.counts[$0] > 0 }.map { cluster in
      LabelPlacement.Label(
        cluster: cluster,
        lines: ["Cluster \(cluster)"] + (facts.words[cluster] ?? []).map { Prose.shortened($0, to: 28) })
    }
    return placement.place(wanted).map { placed in
      let (x, y) = (Share(placed.x / size.x), Share(placed.y / size.y))
      let rest = placed.label.lines.dropFirst().map { line -> Markup in
        "<tspan x=\"\(x)\" dy=\"\(Int(LabelPlacement.lineHeight))\">\(line)</tspan>"
      }
      let leader = placed.leader.map { leader -> Markup in
        let (from, to) = (leader.from / size, leader.to / size)
        return "<line x1=\"\(Share(from.x))\" x2=\"\(Share(to.x))\" y1=\"\(Share(from.y))\" y2=\"\(Share(to.y))\"/>"
      }
      return """
        \(leader ?? "")<text x="\(x)" y="\(y)"><tspan class="id">\(placed.label.lines[0])</tspan>\(rest)</text>
        """
    }
  }

  private var cursor: Markup {
    let place = plane.rows[firstRow]
    return "<circle id=\"cur\" r=\"10.5\" cx=\"\(Share(place.x))\" cy=\"\(Share(place.y))\"/>"
  }
}
