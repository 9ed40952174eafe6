internal import Tessera

/// The map: rows where the plane has them, clusters by colour and shape, and one row's values beside it.
struct MapSection {
  let facts: ReportFacts
  let plane: MapPlane

  init(_ facts: ReportFacts) {
    self.facts = facts
    plane = MapPlane(facts)
  }

  var clusterCount: Int { facts.summary.clusterCount }
  var hasMargins: Bool { facts.margins != nil }

  var markup: Markup {
    """
    <section aria-labelledby="h-map"><div class="head"><h2 id="h-map">The map</h2>\(toggle)</div>
    <div class="mapgrid"><figure>\(vertical)
    <div id="map" tabindex="0" role="group" aria-label="Map of \(Figure.count(facts.drawn.rows.count, "row")). \
    Arrow keys go through the rows by margin, Home to the most ambiguous, End to the least.">\(picture)</div>
    \(horizontal)</figure>
    <aside><div id="out" aria-live="polite">\(readout)</div>\
    <p class="note hint">Point at or tap a row to see its values; on the keyboard, Tab and the arrow keys.</p>
    \(keys)<p class="note">\(note)</p></aside></div></section>

    """
  }

  private var toggle: Markup {
    guard hasMargins else { return "" }
    return """
      <fieldset class="seg"><legend>Colour by</legend><label><input type="radio" name="by" id="by-c" checked>\
      <span>cluster</span></label><label><input type="radio" name="by" id="by-m"><span>margin</span></label></fieldset>
      """
  }

  private var vertical: Markup {
    guard let principal = plane.principal else {
      return facts.titles.count == 2 ? "<p class=\"ax\">↑ \(facts.titles[plane.columns.y].withUnit)</p>" : ""
    }
    return """
      <p class="ax">↑ \(AxisWords.text(principal.axes[1], facts.titles)) <span>\
      \(Figure.percent(principal.shares[1])) of the variance</span></p>
      """
  }

  private var horizontal: Markup {
    guard let principal = plane.principal else {
      return "<p class=\"ax r\">\(facts.titles[plane.columns.x].withUnit) →</p>"
    }
    return """
      <p class="ax r">\(AxisWords.text(principal.axes[0], facts.titles)) → <span>\
      \(Figure.percent(principal.shares[0])) of the variance</span></p>
      """
  }
}
