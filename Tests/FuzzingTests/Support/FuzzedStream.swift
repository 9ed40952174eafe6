import CArrowInterface

@testable import TableDrivers

/// A stream of batches with columns of any type; it owns all memory.
final class FuzzedStream {
  private let columns: [FuzzedColumn]
  private let memory = ArrowMemory()
  private var choices: FuzzChoices
  private var batches: Int

  init(_ choices: FuzzChoices) {
    var choices = choices
    batches = 1 + choices.number(below: 3)
    columns = (0..<(1 + choices.number(below: 3))).map { _ in FuzzedColumn(&choices) }
    self.choices = choices
  }

  func stream() -> ArrowStream {
    let stream = ArrowStream(path: "x", owner: self)
    stream.pointer.pointee = ArrowArrayStream(
      get_schema: { stream, schema in
        schema?.pointee = FuzzedStream.of(stream).schema()
        return 0
      },
      get_next: { stream, array in
        if let batch = FuzzedStream.of(stream).next() { array?.pointee = batch }
        return 0
      }, get_last_error: { _ in nil }, release: nil, private_data: Unmanaged.passUnretained(self).toOpaque())
    return stream
  }

  private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> FuzzedStream {
    Unmanaged<FuzzedStream>.fromOpaque(stream!.pointee.private_data).takeUnretainedValue()
  }

  private func schema() -> ArrowSchema {
    let children = columns.map { column -> UnsafeMutablePointer<ArrowSchema>? in
      memory.copy([column.schema(in: memory)])
    }
    return ArrowSchema(
      format: memory.text("+s"), name: memory.text(""), metadata: nil, flags: 0, n_children: Int64(columns.count),
      children: memory.copy(children), dictionary: nil, release: nil, private_data: nil)
  }

  private func next() -> ArrowArray? {
    guard batches > 0 else { return nil }
    batches -= 1
    let (length, offset) = (choices.number(below: 6), choices.number(below: 3))
    let bits = choices.flag() ? memory.copy([choices.byte(), choices.byte()]) : nil
    // The offset of the whole counts for every column.
    let children = columns.map { column -> UnsafeMutablePointer<ArrowArray>? in
      memory.copy([column.array(length + offset, &choices, in: memory)])
    }
    return ArrowArray(
      length: Int64(length), null_count: bits == nil ? 0 : -1, offset: Int64(offset), n_buffers: 1,
      n_children: Int64(columns.count), buffers: memory.copy([UnsafeRawPointer(bits)]), children: memory.copy(children),
      dictionary: nil, release: { $0?.pointee.release = nil }, private_data: nil)
  }
}
