internal import ResidentMemory
internal import VectorFiles

extension DataOptions {
  /// Holds the memory of the command where it is to be held: before anything is read.
  func holdMemory() throws(VectorFileError) {
    guard let memoryLimit else { return }
    do {
      try MemoryLimit.hold(memoryLimit) { error in
        // In the middle of anything: outputs appear whole or not at all.
        StandardError.write("error: \(error)\n")
        Terminal.exit(VectorFileError.Kind.inputOutput.rawValue)
      }
    } catch {
      throw VectorFileError(
        kind: .cannotCreate, path: error.directory ?? MemoryLimit.temporaryDirectory, location: .file,
        problem: error.problem, advice: error.advice)
    }
  }

  /// Throws where what stays in memory of so many rows is more than there may be.
  func requireMemory(forRows rows: Int) throws(VectorFileError) {
    let needed = rows * MemoryLimit.bytesPerRow + MemoryLimit.least / 2
    guard let memoryLimit, needed > memoryLimit else { return }
    let megabytes = (needed >> 20) + 1
    throw VectorFileError(
      kind: .memory, path: data, location: .file,
      problem: "labels and margins of its \(rows) rows stay in memory, and need about \(megabytes) MB",
      advice: "set --memory-limit \(megabytes)M or more, or make parts of it (tessera partial)")
  }

  /// Says how much was in memory, where that was limited.
  static func notePeak() {
    guard let limit = MemoryLimit.current, let peak = MemoryLimit.peak else { return }
    StandardError.write("in memory: \(peak >> 20) MB at most, of a limit of \(limit >> 20) MB\n")
  }
}
