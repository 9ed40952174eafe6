internal import Refusals
internal import Synchronization

/// A safetensors file that is written piece by piece, in any order, by any thread: its tensors are known beforehand, and need
/// not be in memory together. Whole or not at all, as by ``AtomicFile``.
package final class SafeTensorsWriter: @unchecked Sendable {
  private var output: OutputFile
  private let places: [SafeTensorsFile.Key: Range<Int>]
  private let written: Atomic<Int>
  package let byteCount: Int

  /// - Precondition: no tensor is called `__metadata__`.
  /// - Throws: also where `path` is a pipe or a device, which has no places.
  package init(
    _ metadata: [SafeTensorsFile.Key: String], _ tensors: [SafeTensorsFile.Key: SafeTensorsOutline], to path: String
  ) throws(VectorFileError) {
    require(tensors["__metadata__"] == nil, "the name __metadata__ is taken")
    try AtomicFile.checkReplaceable(path)
    let layout = SafeTensorsLayout(metadata, tensors)
    output = try OutputFile(destination: OutputDestination(path: path))
    places = Dictionary(uniqueKeysWithValues: layout.tensors.map { ($0.name, $0.range) })
    byteCount = layout.byteCount
    written = Atomic(layout.header.count)
    try layout.header.withUnsafeBufferPointer { bytes throws(VectorFileError) in
      try output.write(UnsafeRawBufferPointer(bytes), at: 0)
    }
  }

  /// Writes a part of a tensor; every byte is to be written once.
  ///
  /// - Parameter offset: counted in bytes from the beginning of the tensor.
  package func write(
    _ bytes: UnsafeRawBufferPointer, of name: SafeTensorsFile.Key, at offset: Int = 0
  ) throws(VectorFileError) {
    let range = places[name] ?? 0..<0
    require(offset >= 0 && bytes.count <= range.count - offset, "the bytes lie in the tensor")
    try output.write(bytes, at: range.lowerBound + offset)
    written.add(bytes.count, ordering: .relaxed)
  }

  /// Puts the file in its place, once everything is written.
  package func finish() throws(VectorFileError) {
    require(written.load(ordering: .relaxed) == byteCount, "every byte was written once")
    try output.finish()
  }
}
