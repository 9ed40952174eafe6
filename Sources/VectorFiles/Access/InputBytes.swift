/// The bytes of a file that a reader of another module takes as they are: mapped, or of a pipe or standard input (`-`) read to the end.
///
/// They are valid as long as this is.
package final class InputBytes: Sendable {
  private let file: MappedFile

  package var bytes: UnsafeRawBufferPointer { file.bytes }

  /// - Throws: what is wrong with the file, or that there is none.
  package init(_ path: String) throws(VectorFileError) {
    file = path == "-" ? try MappedFile(standardInput: path) : try MappedFile(path: path)
  }
}
