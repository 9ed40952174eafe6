internal import Clustering
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `choose` says about its candidates.
struct ChooseReport {
  let command: Choose
  let choice: ClusterCountChoice
  /// Of each candidate's mixture, where they were asked for.
  let criteria: [MixtureCriteria]?
  let title: String
  let data: DataSummary
  let scaling: ColumnScaling?
  let instructionSet: InstructionSet
  let readSeconds: Double
  let totalSeconds: Double

  /// The object of the contract `tessera.choose/1`, ours after its keys.
  var json: JSONValue {
    [
      "schema": "tessera.choose/1",
      "version": .string(TesseraVersion.current),
      "data": .data(data),
      "candidates": .array(
        choice.candidates.enumerated().map { .candidate($1, criteria?[$0]) }),
      "recommended": [
        "k": .integer(choice.recommended.clusterCount), "reason": .string(choice.recommended.reason),
      ],
      "gapChoice": choice.gapChoice.map { .integer($0) } ?? .null,
      "silhouetteSample": choice.silhouetteSample.map { .integer($0) } ?? .null,
      "resampledRows": choice.resampledRows.map { .integer($0) } ?? .null,
      "initializer": .path(command.start.initializer.text),
      "seed": .seed(command.start.seed),
      "restarts": .integer(command.clusters.restarts),
      "references": .integer(command.clusters.references),
      "resamples": .integer(command.clusters.resamples),
      "threads": .integer(command.data.threadCount),
      "instructionSet": .string(instructionSet.rawValue),
      "scaling": .scaling(scaling),
      "seconds": ["read": .seconds(readSeconds), "total": .seconds(totalSeconds)],
      "metric": .string(command.kinds.metric.rawValue),
    ]
  }

  var text: String {
    let runs = command.clusters.restarts == 1 ? "one run" : "the best of \(command.clusters.restarts) runs"
    return """
      \(title.shown): \(data.rows.counted("row")) x \(data.dimensions.counted("dimension"))
      each k: \(runs) from \(command.start.initializer.text.shown), seed \(command.start.seed)\(command.kinds.metric == .cosine ? ", by direction" : "")\(scaling.note)
      \(samples)
      \(table.text)
      k = \(choice.recommended.clusterCount) is recommended: \(choice.recommended.reason)

      """
  }

  private var samples: String {
    var text = ""
    if let rows = choice.silhouetteSample { text += "silhouettes are those of a sample of \(rows.counted("row"))\n" }
    if let rows = choice.resampledRows { text += "gap and stability are those of a sample of \(rows.counted("row"))\n" }
    return text
  }

  private var table: TextTable {
    TextTable(
      headings: [
        "k", "inertia", "silhouette", "Calinski-Harabasz", "Davies-Bouldin", "gap", "+-", "stability", "radius",
      ] + (criteria == nil ? [] : ["BIC", "AIC"]),
      rows: choice.candidates.enumerated().map { index, candidate in
        let isRecommended = candidate.clusterCount == choice.recommended.clusterCount
        return [
          "\(candidate.clusterCount)" + (isRecommended ? " <" : ""), candidate.inertia.significant(7),
          Self.text(candidate.silhouette), candidate.calinskiHarabasz.map { $0.significant(5) } ?? "-",
          Self.text(candidate.daviesBouldin), Self.text(candidate.gap), Self.text(candidate.gapError),
          Self.text(candidate.stability), candidate.radius.map { $0.significant(3) } ?? "-",
        ] + (criteria.map { [$0[index].bic.significant(7), $0[index].aic.significant(7)] } ?? [])
      })
  }

  private static func text(_ value: Double?) -> String { value.map { $0.fixed(4) } ?? "-" }
}

extension JSONValue {
  fileprivate static func candidate(
    _ candidate: ClusterCountChoice.Candidate, _ criteria: MixtureCriteria?
  ) -> JSONValue {
    var members = measures(candidate)
    if let criteria {
      members.append(Member(key: "bic", value: .number(criteria.bic)))
      members.append(Member(key: "aic", value: .number(criteria.aic)))
    }
    return .object(members)
  }

  private static func measures(_ candidate: ClusterCountChoice.Candidate) -> [Member] {
    guard case .object(let members) = values(candidate) else { return [] }
    return members
  }

  private static func values(_ candidate: ClusterCountChoice.Candidate) -> JSONValue {
    [
      "k": .integer(candidate.clusterCount), "inertia": .number(candidate.inertia),
      "silhouette": .number(candidate.silhouette), "calinskiHarabasz": .number(candidate.calinskiHarabasz),
      "daviesBouldin": .number(candidate.daviesBouldin), "gap": .number(candidate.gap),
      "gapError": .number(candidate.gapError), "stability": .number(candidate.stability),
      "radius": .number(candidate.radius), "counts": .integers(candidate.counts),
    ]
  }
}
