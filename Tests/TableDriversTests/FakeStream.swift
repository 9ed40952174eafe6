import CArrowInterface

@testable import TableDrivers

/// A column of a stream of the tests: how it is stored.
struct FakeField {
  var name = ""
  var format: String
  var children: [FakeField] = []
  var dictionary: [FakeField] = []
  /// Keys with values.
  var metadata: [(String, String)] = []

  /// As they stand in a schema.
  var metadataBytes: [CChar] {
    let parts = metadata.flatMap { [$0.0, $0.1] }
    let bytes =
      FakeArray.bytes([Int32(metadata.count)])
      + parts.flatMap { FakeArray.bytes([Int32($0.utf8.count)]) + Array($0.utf8) }
    return bytes.map(CChar.init(bitPattern:))
  }
}

/// What it holds in one batch.
struct FakeArray {
  var length: Int
  var offset = 0
  var nullCount = -1
  var buffers: [[UInt8]?]
  var children: [FakeArray] = []
  var dictionary: [FakeArray] = []

  /// Values, and where they are missing (false), behind `offset` others.
  init<Value: BitwiseCopyable>(_ values: [Value], valid: [Bool]? = nil, offset: Int = 0) {
    length = values.count - offset
    self.offset = offset
    buffers = [valid.map(Self.bits), values.withUnsafeBytes { Array($0) }]
    if valid == nil { nullCount = 0 }
  }

  init(length: Int, offset: Int = 0, valid: [Bool]? = nil, buffers: [[UInt8]?] = [], children: [FakeArray] = []) {
    (self.length, self.offset, self.children) = (length, offset, children)
    self.buffers = [valid.map(Self.bits)] + buffers
    if valid == nil { nullCount = 0 }
  }

  /// Texts with offsets of four bytes.
  init(texts: [String]) {
    var ends: [Int32] = [0]
    for text in texts { ends.append(ends[ends.count - 1] + Int32(text.utf8.count)) }
    self.init(length: texts.count, buffers: [Self.bytes(ends), texts.flatMap { Array($0.utf8) }])
  }

  /// Values of any length with offsets of four bytes, or of eight; the first begins behind three other bytes.
  init(blobs: [[UInt8]?], isLarge: Bool = false, offset: Int = 0) {
    var ends = [3]
    for blob in blobs { ends.append(ends[ends.count - 1] + (blob?.count ?? 0)) }
    self.init(
      length: blobs.count - offset, offset: offset, valid: blobs.map { $0 != nil },
      buffers: [
        isLarge ? Self.bytes(ends.map(Int64.init)) : Self.bytes(ends.map(Int32.init)),
        [1, 2, 3] + blobs.flatMap { $0 ?? [] },
      ])
  }

  static func bits(_ valid: [Bool]) -> [UInt8] {
    var bits = [UInt8](repeating: 0, count: (valid.count + 7) / 8)
    for (index, isValid) in valid.enumerated() where isValid { bits[index / 8] |= 1 << UInt8(index % 8) }
    return bits
  }

  static func bytes<Value: BitwiseCopyable>(_ values: [Value]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }
}

/// What happened, in order.
final class FakeLog {
  var events: [String] = []
}

/// A stream as a driver would make it.
final class FakeStream {
  let fields: [FakeField]
  let batches: [FakeArray]
  /// What is said in place of the batch behind the last one.
  let error: String?
  let log = FakeLog()
  fileprivate var next = 0
  fileprivate var message: UnsafeMutablePointer<CChar>?

  init(_ fields: [FakeField], _ batches: [FakeArray], error: String? = nil) {
    (self.fields, self.batches, self.error) = (fields, batches, error)
  }

  deinit { message?.deallocate() }

  /// Columns of batches without offsets.
  convenience init(_ fields: [FakeField], columns batches: [[FakeArray]], error: String? = nil) {
    self.init(fields, batches.map { FakeArray(length: $0[0].length, children: $0) }, error: error)
  }

  /// The stream, as whoever reads it gets it.
  func stream(owner: AnyObject? = nil) -> ArrowStream {
    let stream = ArrowStream(path: "fake", owner: owner)
    stream.pointer.pointee = ArrowArrayStream(
      get_schema: { stream, schema in
        let fake = FakeStream.of(stream)
        fill(schema!, FakeField(format: "+s", children: fake.fields))
        return 0
      },
      get_next: { stream, array in
        let fake = FakeStream.of(stream)
        fake.log.events.append("next")
        if fake.next < fake.batches.count {
          fill(array!, fake.batches[fake.next], fake.log)
          fake.next += 1
        } else if fake.error != nil {
          return 5
        }
        return 0
      },
      get_last_error: { stream in
        let fake = FakeStream.of(stream)
        guard let error = fake.error else { return nil }
        let text = Array(error.utf8CString)
        let message = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
        message.initialize(from: text, count: text.count)
        fake.message = message
        return UnsafePointer(message)
      },
      release: { stream in
        FakeStream.of(stream).log.events.append("release stream")
        Unmanaged<FakeStream>.fromOpaque(stream!.pointee.private_data).release()
        stream!.pointee.release = nil
      }, private_data: Unmanaged.passRetained(self).toOpaque())
    return stream
  }

  private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> FakeStream {
    Unmanaged<FakeStream>.fromOpaque(stream!.pointee.private_data).takeUnretainedValue()
  }
}

/// Memory of a schema or an array, freed with it.
private final class FakeMemory {
  var blocks: [UnsafeMutableRawPointer] = []
  let log: FakeLog?

  init(_ log: FakeLog?) { self.log = log }

  deinit { for block in blocks { block.deallocate() } }

  func copy<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(values.count, 1))
    memory.initialize(from: values, count: values.count)
    blocks.append(UnsafeMutableRawPointer(memory))
    return memory
  }
}

private func fill(_ schema: UnsafeMutablePointer<ArrowSchema>, _ field: FakeField) {
  let memory = FakeMemory(nil)
  fill(schema, field, memory)
  schema.pointee.private_data = Unmanaged.passRetained(memory).toOpaque()
  schema.pointee.release = { schema in
    Unmanaged<FakeMemory>.fromOpaque(schema!.pointee.private_data).release()
    schema!.pointee.release = nil
  }
}

private func fill(_ schema: UnsafeMutablePointer<ArrowSchema>, _ field: FakeField, _ memory: FakeMemory) {
  func made(_ field: FakeField) -> UnsafeMutablePointer<ArrowSchema>? {
    let child = memory.copy([ArrowSchema()])
    fill(child, field, memory)
    return child
  }
  schema.pointee = ArrowSchema()
  schema.pointee.format = UnsafePointer(memory.copy(Array(field.format.utf8CString)))
  schema.pointee.name = UnsafePointer(memory.copy(Array(field.name.utf8CString)))
  if !field.metadata.isEmpty { schema.pointee.metadata = UnsafePointer(memory.copy(field.metadataBytes)) }
  schema.pointee.n_children = Int64(field.children.count)
  schema.pointee.children = memory.copy(field.children.map(made))
  schema.pointee.dictionary = field.dictionary.first.flatMap(made)
}

/// Children have memory of their own: who reads the batch may keep them without it.
private func fill(_ array: UnsafeMutablePointer<ArrowArray>, _ fake: FakeArray, _ log: FakeLog?) {
  let memory = FakeMemory(log)
  fill(array, fake, memory)
  array.pointee.private_data = Unmanaged.passRetained(memory).toOpaque()
  array.pointee.release = { array in
    let children = (0..<Int(array!.pointee.n_children)).map { array!.pointee.children[$0] }
    for case let child? in children + [array!.pointee.dictionary] { child.pointee.release?(child) }
    let memory = Unmanaged<FakeMemory>.fromOpaque(array!.pointee.private_data)
    memory.takeUnretainedValue().log?.events.append("release batch")
    memory.release()
    array!.pointee.release = nil
  }
}

private func fill(_ array: UnsafeMutablePointer<ArrowArray>, _ fake: FakeArray, _ memory: FakeMemory) {
  func made(_ fake: FakeArray) -> UnsafeMutablePointer<ArrowArray>? {
    let child = memory.copy([ArrowArray()])
    fill(child, fake, nil as FakeLog?)
    return child
  }
  array.pointee = ArrowArray()
  array.pointee.length = Int64(fake.length)
  array.pointee.offset = Int64(fake.offset)
  array.pointee.null_count = Int64(fake.nullCount)
  array.pointee.n_buffers = Int64(fake.buffers.count)
  array.pointee.buffers = memory.copy(fake.buffers.map { $0.map { UnsafeRawPointer(memory.copy($0)) } })
  array.pointee.n_children = Int64(fake.children.count)
  array.pointee.children = memory.copy(fake.children.map(made))
  array.pointee.dictionary = fake.dictionary.first.flatMap(made)
}
