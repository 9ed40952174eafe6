internal import ArgumentParser

/// The value of `--to`: who takes the files.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case faiss, vectorchord, lance, npy

  /// What an array's file is called behind its name.
  var suffix: String { self == .lance ? ".arrow" : ".npy" }

  /// Whether it is a folder of arrays that is written.
  func isFolder(hasCentroids: Bool, hasCodebook: Bool) -> Bool {
    switch self {
    case .faiss, .vectorchord: false
    case .lance: hasCentroids && hasCodebook
    // Codes come with a rotation.
    case .npy: hasCodebook
    }
  }
}
