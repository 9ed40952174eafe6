internal import Clustering
internal import QuestionData

extension QuestionStory {
  var text: String {
    """
    2. The rest is differentiable

    \(rows) points, uniform in [0, 1)^\(dimensions), and \(clusters) centroids. Freeze the assignment (argmin) and the \
    loss is quadratic
    in the centroids: its gradient is 2 (n_j c_j - s_j), its Hessian 2 n_j. Three ways down from one start, all points
    at every step. kept: points that keep their cluster in the next update. cosine: between the negative gradient and
    the way to where this run ends.

    \(sideBySide.text)
    \(claim)

    3. The question's own run: \(steps) mini-batches of \(batchSize), rate \(QuestionData.learningRate)

    \(Self.table(of: miniBatch).text)
    \(collapse)

    The cure is to divide each cluster's step by its n_j, which is what the Newton step does. The same mini-batches, \
    the step
    scaled by count (rate 0.05):

    \(Self.table(of: scaled).text)
    4. All of it from one start

    \(summary.text)
    """
  }

  /// Step by step, the three solvers on all rows.
  private var sideBySide: TextTable {
    let columns = [gradient, newton, lloyd]
    let iterations = Set(columns.flatMap { $0.steps.map(\.iteration) }).sorted()
    let headings = ["gradient", "newton", "EM"].flatMap { [$0, "kept", "cosine"] }
    return TextTable(
      headings: ["step"] + headings,
      rows: iterations.map { iteration in
        ["\(iteration)"]
          + columns.flatMap { path in
            path.steps.first { $0.iteration == iteration }.map(Self.cells) ?? ["", "", ""]
          }
      })
  }

  private static func table(of path: DescentPath) -> TextTable {
    TextTable(
      headings: ["step", "inertia", "kept", "cosine"], rows: path.steps.map { ["\($0.iteration)"] + cells($0) })
  }

  private static func cells(_ step: DescentPath.Step) -> [String] {
    [
      step.inertia.fixed(1), step.kept.map { ($0 * 100).fixed(1) + " %" } ?? "",
      step.cosine.map { $0.fixed(3) } ?? "",
    ]
  }

  /// The answer's claim that the frozen gradient points approximately towards a minimum, in numbers.
  private var claim: String {
    let cosines = gradient.steps.compactMap(\.cosine)
    let kept = gradient.steps.compactMap(\.kept)
    guard let first = cosines.first, let least = cosines.min(), let fewest = kept.min() else { return "" }
    return """
      The claim is that the frozen gradient points approximately towards a minimum, since most points keep their \
      cluster.
      Measured for gradient descent: at least \((fewest * 100).fixed(1)) % keep it, and the cosine is \
      \(first.fixed(3)) at the start and never below
      \(least.fixed(3)). A cluster's gradient grows with n_j, though, so that large clusters get more than their share of \
      it.
      Newton divides by n_j and takes the same steps as EM.
      """
  }

  private var collapse: String {
    let counts = miniBatch.end.counts
    let ones = counts.count { $0 == 1 }
    return """
      It trains, and it collapses: at the end one centroid owns \(counts.max() ?? 0) of \(rows) points, and \(ones) own \
      one each.
      A cluster's step grows with its size n_j: the largest moves fastest to where the points are, and swallows the \
      others.
      """
  }

  private var summary: TextTable {
    let runs: [(name: String, path: DescentPath)] = [
      ("gradient, mini-batch (the question)", miniBatch), ("gradient, all points", gradient),
      ("gradient, mini-batch, scaled by count", scaled), ("Newton", newton), ("EM (Lloyd)", lloyd),
    ]
    return TextTable(
      headings: ["", "updates", "inertia", "largest cluster", "of one point", "local minimum"],
      rows: [
        ["the start", "0", startInertia.fixed(1), "", "", ""],
        ["one centroid", "1", single.inertia.fixed(1), "\(single.counts[0])", "0", minimum(single)],
      ]
        + runs.map { name, path in
          [
            name, "\(path.steps[path.steps.count - 1].iteration)", path.end.inertia.fixed(1),
            "\(path.end.counts.max() ?? 0)", "\(path.end.counts.count { $0 == 1 })", minimum(path.end),
          ]
        })
  }

  private func minimum(_ model: KMeansModel) -> String {
    guard model.isLocalMinimum else { return "no" }
    return model.region.radius.map { "yes, radius \($0.significant(3))" } ?? "yes"
  }
}
