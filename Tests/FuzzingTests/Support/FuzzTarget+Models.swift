import Clustering
import Matrices
import Mixtures
import VectorFiles

@testable import Tessera

/// Files of models: what is read is written, and read again as the same.
extension FuzzTarget {
  /// The first byte chooses between the format of models and a matrix.
  static let model = FuzzTarget("model") { bytes in
    var choices = FuzzChoices(bytes)
    let name = choices.one(of: ["m.safetensors", "m.npy", "m.csv", "m"])
    return finding(choices.rest, named: name) { path throws(VectorFileError) in
      let model = try ModelFile(contentsOf: path)
      guard model.centroids.rows > 0, model.centroids.columns > 0 else { return "there are no centroids" }
      for matrix in [model.centroids, model.scaledCentroids, model.previousCentroids ?? [[0]]]
      where !matrix.elements.allSatisfy(\.isFinite) { return "a centroid is not finite" }
      _ = (model.columns, model.centroidKind, model.metric, model.missingValues, model.hindranceToParts)
      let written = FuzzFile("m.safetensors")
      try model.write(to: written.path)
      return try ModelFile(contentsOf: written.path) == model ? nil : "another model comes back"
    }
  }

  /// Mixtures, soft and fuzzy clusters, which then label points.
  static let mixture = FuzzTarget("mixture") { bytes in
    finding(bytes, named: "m.safetensors") { path throws(VectorFileError) in
      let mixture = try MixtureFile(contentsOf: path)
      let written = FuzzFile("m.safetensors")
      try mixture.write(to: written.path)
      guard try MixtureFile(contentsOf: written.path) == mixture, MixtureFile.isMixture(written.path) else {
        return "another mixture comes back"
      }
      let columns = mixture.means.columns
      let points = Matrix(rows: 3, columns: columns, elements: Array(repeating: 0.5, count: 3 * columns))
      var options = MixtureOptions()
      options.threadCount = 1
      guard let labels = try? mixture.labels(of: .double(points), options: options) else { return nil }
      return labels.allSatisfy { (0..<Int32(mixture.means.rows)).contains($0) } ? nil : "the labels are \(labels)"
    }
  }

  /// A checkpoint's file; its checksum is made good first.
  static let checkpointFile = FuzzTarget("checkpoint-file") { bytes in
    finding(bytes, named: "f.checkpoint") { path throws(VectorFileError) in
      try repair(path, format: CheckpointFile.format)
      let checkpoint = try CheckpointFile(contentsOf: path)
      let written = FuzzFile("f.checkpoint")
      try checkpoint.write(to: written.path)
      return try CheckpointFile(contentsOf: written.path) == checkpoint ? nil : "another checkpoint comes back"
    }
  }

  /// The file of a part's statistics; its checksum is made good first.
  static let partialFile = FuzzTarget("partial-file") { bytes in
    finding(bytes, named: "p.partial") { path throws(VectorFileError) in
      try repair(path, format: PartialFile.format)
      let partial = try PartialFile(contentsOf: path)
      let written = FuzzFile("p.partial")
      try partial.write(to: written.path)
      let again = try PartialFile(contentsOf: written.path)
      return again.statistics.words == partial.statistics.words && again.source == partial.source
        ? nil : "another part comes back"
    }
  }

  private static func finding(
    _ bytes: UnsafeRawBufferPointer, named name: String,
    _ body: (_ path: String) throws(VectorFileError) -> String?
  ) -> String? {
    let file = FuzzFile(name, bytes)
    return withExtendedLifetime(file) {
      do throws(VectorFileError) { return try body(file.path) } catch { return error.finding }
    }
  }

  /// Writes the words of a file anew, with what else it says of them.
  private static func repair(_ path: String, format: String) throws(VectorFileError) {
    let damaged = try SafeTensorsFile(contentsOf: path)
    var file = WordFile(format: format, kind: "", words: damaged.tensors["words"]?.words ?? [])
    file.metadata = damaged.metadata
    try file.write(to: path, isSynced: false)
  }
}
