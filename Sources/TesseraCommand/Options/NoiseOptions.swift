internal import ArgumentParser
internal import Clustering

/// Which noise labels are to survive.
struct NoiseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Measure which labels survive noise: everything moved by at most so much, on the scale of the fit.",
      valueName: "R"))
  var noise: Double?

  @Option(
    help: ArgumentHelp("What moves: each of the rows, or all centroids (default: rows).", valueName: "rows|centroids"))
  var noiseIn: LabelStability.Source?

  @Option(help: "How often the noise is drawn, for rows whose labels are not proved to survive (default: 100).")
  var noiseSamples: Int?

  func validate() throws {
    if let noise, !(noise >= 0 && noise.isFinite) {
      throw ValidationError("--noise is at least 0 and finite.")
    }
    if noise == nil, noiseIn != nil { throw ValidationError("--noise-in belongs to --noise.") }
    if noise == nil, noiseSamples != nil { throw ValidationError("--noise-samples belongs to --noise.") }
    if let noiseSamples, !(1...1_000_000).contains(noiseSamples) {
      throw ValidationError("--noise-samples lies in 1 ... 1000000.")
    }
  }

  func stability(_ assigned: AssignedPoints, seed: UInt64) throws -> LabelStability? {
    guard let noise else { return nil }
    return try assigned.stability(noise: noise, in: noiseIn ?? .rows, samples: noiseSamples ?? 100, seed: seed)
  }
}
