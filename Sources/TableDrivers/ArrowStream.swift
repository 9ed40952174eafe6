internal import CArrowInterface
internal import VectorFiles

/// A stream of batches of rows, released once nobody has it any more: after its batches, before its owner.
final class ArrowStream {
  let pointer: UnsafeMutablePointer<ArrowArrayStream>
  private let path: String
  private let owner: AnyObject?
  /// The driver, which is to stay loaded as long as there are batches.
  let driver: AnyObject?
  private var isFinished = false

  /// - Parameter owner: what must live as long as the stream does.
  init(path: String, owner: AnyObject?, driver: AnyObject? = nil) {
    (self.path, self.owner, self.driver) = (path, owner, driver)
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: ArrowArrayStream())
  }

  deinit {
    pointer.pointee.release?(pointer)
    pointer.deallocate()
  }

  /// The schema of all batches.
  func schema() throws(VectorFileError) -> ArrowFields {
    var schema = try ownedSchema()
    defer { schema.release?(&schema) }
    return ArrowFields(schema)
  }

  /// The schema as it is, which the caller releases.
  func ownedSchema() throws(VectorFileError) -> ArrowSchema {
    let schema = UnsafeMutablePointer<ArrowSchema>.allocate(capacity: 1)
    schema.initialize(to: ArrowSchema())
    defer { schema.deallocate() }
    try check(pointer.pointee.get_schema?(pointer, schema) ?? 1)
    return schema.pointee
  }

  /// The next batch; nil behind the last one.
  func next() throws(VectorFileError) -> ArrowBatch? {
    // Some drivers take offence at a question behind the end.
    if isFinished { return nil }
    let batch = ArrowBatch(self)
    try check(pointer.pointee.get_next?(pointer, batch.pointer) ?? 1)
    isFinished = batch.pointer.pointee.release == nil
    return isFinished ? nil : batch
  }

  private func check(_ status: Int32) throws(VectorFileError) {
    guard status != 0 else { return }
    let words = pointer.pointee.get_last_error?(pointer).map { String(cString: $0) }
    let line = words.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") } ?? ""
    throw VectorFileError(
      kind: .badData, path: path, location: .file, problem: line.isEmpty ? "the rows end with error \(status)" : line,
      advice: "")
  }
}

/// Rows of a stream.
final class ArrowBatch {
  let pointer: UnsafeMutablePointer<ArrowArray>
  private let stream: ArrowStream

  init(_ stream: ArrowStream) {
    self.stream = stream
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: ArrowArray())
  }

  /// The rows, which the caller releases; the batch has none any more.
  func taken() -> ArrowArray {
    defer { pointer.pointee.release = nil }
    return pointer.pointee
  }

  deinit {
    pointer.pointee.release?(pointer)
    pointer.deallocate()
  }
}
