internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// `tessera evaluate`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a model on points: its inertia, and how well it agrees with known labels.")

  @OptionGroup var data: DataOptions

  @Option(help: "The model: .safetensors, or a matrix of one centroid per row.")
  var model: String

  @Option(help: "The known labels, one whole number per row: a .npy file or text of one column.")
  var labels: String?

  @Option(help: "One weight per row: a .npy file or text of one column. They matter to the inertia only.")
  var weights: String?

  func validate() throws { _ = try OutputPaths([], inputs: [data.data, model, labels, weights], json: data.json) }

  func run() throws {
    let watch = Stopwatch()
    let assigned = try AssignedPoints(data, model: model, weights: weights)
    guard let labels else {
      try StandardOutput.write(
        assigned.report(schema: "tessera.evaluate/1", data, totalSeconds: watch.seconds, json: [], text: ""))
      return
    }
    let truth = try assigned.points.labels(from: labels)
    let predicted = assigned.assignment.labels.map { Int($0) }
    let rand = adjustedRandIndex(truth, predicted)
    let information = normalizedMutualInformation(truth, predicted)
    try StandardOutput.write(
      assigned.report(
        schema: "tessera.evaluate/1", data, totalSeconds: watch.seconds,
        json: [
          .init(key: "adjustedRandIndex", value: .number(rand)),
          .init(key: "normalizedMutualInformation", value: .number(information)),
        ],
        text: """
          adjusted Rand index: \(rand.significant(6))
          normalized mutual information: \(information.significant(6))

          """))
  }
}
