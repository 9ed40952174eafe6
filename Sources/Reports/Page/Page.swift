internal import Tessera

/// A whole page.
struct Page {
  let facts: ReportFacts

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    let map = MapSection(facts)
    let sections: [Markup] = [
      ComparisonSection(facts).markup, MeasuresSection(facts).markup, map.markup, ProfileSection(facts).markup,
      JourneySection(facts).markup,
      BelongingSection(facts).markup, RowsSection(facts).markup, RepeatSection(facts).markup,
    ]
    let headline = Headline(facts)
    return Self.document(
      title: "\(Prose.fileName(facts.summary.data.path)) in \(facts.summary.clusterCount) clusters – tessera",
      body: """
        \(Glyphs.definitions(facts.summary.clusterCount, scale: facts.drawn.markScale))
        <a class="skip" href="#all">Skip to the table of rows</a><main>
        \(headline.markup)\(sections)
        <footer>Made by tessera \(TesseraVersion.current). This page is one file: it loads nothing and sends nothing.</footer></main>
        <script type="application/json" id="data">\(map.scriptData)</script>
        """)
  }

  /// A document in the look of the house; it may load nothing.
  ///
  /// - Parameter hasPictures: whether it has pictures, which are within it.
  static func document(title: String, body: Markup, hasPictures: Bool = false) -> Markup {
    """
    <!doctype html><html lang="en"><head><meta charset="utf-8">\
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \(hasPictures ? "img-src data:; " as Markup : "")style-src 'unsafe-inline'; script-src 'unsafe-inline'">\
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">\
    <title>\(title)</title><style>\(Markup(trusted: Style.text))</style></head><body>
    \(body)
    <script>\(Markup(trusted: Script.text))</script></body></html>

    """
  }
}
