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
}
