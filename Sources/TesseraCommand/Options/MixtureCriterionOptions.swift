internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Mixtures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// How well mixtures of a candidate's number of components describe the points: smaller is better.
struct MixtureCriteria {
  var bic: Double
  var aic: Double
}

/// Whether numbers of clusters are compared by mixtures, too.
struct MixtureCriterionOptions: ParsableArguments {
  enum Criterion: String, ExpressibleByArgument, CaseIterable {
    case bic, aic
  }

  @Option(
    help: """
      Fit a Gaussian mixture of these covariances for each number, too: full, tied, diagonal or spherical; the candidates get \
      its bic and aic.
      """)
  var mixture: CovarianceKind?

  @Option(help: "Recommend by the smallest bic or aic (of full covariances, unless --mixture names others).")
  var criterion: Criterion?

  var isAsked: Bool { covariance != nil }

  private var covariance: CovarianceKind? { mixture ?? (criterion == nil ? nil : .full) }

  /// Those of all candidates; nil where nobody asks.
  func criteria(_ command: Choose, _ points: Points) throws(CommandFailure) -> [MixtureCriteria]? {
    guard let covariance else { return nil }
    var options = MixtureOptions()
    (options.restarts, options.seed) = (command.clusters.restarts, command.start.seed)
    options.threadCount = command.data.threadCount
    options.instructionSet = try command.data.instructionSet()
    options.cancellation = StopSignal.cancellation
    let line = command.data.line
    defer { line.clear() }
    let counts = command.clusters.counts
    var criteria: [MixtureCriteria] = []
    for (index, count) in counts.enumerated() {
      line.show(Double(index) / Double(counts.count), "mixture k = \(count)")
      var mixture = GaussianMixture(componentCount: count)
      (mixture.covariance, mixture.options) = (covariance, options)
      do throws(MixtureError) {
        let model = try mixture.fitted(to: points.data.points, weights: points.weights)
        if model.stopReason == .interrupted { throw .data(.interrupted) }
        criteria.append(MixtureCriteria(bic: model.bic, aic: model.aic))
        if let note = model.note(regularization: mixture.regularization, headings: points.dataSummary.headings) {
          command.data.note("\(points.title.shown), mixture of \(count): \(note); its BIC and AIC say little")
        }
      } catch {
        throw CommandFailure(error, points, weights: command.start.weights)
      }
    }
    return criteria
  }

  /// Recommends the candidate of the smallest one (ties: the fewest clusters), where one of them decides.
  func recommend(by criteria: [MixtureCriteria]?, in choice: inout ClusterCountChoice) {
    guard let criterion, let covariance, let criteria else { return }
    let values = criteria.map { criterion == .bic ? $0.bic : $0.aic }
    guard let least = values.min(), let index = values.firstIndex(of: least) else { return }
    choice.recommended.clusterCount = choice.candidates[index].clusterCount
    choice.recommended.reason = """
      its mixture of \(covariance.rawValue) covariances has the smallest \(criterion.rawValue.uppercased()), \
      \(least.significant(7))
      """
  }
}
