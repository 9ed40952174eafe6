internal import Autograd
internal import Clustering
internal import Matrices
internal import Reports

/// What is frozen, and what is differentiable.
extension DemoPage {
  var frozen: StoryPage.Section {
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

  var differentiable: StoryPage.Section {
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
}
