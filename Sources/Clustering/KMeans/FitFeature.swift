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
  private func features(hasWeights: Bool) -> [FitFeature] {
    var features = [FitFeature("solver \(solver.name)")]
    if hasWeights { features.append(FitFeature("weights")) }
    if assignmentPath != nil { features.append(FitFeature("path")) }
    if sizes != nil {
      // Whole weights would be rows that may be divided; other solvers do not move to the means.
      let isLloyd = solver.dependsOnAssignmentOnly && solver.sampling == .fullBatch
      features.append(FitFeature("sizes", excludes: ["weights", "path"] + (isLloyd ? [] : ["solver \(solver.name)"])))
    }
    return features
  }

  /// Throws where two of the features cannot be used together.
  func requireCombination(hasWeights: Bool) throws(ClusteringError) {
    let features = features(hasWeights: hasWeights)
    for feature in features {
      if let other = features.first(where: { feature.excludes.contains($0.name) }) {
        throw .cannotCombine(feature.name, other.name)
      }
    }
  }
}
