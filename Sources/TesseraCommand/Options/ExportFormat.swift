internal import ArgumentParser
internal import TableDrivers
internal import VectorFiles

/// The value of `--to`: who takes the files, or a table of a database.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case faiss, vectorchord, table, lance, npy

  /// What a file's name ends in; nil for faiss, which knows none.
  private var ending: String? {
    switch self {
    case .faiss, .table: nil
    case .vectorchord: ".csv"
    case .lance: ".arrow"
    case .npy: ".npy"
    }
  }

  /// What an array's file is called behind its name.
  var suffix: String { ending ?? "" }

  /// Endings that say something else than what faiss has.
  private static let others = OutputPlace.formats.suffixes + [".arrow", ".safetensors", ".html", ".json"]

  /// Throws a usage error where the name of an output says that it is something else.
  func check(_ output: String, isFolder: Bool) throws {
    let found = OutputFormats.suffix(of: output) ?? ""
    if self == .table || (self == .vectorchord && DatabaseTable.isNamed(by: output)) {
      try checkTable(output)
    } else if isFolder {
      guard output != "-", found != suffix else {
        throw ValidationError(
          "Several arrays are written: name a folder for them with -o, not \(OutputPlace.shown(output)).")
      }
    } else if let ending {
      guard output == "-" || found == ending else {
        throw ValidationError("The name of what \(rawValue) takes ends in \(ending): \(OutputPlace.shown(output)).")
      }
    } else if Self.others.contains(found) || DatabaseTable.isNamed(by: output) {
      throw ValidationError("\(OutputPlace.shown(output)) is no name of an index of faiss: let it end in .faiss, say.")
    }
  }

  private func checkTable(_ output: String) throws {
    guard DatabaseTable.isNamed(by: output) else {
      throw ValidationError(
        "A table is named behind its database: 'shop.sqlite?table=centroids' or 'postgresql://...?table=centroids', not \(output.shown)."
      )
    }
    guard self == .table || TableAddress(output)?.driver == "postgresql" else {
      throw ValidationError(
        "VectorChord is a part of PostgreSQL: name 'postgresql://...?table=NAME' or a .csv, or say --to table, not \(OutputPlace.shown(output))."
      )
    }
  }

  /// Whether it is a folder of arrays that is written.
  func isFolder(hasCentroids: Bool, hasCodebook: Bool) -> Bool {
    switch self {
    case .faiss, .vectorchord, .table: false
    case .lance: hasCentroids && hasCodebook
    // Codes come with a rotation.
    case .npy: hasCodebook
    }
  }
}
