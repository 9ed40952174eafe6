internal import Clustering
internal import Tessera
internal import VectorFiles

extension FitReport {
  /// What a fit of medians or medoids says beside one of means: the kind, what was minimised, and the rows that are medoids.
  var centroidMembers: [JSONValue.Member] {
    guard summary.centroid != .mean, let loss = summary.loss else { return [] }
    let members: [JSONValue.Member] = [
      .init(key: "centroid", value: .string(summary.centroid.name)),
      .init(key: "loss", value: ["name": .string(summary.centroid.lossName), "value": .number(loss)]),
    ]
    guard let medoids = summary.medoids else { return members }
    return members + [.init(key: "medoids", value: .integers(medoids.map(summary.data.fileRow)))]
  }

  /// A line about what was minimised.
  var lossText: String {
    guard let loss = summary.loss else { return "" }
    let rows =
      summary.medoids.map { medoids in
        let shown = medoids.prefix(20).map { String(summary.data.fileRow(of: $0)) }
        return "medoids: rows \(shown.joined(separator: " "))\(medoids.count > 20 ? " ... (--json has all)" : "")\n"
      } ?? ""
    return "the \(summary.centroid.lossText) is \(loss.significant(10))\(summary.scaling.note)\n" + rows
  }
}
