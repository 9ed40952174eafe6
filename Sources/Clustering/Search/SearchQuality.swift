/// How much work a fit spends on a lower inertia than that of its runs: <doc:BetterMinima>.
///
/// ```swift
/// kmeans.quality = .best
/// let model = try kmeans.fitted(to: points)
/// print(model.inertia, model.search?.methods ?? [])
/// ```
///
/// Whatever is chosen, the result is the end of a run of the solver: labels are those of the nearest centroids, and the inertia is
/// never above that of the best of the runs. Without a ``KMeans/timeLimit`` the seed decides it, bit by bit.
public enum SearchQuality: Sendable, Equatable {
  /// The best of ``KMeans/restarts`` runs.
  case fast
  /// Breathing and single moves from there: about 5 to 10 times the work of one run.
  case balanced
  /// A memetic search after that, until it finds nothing better any more; of one column the optimum instead, proved.
  case best
  /// These methods, one after the other, each from the best of those before.
  case methods([SearchMethod])

  /// The name in reports: `fast`, `balanced`, `best` or `methods`.
  public var name: String {
    switch self {
    case .fast: "fast"
    case .balanced: "balanced"
    case .best: "best"
    case .methods: "methods"
    }
  }

  /// What is run after the runs.
  public var methods: [SearchMethod] {
    switch self {
    case .fast: []
    case .balanced: [.breathing(), .hartiganWong]
    case .best: [.breathing(), .memetic()]
    case .methods(let methods): methods
    }
  }
}
