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

  /// How the inertia falls on several ways.
  static func curves(_ paths: [(name: String, path: DescentPath)]) -> Markup {
    let curves = paths.map { name, path in
      CurvesChart.Curve(name: name, points: path.steps.map { SIMD2(Double($0.iteration), $0.inertia) })
    }
    let ends = paths.map { "\($0.name) \(StoryPart.number($0.path.end.inertia, 4))" }.joined(separator: ", ")
    return CurvesChart(curves, description: "Inertia, step by step; at the end \(ends).")?.markup ?? ""
  }
}
