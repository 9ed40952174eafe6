internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// `tessera start`.
struct Start: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Begin a fit of points that are never in one place; partial and merge go on.",
    usage: "tessera start -k <K> -o <start> [--seed <S>] [--initializer <rule>]",
    discussion: """
      Nothing is read. In its first passes the loop of partial and merge chooses the start centroids of a fit of all points at \
      once (tessera fit -k K --seed S --initializer k-means-parallel), bit by bit: 8 passes, one more with weights, and 2 at \
      random. The file is a model from then on, and the same loop goes on to the result. Points and their order stay as they \
      are until the start is found.

      Example:
        tessera start -k 8 --seed 1 -o m0.safetensors
        tessera partial part-1.npy --model m0.safetensors -o p1
        tessera partial part-2.npy --model m0.safetensors -o p2
        tessera merge p1 p2 --model m0.safetensors -o m1.safetensors --json
      """)

  @OptionGroup var clusters: ClusterCountOption

  @Option(
    help: ArgumentHelp(
      """
      How start centroids are chosen: k-means-parallel, or random (points without weights). k-means++ would take two passes per \
      cluster, and is for fits of all points.
      """, valueName: "k-means-parallel|random"))
  var initializer = StartRuleName.kMeansParallel

  @Option(help: "Decides every random choice: a whole number of at least 0.")
  var seed: UInt64 = 0

  @Option(name: .shortAndLong, help: "Where the fit is: .safetensors, to be named to partial and merge as the model.")
  var output: String

  func validate() throws {
    guard ModelFile.isSafeTensors(output) else {
      throw ValidationError("The name of the start ends in .safetensors: \(output.shown).")
    }
    _ = try OutputPaths([output], inputs: [], json: false)
  }

  func run() throws {
    let outputs = try OutputPaths([output], inputs: [], json: false)
    try outputs.checkWritable()
    let start = StartByParts(clusterCount: clusters.clusterCount, rule: initializer.rule, seed: seed)
    try StartFile(start).write(to: output)
    try outputs.print(
      """
      wrote \(output.shown): a start for \(clusters.clusterCount.counted("cluster")) by \(initializer.rawValue)
      next: tessera partial <data> --model \(output.shown) -o <partial>, of each part

      """)
  }
}

/// The value of `--initializer`: a rule whose draws take few passes over all parts.
enum StartRuleName: String, CaseIterable {
  case kMeansParallel = "k-means-parallel"
  case random

  var rule: StartByParts.Rule {
    switch self {
    case .kMeansParallel: .kMeansParallel()
    case .random: .random
    }
  }
}

extension StartRuleName: ExpressibleByArgument {
  init?(argument: String) { self.init(rawValue: argument) }
}
