internal import Tessera

/// What the marks of the map mean.
extension MapSection {
  var keys: Markup {
    guard let margins = facts.margins else { return "" }
    let steps = ["under a tenth of the median", "under half of it", "under the median", "above the median"]
    let items = steps.enumerated().map { step, text -> Markup in
      """
      <li><svg class="gl mk m\(step)" width="12" height="12" viewBox="-5 -5 10 10" aria-hidden="true"><use href="#s0"/></svg>\
      \(text)<b>\(Figure.count(margins.stepCounts[step]))</b></li>
      """
    }
    let ring: Markup = """
      <ul class="key"><li class="ring"><svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">\
      <circle r="7.5"/></svg>ambiguous: margin under a tenth of the median</li></ul>
      """
    return """
      \(margins.ambiguousRows > 0 ? ring : "")<ul class="key mkey" aria-label="Margin">\(items)</ul>

      """
  }

  var note: String {
    var sentences: [String] = []
    let columns = Figure.count(facts.pass.columns)
    if let principal = plane.principal {
      let kept = principal.shares[0] + principal.shares[1]
      sentences.append("The map keeps \(Figure.percent(kept)) of the variance.")
      if hasMargins {
        sentences.append(
          facts.pass.columns > ReportLimits.profiledColumns
            ? "Labels and margins use all \(columns) columns: nearness here misleads."
            : "Labels and margins use all \(columns) columns, so a ringed row need not lie between two clusters here.")
      }
      if let rows = principal.sampledRows {
        sentences.append("Its directions come from \(Figure.count(rows)) rows, evenly over the file.")
      }
    } else if facts.pass.columns == 2 {
      sentences.append("Hairlines part the plane by the nearest centroid.")
      if hasWay { sentences.append("Thin lines are the centroids’ ways from the start.") }
      if discRadius != nil { sentences.append("Dashed circles: inside them a centroid may move and no label changes.") }
    } else {
      sentences.append("There is one column; the height of a mark means nothing.")
    }
    if facts.drawn.isSample {
      sentences.append(
        "\(Figure.count(facts.drawn.rows.count)) of \(Figure.count(facts.summary.data.rows)) rows are drawn, evenly over "
          + "each cluster\(hasMargins ? " and always the \(DrawnRows.borderRows) smallest margins" : ""); the shade behind "
          + "them counts all.")
    }
    return sentences.joined(separator: " ")
  }
}
