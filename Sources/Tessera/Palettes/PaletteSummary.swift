public import Palettes
public import VectorFiles

/// What became of the tensors of a file.
public struct PaletteSummary: Sendable, Equatable {
  /// A tensor that is codes and tables now.
  public struct Palettized: Sendable, Equatable {
    public let name: SafeTensorsFile.Key
    public let type: WeightType
    public let layout: PaletteLayout
    /// Where its importances came from; nil: all weights count the same.
    public let importances: ImportanceShape?
    public let errors: PaletteErrors
  }

  /// What an importance is of.
  public enum ImportanceShape: String, Sendable {
    /// Of one weight.
    case weights
    /// Of all weights of one index of the input axis.
    case inputs
  }

  /// A tensor that is what it was.
  public struct Copied: Sendable, Equatable {
    public let name: SafeTensorsFile.Key
    public let elementType: ElementType
    public let shape: [Int]
    /// `no type of weights`.
    public let reason: String
  }

  /// By name.
  public internal(set) var palettized: [Palettized] = []
  /// By name.
  public internal(set) var copied: [Copied] = []
  /// Tensors of the file of importances that are of no weights here, by name.
  public internal(set) var unusedImportances: [SafeTensorsFile.Key] = []
  /// Of the file that was read.
  public internal(set) var bytesRead = 0
  /// Of the file that was written.
  public internal(set) var bytesWritten = 0

  /// Of all palettized tensors together.
  public var errors: PaletteErrors {
    var errors = PaletteErrors()
    for tensor in palettized { errors.add(tensor.errors) }
    return errors
  }

  /// The weights of all palettized tensors.
  public var weightCount: Int { palettized.reduce(0) { $0 + $1.layout.weightCount } }

  /// Of codes and tables, per palettized weight; nil where there is none.
  public var bitsPerWeight: Double? {
    let bytes = palettized.reduce(0) { $0 + $1.layout.byteCount($1.type) }
    return weightCount > 0 ? 8 * Double(bytes) / Double(weightCount) : nil
  }
}
