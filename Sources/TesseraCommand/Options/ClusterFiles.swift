internal import ArgumentParser
internal import TableDrivers
internal import VectorFiles

/// A file per cluster with its rows, from the centroid outwards: what is pruned, sampled or looked at cluster by cluster.
struct ClusterFiles: ParsableArguments {
  /// The values of `--clusters-format`.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, tsv, parquet

    var output: any OutputFormat {
      switch self {
      case .csv: DelimitedOutput.csv
      case .tsv: DelimitedOutput.tsv
      case .parquet: ParquetOutput()
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      """
      A new folder with a file for each cluster, centroid=0/part-0.csv and so on: the id or number of each of its rows, distance and \
      margin, from the centroid outwards.
      """, valueName: "FOLDER"))
  var clustersOutput: String?

  @Option(help: "The format of these files: csv, tsv or parquet.")
  var clustersFormat: Format = .csv

  func validate() throws {
    if clustersOutput == nil, clustersFormat != .csv {
      throw ValidationError("--clusters-format belongs to --clusters-output FOLDER.")
    }
  }

  /// Throws when the folder cannot be written: before the work, not after it.
  func checkWritable() throws(VectorFileError) {
    guard let clustersOutput else { return }
    try OutputFolder.checkWritable(clustersOutput)
    try clustersFormat.output.checkReady("\(clustersOutput)/part-0.\(clustersFormat.rawValue)")
  }

  /// Writes them.
  ///
  /// - Parameter clusterCount: a cluster without rows has a file without any.
  func write(_ rows: LabelledRows, clusterCount: Int, _ points: Points) throws(VectorFileError) {
    guard let path = clustersOutput else { return }
    let labels = points.spread(rows.labels, leftOut: -1)
    let unknown = [Double](repeating: .nan, count: rows.labels.count)
    let distances = points.spread(rows.distances ?? unknown, leftOut: .nan)
    let margins = points.spread(rows.margins ?? unknown, leftOut: .nan)
    var members = [[Int]](repeating: [], count: clusterCount)
    for (row, label) in labels.enumerated() where label >= 0 { members[Int(label)].append(row) }
    let names = points.data.rowNames.names(of: Array(labels.indices), among: labels.count)
    var folder = try OutputFolder(path)
    for (cluster, members) in members.enumerated() {
      let outwards = members.sorted { (distances[$0], $0) < (distances[$1], $1) }
      let table = OutputTable(
        rowNames: RowNames(outwards.map { names[$0] ?? String($0) }, heading: points.data.rowNames.heading ?? "row"),
        columns: [
          .init("distance", .numbers(outwards.map { distances[$0] })),
          .init("margin", .numbers(outwards.map { margins[$0] })),
        ])
      try folder.write("part-0.\(clustersFormat.rawValue)", in: "centroid=\(cluster)") { path throws(VectorFileError) in
        try clustersFormat.output.write(table, to: path)
      }
    }
    try points.checkUnchanged()
    try folder.finish()
  }
}
