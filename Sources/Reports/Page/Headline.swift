internal import Clustering
internal import Tessera

/// What was clustered, how, and how sure it is: a heading and a few sentences of facts.
struct Headline {
  private let facts: ReportFacts
  private var summary: FitSummary { facts.summary }

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    """
    <header><p class="eye">\(Prose.fileName(summary.data.path))</p><h1>\(Figure.count(summary.data.rows, "row")), \
    \(Figure.count(summary.data.dimensions, "column")), <span class="nb">\(Figure.count(summary.clusterCount, "cluster"))</span></h1>
    <p class="lead">\(lead)</p></header>
    """
  }

  /// In which “k-means” is one word.
  private var lead: Markup {
    let name: Markup = "<span class=\"nb\">k-means</span>"
    let text = [how, certainty, ambiguity].filter { !$0.isEmpty }.joined(separator: " ")
    let pieces = text.split(separator: "k-means", omittingEmptySubsequences: false).map { "\(String($0))" as Markup }
    return pieces.dropFirst().reduce(pieces[0]) { $0 + name + $1 }
  }

  /// “Standardised, then clustered by exact k-means.”
  private var how: String {
    let scaled =
      switch summary.scaling?.method {
      case .zscore: "Standardised, then "
      case .robust: "Scaled by median and quartiles, then "
      case .range: "Scaled to 0 … 1, then "
      case nil: ""
      }
    return Prose.capitalized(scaled + way + ".")
  }

  private var way: String {
    if let model = facts.source.modelPath { return "assigned exactly to the centroids of \(Prose.fileName(model))" }
    if let balance = summary.balance {
      return balance.minimum == balance.maximum
        ? "clustered by exact k-means, \(Figure.count(balance.minimum, "row")) each"
        : "clustered by exact k-means, \(Figure.count(balance.minimum)) to \(Figure.count(balance.maximum)) rows each"
    }
    switch summary.centroid {
    case .mean: break
    case .median: return "clustered by k-medians"
    case .medoid: return "clustered by k-medoids (FasterPAM)"
    }
    switch summary.method {
    case "hierarchical": return "clustered by exact k-means from a tree of clusterings"
    case "bisecting": return "clustered by bisection, labels exact over all clusters"
    default: break
    }
    return switch summary.solver {
    case "newton": "clustered by exact k-means with Newton’s steps"
    case "gradient": "clustered by gradient descent on the loss of k-means"
    case "nested": "clustered by exact k-means on growing samples"
    default: summary.metric == .cosine ? "clustered by direction, by exact k-means" : "clustered by exact k-means"
    }
  }

  private var certainty: String {
    if let balance = summary.balance {
      return balance.isOptimal
        ? "No assignment within the sizes is better at these centroids: that is proved."
        : "It is not proved that no assignment within the sizes is better."
    }
    guard let margins = facts.margins, let radius = summary.radius else {
      return summary.clusterCount == 1
        ? "One cluster: no move changes a label." : "It was interrupted before it was certified."
    }
    if margins.tiedRows > 0 {
      let lie = margins.tiedRows == 1 ? "row lies" : "rows lie"
      return "Not certified: \(Figure.count(margins.tiedRows)) \(lie) exactly between two centroids."
    }
    let move =
      summary.angle.map { "no label changes unless a centroid turns by \(Figure.text($0 * 180 / .pi, digits: 2))°" }
      ?? "no label changes unless a centroid moves by \(Figure.text(radius, digits: 2))\(facts.units.distance(facts.titles))"
    if summary.isLocalMinimum { return "A certified local minimum\(aboveBest): \(move)." }
    if facts.source.modelPath != nil { return Prose.capitalized(move) + "." }
    let end =
      switch summary.stopReason {
      case .maxIterations: "The limit of \(Figure.count(summary.iterations, "update")) ended it"
      case .tolerance:
        "It ended when \(summary.loss == nil ? "the inertia" : "the loss") fell by less than the tolerance"
      case .interrupted: "It was interrupted"
      case .fixedPoint: "The labels repeat"
      }
    return "\(end), and it is not certified to be a minimum; here, \(move)."
  }

  /// How far from the best possible, where that is known.
  private var aboveBest: String {
    guard let gap = summary.optimality?.gap else { return "" }
    return gap > 0 ? ", at most \(Figure.text(gap * 100, digits: 2)) % above the best possible" : ", the best possible"
  }

  /// “9 rows are ambiguous: all between clusters 0 and 2.”
  private var ambiguity: String {
    guard let margins = facts.margins, margins.ambiguousRows > 0 else { return "" }
    let count = margins.ambiguousRows
    let begin = "\(Figure.count(count)) \(count == 1 ? "row is" : "rows are") ambiguous"
    guard let pairs = facts.ambiguousPairs, let first = pairs.first else { return begin + "." }
    let between = "between clusters \(first.pair[0]) and \(first.pair[1])"
    if first.rows == count { return "\(begin)\(count > 1 ? ": all" : ",") \(between)." }
    return 2 * first.rows > count ? "\(begin), most of them \(between)." : begin + "."
  }
}
