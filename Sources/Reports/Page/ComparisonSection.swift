internal import Tessera

/// Several solvers from one start, side by side; nothing for a single fit.
struct ComparisonSection {
  private let facts: ReportFacts

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    let runs = facts.source.comparison
    guard !runs.isEmpty else { return "" }
    let slowest = runs.compactMap { $0.summary?.seconds.fit }.max() ?? 0
    let (unit, scale) = slowest < 0.1 ? ("milliseconds", 1000.0) : ("seconds", 1.0)
    let rows = runs.map { run -> Markup in
      guard let summary = run.summary else {
        return "<tr><th scope=\"row\">\(run.solver)</th><td colspan=\"6\" class=\"l\">\(run.failure ?? "")</td></tr>"
      }
      return """
        <tr><th scope="row">\(run.solver)</th><td>\(Figure.short(summary.inertia, digits: 8))</td><td>\(Figure.count(summary.iterations))</td>\
        <td>\(Figure.text(summary.seconds.fit * scale, digits: 3))</td><td>\(summary.isLocalMinimum ? "yes" : "no")</td>\
        <td>\(Figure.count(summary.counts.max() ?? 0))</td><td>\(Figure.count(summary.counts.min() ?? 0))</td></tr>
        """
    }
    return """
      <section aria-labelledby="h-com"><h2 id="h-com">Side by side</h2><p class="sub">One start, \(Figure.count(runs.count, "solver")); \
      the rest of this page is about the one with the smallest inertia.</p><div class="scroll" tabindex="0" role="group" aria-label="Solvers">\
      <table class="w"><thead><tr><th scope="col">solver</th><th scope="col">inertia</th><th scope="col">updates</th><th scope="col">\(unit)</th>\
      <th scope="col">local minimum</th><th scope="col">largest</th><th scope="col">smallest</th></tr></thead><tbody>\(rows)</tbody></table></div>\
      \(curves)</section>

      """
  }

  /// The inertias over the updates, on one scale.
  private var curves: Markup {
    let curves = facts.source.comparison.compactMap { run in
      run.summary.map { summary in
        CurvesChart.Curve(
          name: run.solver,
          points: summary.trace.compactMap { entry in entry.inertia.map { SIMD2(Double(entry.iteration), $0) } })
      }
    }
    guard let chart = CurvesChart(curves, description: "Inertia of every solver, update by update.") else { return "" }
    return """
      <h3 style="margin-top:32px">Inertia</h3>\(chart.markup)<p class="note">Updates are spaced by their square roots.</p>
      """
  }
}
