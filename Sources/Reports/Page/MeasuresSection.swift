/// Metrics of an evaluation, side by side; nothing without any.
struct MeasuresSection {
  private let facts: ReportFacts

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    let measures = facts.source.measures
    guard !measures.isEmpty else { return "" }
    let items = measures.map { measure -> Markup in
      "<tr><th scope=\"row\">\(measure.name)</th><td>\(Figure.text(measure.value, digits: 4))</td><td class=\"l\">\(measure.meaning)</td></tr>"
    }
    return """
      <section aria-labelledby="h-mea"><h2 id="h-mea">How good it is</h2><div class="scroll" tabindex="0" role="group" aria-label="Metrics">\
      <table class="w"><thead><tr><th scope="col">metric</th><th scope="col">value</th><th scope="col" class="l">meaning</th></tr></thead>\
      <tbody>\(items)</tbody></table></div></section>

      """
  }
}
