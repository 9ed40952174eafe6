internal import CArrowInterface

/// Memory of a structure that a driver gets, freed when the structure is released.
final class ArrowMemory {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { for block in blocks { block.deallocate() } }

  /// Room for trivial values; one at least, so that it has an address.
  func room<Value>(_: Value.Type, _ count: Int) -> UnsafeMutablePointer<Value> {
    let block = UnsafeMutablePointer<Value>.allocate(capacity: max(count, 1))
    blocks.append(UnsafeMutableRawPointer(block))
    return block
  }

  /// A text with a NUL behind it.
  func text(_ text: String) -> UnsafePointer<CChar> {
    let characters = Array(text.utf8CString)
    let block = room(CChar.self, characters.count)
    block.initialize(from: characters, count: characters.count)
    return UnsafePointer(block)
  }

  /// For `private_data`: the memory stays until it is taken back.
  var retained: UnsafeMutableRawPointer { Unmanaged.passRetained(self).toOpaque() }

  static func release(_ data: UnsafeMutableRawPointer?) {
    if let data { Unmanaged<ArrowMemory>.fromOpaque(data).release() }
  }
}

/// A schema that is handed over: it owns its memory and its children, and its release frees both.
extension ArrowSchema {
  init(exporting format: String, _ name: String, children: [ArrowSchema] = []) {
    let memory = ArrowMemory()
    let places = memory.room(UnsafeMutablePointer<ArrowSchema>?.self, children.count)
    for (index, child) in children.enumerated() {
      let place = memory.room(ArrowSchema.self, 1)
      place.initialize(to: child)
      places.advanced(by: index).initialize(to: place)
    }
    self.init(
      format: memory.text(format), name: memory.text(name), metadata: nil, flags: Self.mayHaveMissing,
      n_children: Int64(children.count), children: places, dictionary: nil,
      release: { schema in
        guard let schema else { return }
        for index in 0..<Int(schema.pointee.n_children) {
          if let child = schema.pointee.children[index] { child.pointee.release?(child) }
        }
        ArrowMemory.release(schema.pointee.private_data)
        (schema.pointee.private_data, schema.pointee.release) = (nil, nil)
      }, private_data: memory.retained)
  }

  private static let mayHaveMissing: Int64 = 2
}

/// Values that are handed over, in the same way.
extension ArrowArray {
  /// - Parameter memory: what holds the buffers.
  init(
    exporting length: Int, missing: Int, buffers: [UnsafeRawPointer?], _ memory: ArrowMemory,
    children: [ArrowArray] = []
  ) {
    let places = memory.room(UnsafeMutablePointer<ArrowArray>?.self, children.count)
    for (index, child) in children.enumerated() {
      let place = memory.room(ArrowArray.self, 1)
      place.initialize(to: child)
      places.advanced(by: index).initialize(to: place)
    }
    let list = memory.room(UnsafeRawPointer?.self, buffers.count)
    list.initialize(from: buffers, count: buffers.count)
    self.init(
      length: Int64(length), null_count: Int64(missing), offset: 0, n_buffers: Int64(buffers.count),
      n_children: Int64(children.count), buffers: list, children: places, dictionary: nil,
      release: { array in
        guard let array else { return }
        for index in 0..<Int(array.pointee.n_children) {
          if let child = array.pointee.children[index] { child.pointee.release?(child) }
        }
        ArrowMemory.release(array.pointee.private_data)
        (array.pointee.private_data, array.pointee.release) = (nil, nil)
      }, private_data: memory.retained)
  }
}
