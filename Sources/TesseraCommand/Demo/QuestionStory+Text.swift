internal import Clustering
internal import Matrices
internal import QuestionData

extension QuestionStory {
  var introduction: String {
    """
    2. The rest is differentiable

    \(points.rows) points, uniform in [0, 1)^\(points.columns), and \(start.rows) centroids. Freeze the assignment \
    (argmin) and the loss is quadratic
    in the centroids: its gradient is 2 (n_j c_j - s_j), its Hessian 2 n_j. Three ways down from one start, all points
    at every step. kept: points that keep their cluster in the next update. cosine: between the negative gradient and
    the way to where this run ends.


    """
  }

  var batchHeading: String {
    """
    3. The question's own run: \(batches.count) mini-batches of \(batches[0].count), rate \(QuestionData.learningRate)


    """
  }
}

extension FullBatches {
  var text: String { "\(sideBySide.text)\n\(claim)\n" }

  /// Step by step, the three solvers.
  private var sideBySide: TextTable {
    let columns = [gradient, newton, lloyd]
    let iterations = Set(columns.flatMap { $0.steps.map(\.iteration) }).sorted()
    let headings = ["gradient", "newton", "EM"].flatMap { [$0, "kept", "cosine"] }
    return TextTable(
      headings: ["step"] + headings,
      rows: iterations.map { iteration in
        ["\(iteration)"]
          + columns.flatMap { path in
            path.steps.first { $0.iteration == iteration }.map(\.cells) ?? ["", "", ""]
          }
      })
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
}

extension MiniBatches {
  var text: String {
    """
    \(Self.table(of: plain).text)
    \(collapse)

    The cure is to divide each cluster's step by its n_j, which is what the Newton step does. The same mini-batches, \
    the step
    scaled by count (rate 0.05):

    \(Self.table(of: scaled).text)

    """
  }

  private static func table(of path: DescentPath) -> TextTable {
    TextTable(
      headings: ["step", "inertia", "kept", "cosine"], rows: path.steps.map { ["\($0.iteration)"] + $0.cells })
  }

  private var collapse: String {
    let counts = plain.end.counts
    let ones = counts.count { $0 == 1 }
    return """
      It trains, and it collapses: at the end one centroid owns \(counts.max() ?? 0) of \(rows) points, and \(ones) own \
      one each.
      A cluster's step grows with its size n_j: the largest moves fastest to where the points are, and swallows the \
      others.
      """
  }
}

extension DescentPath.Step {
  fileprivate var cells: [String] {
    [
      inertia.fixed(1), kept.map { ($0 * 100).fixed(1) + " %" } ?? "", cosine.map { $0.fixed(3) } ?? "",
    ]
  }
}
