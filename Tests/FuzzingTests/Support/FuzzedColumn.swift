import CArrowInterface

@testable import TableDrivers

/// The type of a column, and what it holds in a batch. Buffers are as long as the lengths say, since nothing in the interface
/// tells how long they are, and texts lie within them; nothing else needs to make sense.
struct FuzzedColumn {
  private let format: String
  private let name: String
  private var child: [FuzzedColumn] = []
  private var dictionary: [FuzzedColumn] = []

  init(_ choices: inout FuzzChoices, depth: Int = 0) {
    let formats = [
      "c", "C", "s", "S", "i", "I", "l", "L", "e", "f", "g", "n", "b", "u", "U", "vu", "+l", "+L", "+w:2", "d:9,2",
      "d:38,-3", "d:9,2,32", "d:18,300,64", "tdD",
    ]
    let kind = choices.byte()
    if kind < 0xE0 {
      format = formats[Int(kind) % formats.count]
    } else {
      let text = String(decoding: choices.bytes(Int(kind & 15)), as: UTF8.self)
      format = (kind & 16 == 0 ? "+w:" : "d:") + text.filter { $0 != "\0" }
    }
    let shape = choices.byte()
    name = ["a", "b", "id", "é", ""][Int(shape >> 4) % 5]
    guard depth < 2 else { return }
    if shape & 3 == 3 { dictionary = [FuzzedColumn(&choices, depth: depth + 1)] }
    if format.hasPrefix("+") { child = [FuzzedColumn(&choices, depth: depth + 1)] }
  }

  func schema(in memory: ArrowMemory) -> ArrowSchema {
    func place(_ column: FuzzedColumn) -> UnsafeMutablePointer<ArrowSchema>? {
      let place = memory.room(ArrowSchema.self, 1)
      place.initialize(to: column.schema(in: memory))
      return place
    }
    return ArrowSchema(
      format: memory.text(format), name: memory.text(name), metadata: nil, flags: 2, n_children: Int64(child.count),
      children: memory.copy(child.map(place)), dictionary: dictionary.first.flatMap(place), release: nil,
      private_data: nil)
  }

  func array(_ length: Int, _ choices: inout FuzzChoices, in memory: ArrowMemory) -> ArrowArray {
    let offset = choices.number(below: 4)
    let places = offset + length
    let bits = choices.flag() ? memory.copy(choices.bytes(filling: (places + 7) / 8)) : nil
    var buffers: [UnsafeMutablePointer<UInt8>?] = [bits]
    switch format {
    case "u", "U": buffers += texts(places, &choices, in: memory)
    default: buffers.append(memory.copy(choices.bytes(filling: 16 * (places + 1))))
    }
    if format == "vu" {
      let views = UnsafeMutableRawPointer(buffers[1]!)
      for place in 0..<places {
        views.storeBytes(of: Int32(choices.number(below: 16)), toByteOffset: 16 * place, as: Int32.self)
        views.storeBytes(of: 0, toByteOffset: 16 * place + 8, as: Int32.self)
        views.storeBytes(of: Int32(choices.number(below: 4)), toByteOffset: 16 * place + 12, as: Int32.self)
      }
      buffers.append(memory.copy(choices.bytes(filling: 32)))
    }
    func place(_ column: FuzzedColumn, _ length: Int) -> UnsafeMutablePointer<ArrowArray>? {
      let place = memory.room(ArrowArray.self, 1)
      place.initialize(to: column.array(length, &choices, in: memory))
      return place
    }
    let children = child.map { place($0, choices.number(below: 16)) }
    let dictionary = dictionary.first.flatMap { place($0, choices.number(below: 4)) }
    return ArrowArray(
      length: Int64(length), null_count: bits == nil ? 0 : -1, offset: Int64(offset), n_buffers: Int64(buffers.count),
      n_children: Int64(children.count), buffers: memory.copy(buffers.map { UnsafeRawPointer($0) }),
      children: memory.copy(children), dictionary: dictionary, release: nil, private_data: nil)
  }

  /// The ends of texts, which ascend, and their bytes.
  private func texts(
    _ places: Int, _ choices: inout FuzzChoices, in memory: ArrowMemory
  ) -> [UnsafeMutablePointer<UInt8>?] {
    var ends = [0]
    for _ in 0..<places { ends.append(ends[ends.count - 1] + choices.number(below: 4)) }
    let bytes = ends.flatMap { end in (0..<(format == "u" ? 4 : 8)).map { UInt8(truncatingIfNeeded: end >> (8 * $0)) } }
    return [memory.copy(bytes), memory.copy(choices.bytes(filling: ends[ends.count - 1]))]
  }
}

extension ArrowMemory {
  func copy<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let place = room(Value.self, values.count)
    place.initialize(from: values, count: values.count)
    return place
  }
}

extension FuzzChoices {
  /// The next bytes, over again where there are too few.
  fileprivate mutating func bytes(filling count: Int) -> [UInt8] {
    let some = bytes(count)
    return (0..<count).map { some.isEmpty ? 0 : some[$0 % some.count] }
  }
}
