internal import Clustering
internal import Reports
internal import Tessera
internal import VectorFiles

/// The page of `choose --report`: candidates side by side.
struct ChoicePage {
  let choice: ClusterCountChoice
  /// Of each candidate's mixture, where they were asked for.
  let criteria: [MixtureCriteria]?
  let data: DataSummary
  let scaling: ColumnScaling?
  let commandLine: [String]

  private typealias Candidate = ClusterCountChoice.Candidate

  var text: String {
    let candidates = choice.candidates
    let counts = candidates.map { "\($0.clusterCount)" }
    return StoryPage(
      eye: data.path.split(separator: "/").last.map(String.init) ?? data.path,
      title: "\(choice.recommended.clusterCount) clusters",
      lead: "Recommended of \(counts.joined(separator: ", ")): \(choice.recommended.reason).",
      sections: [
        StoryPage.Section("Side by side", lead: samples, charts),
        StoryPage.Section("In numbers", lead: meaning, [table]),
        StoryPage.Section("To repeat this", lead: scaled, [StoryPart.command(commandLine)]),
      ]
    ).text
  }

  private var scaled: String {
    let rows = "\(StoryPart.count(data.rows)) rows, \(data.dimensions) columns"
    return rows + (scaling.map { ", brought to a common scale (\($0.method.rawValue))." } ?? ".")
  }

  private var samples: String {
    var sentences = ["The recommended number is in colour."]
    if let rows = choice.silhouetteSample {
      sentences.append("Silhouettes are those of a sample of \(StoryPart.count(rows)) rows.")
    }
    if let rows = choice.resampledRows {
      sentences.append("Gap and stability are those of a sample of \(StoryPart.count(rows)) rows.")
    }
    return sentences.joined(separator: " ")
  }

  private var meaning: String {
    """
    Silhouette, Calinski-Harabasz, gap and stability: more is better; Davies-Bouldin: less is. The inertia always falls. \
    The radius is how far centroids may move before a label changes.\(criteria == nil ? "" : " BIC and AIC of mixtures: less is better.")
    """
  }

  private var charts: [Markup] {
    [
      StoryPart.sideBySide(chart("Silhouette", \.silhouette), chart("Stability", \.stability)),
      StoryPart.sideBySide(chart("Gap", \.gap), chart("Inertia", { $0.inertia })),
    ] + (criteria.map { [StoryPart.sideBySide(excess("BIC", $0.map(\.bic)), excess("AIC", $0.map(\.aic)))] } ?? [])
  }

  private func chart(_ title: String, _ value: (Candidate) -> Double?) -> Markup {
    chart(title, choice.candidates.map(value))
  }

  /// What a criterion is above its least: they differ by little beside what they are.
  private func excess(_ name: String, _ values: [Double]) -> Markup {
    let least = values.min() ?? 0
    return chart("\(name), above the least", values.map { $0 - least })
  }

  private func chart(_ title: String, _ values: [Double?]) -> Markup {
    let known = zip(choice.candidates, values).compactMap { candidate, value in
      value.map { (candidate.clusterCount, $0) }
    }
    guard !known.isEmpty else { return StoryPart.heading(title) + StoryPart.note("It was not measured.") }
    let isCrowded = known.count > 10
    let marked = known.firstIndex { $0.0 == choice.recommended.clusterCount }
    let texts = known.enumerated().map { index, entry in
      !isCrowded || index == marked || index == 0 || index == known.count - 1 ? StoryPart.number(entry.1, 3) : ""
    }
    let list = known.map { "\($0.0): \(StoryPart.number($0.1, 3))" }.joined(separator: ", ")
    return StoryPart.heading(title)
      + StoryPart.columns(
        known.map(\.1), marked: marked, texts: texts, names: known.map { "\($0.0)" },
        label: "\(title) by the number of clusters: \(list).")
  }

  private var table: Markup {
    func text(_ value: Double?, _ digits: Int = 4) -> String { value.map { StoryPart.number($0, digits) } ?? "–" }
    return StoryPart.table(
      [
        "clusters", "inertia", "silhouette", "Calinski-Harabasz", "Davies-Bouldin", "gap", "its error", "stability",
        "radius",
      ] + (criteria == nil ? [] : ["BIC", "AIC"]),
      choice.candidates.enumerated().map { index, candidate in
        [
          "\(candidate.clusterCount)", text(candidate.inertia, 6), text(candidate.silhouette),
          text(candidate.calinskiHarabasz), text(candidate.daviesBouldin), text(candidate.gap),
          text(candidate.gapError, 2),
          text(candidate.stability), text(candidate.radius, 2),
        ] + (criteria.map { [text($0[index].bic, 7), text($0[index].aic, 7)] } ?? [])
      }, label: "Candidates")
  }
}
