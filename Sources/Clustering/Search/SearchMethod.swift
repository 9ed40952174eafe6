/// A way to a lower inertia from centroids at which Lloyd's runs stand still.
public enum SearchMethod: Sendable, Equatable {
  /// Rows change their cluster one by one, where that lowers the inertia though both means move: `HartiganMoves`.
  case hartiganWong
  /// Centroids change their place: to rows drawn by D^2, `rounds` times, each judged by the run that follows.
  case exchange(rounds: Int = 25)
  /// Centroids are added where the inertia is large and taken where they help least, `size` at a time, fewer each time that this
  /// gains nothing.
  case breathing(size: Int = 5)
  /// A population of solutions, whose centroids are mixed, until `patience` children in a row are no better; nil for as many as
  /// suit the size of the data.
  case memetic(patience: Int? = nil)

  /// The name in reports.
  public var name: String {
    switch self {
    case .hartiganWong: "hartigan-wong"
    case .exchange: "fls++"
    case .breathing: "breathing"
    case .memetic: "memetic"
    }
  }
}
