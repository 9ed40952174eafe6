internal import Autograd
internal import Clustering
internal import Matrices
internal import Reports

/// The demo as a page.
struct DemoPage {
  let argmax: ArgmaxStory
  let story: QuestionStory
  let whole: FullBatches
  let parts: MiniBatches
  let summary: QuestionSummary

  var text: String {
    StoryPage(
      eye: "tessera demo", title: "How does one differentiate through argmax?",
      lead: """
        One does not need to. The index is frozen: small moves leave it as it is, so its gradient is zero. What is left is \
        differentiable, and how far it holds can be measured. Every number here was computed on the question’s own data.
        """, sections: [frozen, differentiable, region, own, all]
    ).text
  }

  private var frozen: StoryPage.Section {
    let numbers = argmax.numbers.elements
    let texts = numbers.map { StoryPart.number($0, 2) }
    func row(_ name: String, _ values: [Double]) -> [String] { [name] + values.map { StoryPart.number($0, 3) } }
    return StoryPage.Section(
      "argmax is frozen",
      lead: """
        Ten numbers; the largest is number \(argmax.index). The first is nudged by \(argmax.nudge): argmax is \
        \(argmax.nudgedIndex == argmax.index ? "still" : "now") \(argmax.nudgedIndex). An index that does not move has no slope.
        """,
      [
        StoryPart.columns(
          numbers, marked: argmax.index, texts: texts,
          label: "Ten numbers, \(texts.joined(separator: ", ")); the largest is number \(argmax.index)."),
        StoryPart.table(
          ["gradient of"] + numbers.indices.map { "x[\($0)]" },
          [row("argmax", argmax.gradientOfIndex.elements), row("max", argmax.gradientOfLargest.elements)],
          label: "Gradients"),
        StoryPart.note(
          "The value moves with x[\(argmax.index)] alone: its gradient is the row of argmax as a choice, 0 and 1."),
      ])
  }

  private var differentiable: StoryPage.Section {
    StoryPage.Section(
      "The rest is differentiable",
      lead: """
        \(StoryPart.count(story.points.rows)) points in \(story.points.columns) dimensions, \(story.start.rows) centroids. Freeze \
        which centroid is nearest (argmin), and the loss is quadratic in the centroids: its gradient is 2 (n c − s), its Hessian \
        2 n, for a cluster of n points with the sum s. Three ways down from one start, all points at every step.
        """,
      [
        Self.curves([("gradient descent", whole.gradient), ("Newton", whole.newton), ("EM", whole.lloyd)]),
        StoryPart.note(
          "Inertia over the steps, spaced by their square roots. A Newton step divides the gradient by its Hessian: that is the mean, a step of EM."
        ),
        StoryPart.table(
          ["step", "gradient", "kept", "cosine", "Newton", "kept", "EM", "kept"], rows, label: "Three ways down"),
        StoryPart.note(
          "Kept: points that stay in their cluster in the next step. Cosine: between the negative frozen gradient and the way to where the run ends."
        ),
      ])
  }

  private var rows: [[String]] {
    let paths = [whole.gradient, whole.newton, whole.lloyd]
    return Set(paths.flatMap { $0.steps.map(\.iteration) }).sorted().map { iteration in
      [StoryPart.count(iteration)]
        + paths.enumerated().flatMap { index, path -> [String] in
          let step = path.steps.first { $0.iteration == iteration }
          let cells = [
            step.map { StoryPart.number($0.inertia, 5) } ?? "",
            step?.kept.map { StoryPart.percent($0, places: 1) } ?? "",
          ]
          return index == 0 ? cells + [step?.cosine.map { StoryPart.number($0, 3) } ?? ""] : cells
        }
    }
  }

  /// How far the centroids may move at the end.
  private var region: StoryPage.Section {
    let end = whole.lloyd.end
    let radius = end.region.radius.map { StoryPart.number($0, 2) } ?? "0"
    return StoryPage.Section(
      "How far it holds",
      lead: """
        A point’s margin is half the difference of its distances to the second nearest and the nearest centroid. While every \
        centroid moves by less than the smallest margin, the radius, no index changes and the frozen gradient is exact. Where EM \
        ends, the radius is \(radius): \(end.isLocalMinimum ? "a certified local minimum" : "not certified").
        """,
      [
        StoryPart.margins(end.region.margins),
        StoryPart.note("Margins of all points where EM ends; a column is a tenth of the median."),
      ])
  }

  private var own: StoryPage.Section {
    let counts = parts.plain.end.counts
    return StoryPage.Section(
      "The question’s own run",
      lead: """
        \(StoryPart.count(story.batches.count)) mini-batches of \(story.batches.first?.count ?? 0). It trains, and it collapses: at the \
        end one centroid owns \(StoryPart.count(counts.max() ?? 0)) of \(StoryPart.count(parts.rows)) points, and \
        \(counts.count { $0 == 1 }) own one each. A step grows with the size of its cluster; divided by it, as in Newton’s step, none \
        swallows the others.
        """,
      [
        Self.curves([("as asked", parts.plain), ("scaled by count", parts.scaled)]),
        StoryPart.note("Inertia over the steps, spaced by their square roots."),
        StoryPart.sideBySide(sizes("As asked", counts), sizes("Scaled by count", parts.scaled.end.counts)),
      ])
  }

  private func sizes(_ title: String, _ counts: [Int]) -> Markup {
    let sorted = counts.sorted(by: >)
    let shown = sorted.enumerated().map {
      // Between them there is no room for more.
      $0.offset == 0 || $0.offset == sorted.count - 1 ? StoryPart.count($0.element) : ""
    }
    return StoryPart.heading(title)
      + StoryPart.columns(
        sorted.map(Double.init), marked: 0, texts: shown,
        label: "\(title): sizes of the clusters, the largest first: \(sorted.map { "\($0)" }.joined(separator: ", ")).")
  }

  private var all: StoryPage.Section {
    StoryPage.Section(
      "All of it from one start", lead: "Where every way ends.",
      [StoryPart.table(summary.headings, summary.rows, label: "Where every way ends")])
  }

  private static func curves(_ paths: [(name: String, path: DescentPath)]) -> Markup {
    let curves = paths.map { name, path in
      CurvesChart.Curve(name: name, points: path.steps.map { SIMD2(Double($0.iteration), $0.inertia) })
    }
    let ends = paths.map { "\($0.name) \(StoryPart.number($0.path.end.inertia, 4))" }.joined(separator: ", ")
    return CurvesChart(curves, description: "Inertia, step by step; at the end \(ends).")?.markup ?? ""
  }
}
