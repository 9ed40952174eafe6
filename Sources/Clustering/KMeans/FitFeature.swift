/// Something that a fit can be asked for beyond plain k-means, by the name of the command's option; not all go together.
struct FitFeature {
  let name: String
  /// The names of those that it cannot be used with.
  let excludes: [String]

  init(_ name: String, excludes: [String] = []) {
    (self.name, self.excludes) = (name, excludes)
  }
}

/// What a fit is called with beside its options.
package struct FitCall {
  var hasWeights = false
  /// Whether it is kept on the way.
  var isKept = false
  /// Whether others hold rows, too.
  var isShared = false

  package init(hasWeights: Bool = false, isKept: Bool = false, isShared: Bool = false) {
    (self.hasWeights, self.isKept, self.isShared) = (hasWeights, isKept, isShared)
  }
}

extension KMeans {
  /// Throws where two of the features of a fit cannot be used together.
  package func requireCombination(_ call: FitCall) throws(ClusteringError) {
    let features = callFeatures(call) + optionFeatures
    for feature in features {
      if let other = features.first(where: { feature.excludes.contains($0.name) }) {
        throw .cannotCombine(feature.name, other.name)
      }
    }
  }

  private func callFeatures(_ call: FitCall) -> [FitFeature] {
    var features: [FitFeature] = []
    if call.hasWeights { features.append(FitFeature("weights")) }
    if call.isKept { features.append(FitFeature("checkpoint", excludes: Self.kinds + Self.trees + Self.searches)) }
    if call.isShared {
      features.append(FitFeature("a group", excludes: Self.kinds + Self.trees + Self.searches + ["lower-bound"]))
    }
    return features
  }

  /// What is neither Lloyd's nor Newton's step of all rows towards means.
  private static let kinds = ["sizes", "with-missing", "trim", "centroid median", "centroid medoid"]
  private static let trees = ["method hierarchical", "method bisecting"]
  private static let searches = ["quality balanced", "quality best", "quality methods", "optimal"]
  private static let otherSolvers = ["solver newton", "solver gradient", "solver nested"]

  private var optionFeatures: [FitFeature] {
    var features = [FitFeature("solver \(solver.name)"), FitFeature("initializer \(initializer.optionName)")]
    func add(_ name: String, if isAsked: Bool, without excludes: [String] = []) {
      if isAsked { features.append(FitFeature(name, excludes: excludes.filter { $0 != name })) }
    }
    add("path", if: assignmentPath != nil)
    add("restarts", if: restarts > 1)
    // Trees are of Lloyd's steps, and choose starts themselves.
    add(
      "method \(method.name)", if: method != .flat,
      without: ["solver gradient", "solver nested", "initializer FILE"] + Self.kinds)
    // Whole weights would be rows that may be divided; other solvers do not move to the means.
    let isLloyd = solver.dependsOnAssignmentOnly && solver.sampling == .fullBatch
    add(
      "sizes", if: sizes != nil,
      without: ["weights", "path", "metric cosine"] + Self.kinds + (isLloyd ? [] : ["solver \(solver.name)"]))
    // Steps of other solvers could leave the sphere on its far side.
    add(
      "metric cosine", if: metric == .cosine,
      without: ["solver newton", "solver gradient", "centroid median", "centroid medoid"])
    add(
      "with-missing", if: missingValues == .leftOut || missingCells != nil,
      without: Self.otherSolvers + ["metric cosine", "initializer k-means-parallel", "path"])
    add("trim", if: trimmedShare > 0, without: Self.otherSolvers + ["path"])
    add(
      "centroid \(centroid.name)", if: centroid != .mean,
      without: Self.otherSolvers + ["path", "sizes", "trim", "with-missing"])
    add(
      "quality \(quality.name)", if: quality != .fast,
      without: ["solver gradient", "solver nested", "metric cosine", "optimal"] + Self.kinds)
    add(
      "optimal", if: seeksOptimum,
      without: Self.otherSolvers + ["restarts", "metric cosine"] + Self.kinds + Self.trees
        + (initializer.name == KMeansPlusPlus().name ? [] : ["initializer \(initializer.optionName)"]))
    add("lower-bound", if: boundsInertia, without: ["with-missing", "trim", "centroid median", "centroid medoid"])
    return features
  }
}

extension Initializer {
  /// As the command's option has it.
  fileprivate var optionName: String { name == "given" ? "FILE" : name }
}
