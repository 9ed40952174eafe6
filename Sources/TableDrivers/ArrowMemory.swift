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

/// A structure that is handed over: it owns its memory and its children, and its release frees both.
protocol ArrowExport {
  /// Its children and its memory.
  var parts: (children: UnsafeMutableBufferPointer<UnsafeMutablePointer<Self>?>, memory: UnsafeMutableRawPointer?) {
    get
  }
  /// The values that others name by their places.
  var ownDictionary: UnsafeMutablePointer<Self>? { get }

  /// Calls its own release.
  static func release(_ structure: UnsafeMutablePointer<Self>)

  /// Forgets release and memory: what is released has none.
  mutating func markAsReleased()
}

extension ArrowExport {
  /// The list of children that a structure has.
  static func list(_ children: [Self], in memory: ArrowMemory) -> UnsafeMutablePointer<UnsafeMutablePointer<Self>?> {
    let places = memory.room(UnsafeMutablePointer<Self>?.self, children.count)
    for (index, child) in children.enumerated() {
      let place = memory.room(Self.self, 1)
      place.initialize(to: child)
      places.advanced(by: index).initialize(to: place)
    }
    return places
  }

  static func free(_ structure: UnsafeMutablePointer<Self>?) {
    guard let structure else { return }
    let (children, memory) = structure.pointee.parts
    for case let child? in children { release(child) }
    if let dictionary = structure.pointee.ownDictionary { release(dictionary) }
    structure.pointee.markAsReleased()
    ArrowMemory.release(memory)
  }
}

extension ArrowSchema: ArrowExport {
  init(exporting format: String, _ name: String, children: [ArrowSchema] = []) {
    let memory = ArrowMemory()
    self.init(
      format: memory.text(format), name: memory.text(name), metadata: nil, flags: Self.mayHaveMissing,
      n_children: Int64(children.count), children: Self.list(children, in: memory), dictionary: nil,
      release: { ArrowSchema.free($0) }, private_data: memory.retained)
  }

  /// The same in memory of its own, under another name or its own.
  func copy(named other: String? = nil) -> ArrowSchema {
    let memory = ArrowMemory()
    let children = (0..<Int(n_children)).compactMap { self.children?[$0]?.pointee.copy() }
    let size = ArrowMetadata(metadata).size
    let pairs = size == 0 ? nil : memory.room(CChar.self, size)
    if let pairs, let metadata { pairs.initialize(from: metadata, count: size) }
    let values = dictionary.map { dictionary in
      let place = memory.room(ArrowSchema.self, 1)
      place.initialize(to: dictionary.pointee.copy())
      return place
    }
    func own(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }
    return ArrowSchema(
      format: memory.text(own(format)), name: memory.text(other ?? own(name)), metadata: UnsafePointer(pairs),
      flags: flags,
      n_children: Int64(children.count), children: Self.list(children, in: memory), dictionary: values,
      release: { ArrowSchema.free($0) }, private_data: memory.retained)
  }

  private static let mayHaveMissing: Int64 = 2

  var parts:
    (children: UnsafeMutableBufferPointer<UnsafeMutablePointer<ArrowSchema>?>, memory: UnsafeMutableRawPointer?)
  {
    (UnsafeMutableBufferPointer(start: children, count: Int(n_children)), private_data)
  }

  var ownDictionary: UnsafeMutablePointer<ArrowSchema>? { dictionary }
  static func release(_ schema: UnsafeMutablePointer<ArrowSchema>) { schema.pointee.release?(schema) }
  mutating func markAsReleased() { (private_data, release) = (nil, nil) }
}

extension ArrowArray: ArrowExport {
  /// - Parameter memory: what holds the buffers.
  init(
    exporting length: Int, missing: Int, buffers: [UnsafeRawPointer?], _ memory: ArrowMemory,
    children: [ArrowArray] = []
  ) {
    let list = memory.room(UnsafeRawPointer?.self, buffers.count)
    list.initialize(from: buffers, count: buffers.count)
    self.init(
      length: Int64(length), null_count: Int64(missing), offset: 0, n_buffers: Int64(buffers.count),
      n_children: Int64(children.count), buffers: list, children: Self.list(children, in: memory), dictionary: nil,
      release: { ArrowArray.free($0) }, private_data: memory.retained)
  }

  var parts: (children: UnsafeMutableBufferPointer<UnsafeMutablePointer<ArrowArray>?>, memory: UnsafeMutableRawPointer?)
  {
    (UnsafeMutableBufferPointer(start: children, count: Int(n_children)), private_data)
  }

  var ownDictionary: UnsafeMutablePointer<ArrowArray>? { dictionary }
  static func release(_ array: UnsafeMutablePointer<ArrowArray>) { array.pointee.release?(array) }
  mutating func markAsReleased() { (private_data, release) = (nil, nil) }
}
