internal import VectorFiles

/// The files of several parts, looked after while each is read, and afterwards where they stay where they are.
final class WatchedParts: @unchecked Sendable {
  private var areKept: Bool
  /// One part is read after the other.
  private(set) var kept: [InputFile] = []

  init(areKept: Bool) { self.areKept = areKept }

  func reading(_ path: String, _ read: () throws(VectorFileError) -> Void) throws(VectorFileError) {
    let file = InputFile(path)
    try file.reading(read)
    if areKept { kept.append(file) }
    // So many are copied together.
    if kept.count > VectorFileReader.mostPartsInPlace { (areKept, kept) = (false, []) }
  }
}
