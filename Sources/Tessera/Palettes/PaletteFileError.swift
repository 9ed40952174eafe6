internal import Clustering
internal import Palettes
public import VectorFiles

/// Why a file of palettes was not made.
public enum PaletteFileError: Error, Sendable, Equatable {
  /// The file, its importances or the output.
  case file(VectorFileError)
  /// ``/Clustering/Cancellation`` ended the work.
  case interrupted
}

extension PaletteFileError {
  /// What went wrong with a tensor of a file.
  init(_ error: any Error, tensor: SafeTensorsFile.Key, of path: String, importances: String?) {
    switch error {
    case let error as VectorFileError: self = .file(error)
    case PaletteError.interrupted: self = .interrupted
    case let error as PaletteError:
      var path = path
      if case .importanceNotUsable = error { path = importances ?? path }
      if case .importanceShape = error { path = importances ?? path }
      var kind = VectorFileError.Kind.badData
      if case .clustering(.memory) = error { kind = .memory }
      self = .file(
        VectorFileError(
          kind: kind, path: "\(path):\(tensor)", location: .file, problem: error.description, advice: ""))
    default: self = .interrupted
    }
  }
}

extension PaletteFileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .interrupted: PaletteError.interrupted.description
    }
  }
}
