import Clustering
import Matrices
import Mixtures
import Tessera
import VectorFiles

/// What to begin with where only the library can write it: whole files and words, by the names of their targets.
enum FuzzSeeds {
  static func all() throws -> [String: [[UInt8]]] {
    var seeds: [String: [[UInt8]]] = [:]
    let points = FuzzTarget.points
    var checkpoints: [FitCheckpoint] = []
    for (index, options) in FuzzTarget.fits.enumerated() {
      var kept: [FitCheckpoint] = []
      _ = try options.fitted(to: .double(points), checkpoints: Checkpoints(every: .updates(1)) { kept.append($0) })
      checkpoints += [kept[0], kept[kept.count / 2], kept[kept.count - 1]]
      seeds["checkpoint", default: []] += checkpoints.suffix(3).map { [UInt8(index)] + $0.words.bytes }
    }
    seeds["checkpoint-file"] = try checkpoints.prefix(2).map {
      try written(CheckpointFile($0, arguments: [["--seed", "7"]]).write)
    }

    let part = try PartialStatistics(of: .double(points), at: [[0, 0], [5, 5]], movedFrom: [[0, 1], [9, 2]])
    let weighted = try PartialStatistics(
      of: .double(points), at: [[0.5, 0], [1e9, 5]], weights: [1, 2, 0.25, 1, 0, 3])
    seeds["partial"] = [part.words.bytes, weighted.words.bytes]
    seeds["partial-file"] = try [
      written(PartialFile(part, of: "x.csv").write), written(PartialFile(weighted, of: "").write),
    ]

    var stream = StreamingKMeans(clusterCount: 2)
    try stream.partialFit(points)
    seeds["stream"] = [stream.words?.bytes ?? []]

    let options = FuzzTarget.fits[0]
    let file = ModelFile(try options.fitted(to: points), from: options)
    let scaled = file.scaled(by: ColumnScaling(.zscore, offsets: [1, 2], scales: [0.5, 3]))
    var named = file.next(after: part)
    named.columns = ["a", "b"]
    seeds["model"] = try [file, scaled, named].map { [0] + (try written($0.write)) }

    var mixtures: [MixtureFile] = []
    for kind in CovarianceKind.allCases {
      var mixture = GaussianMixture(componentCount: 2)
      mixture.covariance = kind
      mixtures.append(MixtureFile(.gaussian(try mixture.fitted(to: points)), columns: ["a", "b"]))
    }
    for rule in [SoftClusters.Rule.shares(stiffness: 0.3), .powers(fuzzifier: 1.5)] {
      mixtures.append(
        MixtureFile(.soft(SoftClusters(rule, centroids: [[0, 1], [5, 6]], objective: -2.5, masses: [1, 2]))))
    }
    seeds["mixture"] = try mixtures.map { try written($0.write) }

    var weights = SafeTensorsFile()
    weights.tensors["w"] = SafeTensorsFile.Tensor(points)
    weights.tensors["v"] = SafeTensorsFile.Tensor(elementType: .float16, shape: [40], bytes: (0..<80).map { $0 % 60 })
    let whole = FuzzFile("whole.safetensors")
    try weights.write(to: whole.path)
    var palettes: [[UInt8]] = [whole.contents]
    for (bits, vector) in [(1, 1), (2, 2)] {
      var options = PaletteOptions(bits: bits)
      options.vectorLength = vector
      let small = FuzzFile("small.safetensors")
      _ = try PaletteFile.palettize(whole.path, options, to: small.path)
      palettes.append(small.contents)
    }
    seeds["palettes"] = palettes.map { [0, 0, 0] + $0 }
    return seeds
  }

  private static func written(_ write: (String) throws(VectorFileError) -> Void) throws -> [UInt8] {
    let file = FuzzFile("seed.safetensors")
    try write(file.path)
    return file.contents
  }
}

extension [UInt64] {
  fileprivate var bytes: [UInt8] { flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } } }
}
