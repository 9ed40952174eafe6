/// Something that a fit can be asked for beyond plain k-means, by the name of the command's option; not all go together.
struct FitFeature {
  let name: String
  /// The names of those that it cannot be used with.
  let excludes: [String]

  init(_ name: String, excludes: [String] = []) {
    (self.name, self.excludes) = (name, excludes)
  }
}

extension KMeans {
  /// What this fit is asked for.
  private var features: [FitFeature] {
    var features = [FitFeature("solver \(solver.name)")]
    if quality != .fast {
      features.append(FitFeature("quality \(quality.name)", excludes: ["solver gradient", "solver nested"]))
    }
    return features
  }

  /// Throws where two of the features cannot be used together.
  func requireCombination() throws(ClusteringError) {
    let features = features
    for feature in features {
      if let other = features.first(where: { feature.excludes.contains($0.name) }) {
        throw .cannotCombine(feature.name, other.name)
      }
    }
  }
}
