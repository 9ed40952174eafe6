public import Clustering

/// A way to choose start centroids by the name that commands, reports and models call it.
public enum InitializerName: String, CaseIterable, Sendable {
  case kMeansPlusPlus = "k-means++"
  case kMeansParallel = "k-means-parallel"
  case afkMC2 = "afk-mc2"
  case farthestFirst = "farthest-first"
  case random

  /// It with its defaults.
  public var initializer: any Initializer {
    switch self {
    case .kMeansPlusPlus: .kMeansPlusPlus
    case .kMeansParallel: .kMeansParallel()
    case .afkMC2: .afkMC2()
    case .farthestFirst: .farthestFirst
    case .random: .random
    }
  }
}
