internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// `tessera assign`.
struct Assign: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Assign points to the nearest centroids of a model.",
    discussion: "The training points get exactly the labels of the fit back from a .safetensors model.")

  @OptionGroup var data: DataOptions

  @Option(help: "The model: .safetensors, or a matrix of one centroid per row.")
  var model: String

  @Option(name: .shortAndLong, help: "One label per row, as int32 .npy.")
  var output: String

  @Option(help: "The Euclidean distance (not squared) of each row to its centroid, as float64 .npy.")
  var distancesOutput: String?

  func validate() throws { _ = try outputs() }

  func run() throws {
    let watch = Stopwatch()
    try outputs().checkWritable()
    let assigned = try AssignedPoints(data, model: model)
    try NumPyFile.write(assigned.assignment.labels, to: output)
    if let distancesOutput {
      try NumPyFile.write(assigned.assignment.distances, to: distancesOutput)
    }
    try assigned.report(
      schema: "tessera.assign/1", data, totalSeconds: watch.seconds, json: [], text: "wrote \(output.shown)\n")
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output, distancesOutput], inputs: [data.data, model])
  }
}
