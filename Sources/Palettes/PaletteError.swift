public import Clustering

/// What can be wrong with weights and their importances. Places are counted from 0, one index per axis.
public enum PaletteError: Error, Equatable, Sendable {
  /// A weight is NaN or infinite.
  case notFinite(index: [Int])
  /// An importance is negative, NaN or infinite.
  case importanceNotUsable(index: [Int])
  /// Importances have neither the shape of the weights nor one entry per input.
  case importanceShape(given: [Int], weights: [Int])
  /// Importances are too far apart for Doubles.
  case notRepresentable
  /// The shape has no palettes of the options.
  case layout(PaletteLayout.Hindrance)
  /// The codebook of vectors could not be made.
  case clustering(ClusteringError)
  /// ``/Clustering/Cancellation`` ended the work.
  case interrupted
}

extension PaletteError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .notFinite(let index): "the weight at \(Self.text(index)) is NaN or infinite; repair the model"
    case .importanceNotUsable(let index):
      "the importance at \(Self.text(index)) is negative, NaN or infinite; give finite numbers of at least 0"
    case .importanceShape(let given, let weights):
      "importances of shape \(Self.text(given)) for weights of shape \(Self.text(weights)); give one per weight, or one per "
        + "input (axis 1; of weights in one axis, one each)"
    case .notRepresentable:
      "the importances, beside the squares of the weights, are too far apart for float64; give importances within 300 powers of ten"
    case .layout(let hindrance): "\(hindrance); give other options"
    case .clustering(let error): error.description
    case .interrupted: "interrupted before the result was written"
    }
  }

  private static func text(_ index: [Int]) -> String { "[\(index.map(String.init).joined(separator: ", "))]" }
}
