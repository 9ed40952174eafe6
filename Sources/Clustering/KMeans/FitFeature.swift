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
    var features = [
      FitFeature("solver \(solver.name)"), FitFeature("initializer \(initializer.optionName)"), method.feature,
    ]
    if hasWeights { features.append(FitFeature("weights")) }
    if assignmentPath != nil { features.append(FitFeature("path")) }
    if sizes != nil {
      // Whole weights would be rows that may be divided; other solvers do not move to the means.
      let isLloyd = solver.dependsOnAssignmentOnly && solver.sampling == .fullBatch
      features.append(
        FitFeature(
          "sizes",
          excludes: ["weights", "path", "metric cosine", "with-missing", "trim"]
            + (isLloyd ? [] : ["solver \(solver.name)"])))
    }
    // Steps of other solvers could leave the sphere on its far side.
    if metric == .cosine {
      features.append(FitFeature("metric cosine", excludes: ["solver newton", "solver gradient"]))
    }
    let otherSolvers = ["solver newton", "solver gradient", "solver nested"]
    if missingValues == .leftOut || missingCells != nil {
      features.append(
        FitFeature("with-missing", excludes: otherSolvers + ["metric cosine", "initializer k-means-parallel"]))
    }
    if trimmedShare > 0 { features.append(FitFeature("trim", excludes: otherSolvers)) }
    if quality != .fast {
      let others = ["solver gradient", "solver nested", "sizes", "metric cosine", "with-missing", "trim", "optimal"]
      features.append(FitFeature("quality \(quality.name)", excludes: others))
    }
    return features + optimumFeatures + centroidFeatures
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

extension Initializer {
  /// The value of the command's option.
  fileprivate var optionName: String { name == "given" ? "FILE" : name }
}
