internal import Clustering
internal import Mixtures
internal import VectorFiles

extension CommandFailure {
  /// What is wrong with points, or with what becomes of a mixture of them.
  init(_ error: MixtureError, _ points: Points, start: String? = nil, weights: String? = nil) {
    if case .data(let error) = error {
      self.init(error, points, centroids: start, weights: weights)
    } else {
      let message = "\(points.title): \(error)".replacing("the regularization,", with: "--regularization,")
      self.init(exitCode: ExitCode.badData, message: message)
    }
  }
}
