internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// `tessera assign`.
struct Assign: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Assign points to the nearest centroids of a model.",
    discussion: """
      The training points get exactly the labels of the fit back from a .safetensors model. Columns are found by the names \
      that the model has, whatever else the table holds and in whatever order.
      """)

  @OptionGroup var data: DataOptions

  @Option(help: "The model: .safetensors, or a matrix of one centroid per row.")
  var model: String

  @Option(
    name: .shortAndLong, help: "One label per row of the file, as int32 .npy; -1 for rows that were left out.")
  var output: String

  @Option(help: "The Euclidean distance (not squared) of each row to its centroid, as float64 .npy.")
  var distancesOutput: String?

  func validate() throws { _ = try outputs() }

  func run() throws {
    let watch = Stopwatch()
    try outputs().checkWritable()
    let assigned = try AssignedPoints(data, model: model)
    let points = assigned.points
    try NumPyFile.write(points.spread(assigned.assignment.labels, leftOut: -1), to: output)
    if let distancesOutput {
      try NumPyFile.write(points.spread(assigned.assignment.distances, leftOut: .nan), to: distancesOutput)
    }
    try assigned.report(
      schema: "tessera.assign/1", data, totalSeconds: watch.seconds, json: [], text: "wrote \(output.shown)\n")
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output, distancesOutput], inputs: [data.data, model])
  }
}
