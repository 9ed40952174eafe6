/// The bytes of a FlatBuffers message, from its end to its start: what something refers to is written before it.
///
/// Source: <https://flatbuffers.dev/internals/>, *FlatBuffer Binaries*.
struct FlatBuffer {
  /// Where something begins, counted from the end of the message.
  struct Place { let fromEnd: Int }

  /// A member of a table, in the order of its schema.
  enum Member {
    case absent
    case bytes([UInt8])
    case place(Place)

    static func number<Number: FixedWidthInteger>(_ value: Number) -> Member {
      .bytes(withUnsafeBytes(of: value.littleEndian) { Array($0) })
    }
  }

  /// The last byte of the message first.
  private var reversed: [UInt8] = []

  /// Bytes in front of those that are there, at a multiple of `alignment` from the end when they are written.
  private mutating func put(_ bytes: [UInt8], alignment: Int) {
    while (reversed.count + bytes.count) % alignment != 0 { reversed.append(0) }
    reversed += bytes.reversed()
  }

  private mutating func put(_ place: Place) {
    while (reversed.count + 4) % 4 != 0 { reversed.append(0) }
    // From where the reference stands forwards.
    let distance = UInt32(reversed.count + 4 - place.fromEnd)
    put(withUnsafeBytes(of: distance.littleEndian) { Array($0) }, alignment: 4)
  }

  private var here: Place { Place(fromEnd: reversed.count) }

  private mutating func putCount(_ count: Int) {
    put(withUnsafeBytes(of: UInt32(count).littleEndian) { Array($0) }, alignment: 4)
  }

  mutating func string(_ text: String) -> Place {
    let bytes = Array(text.utf8)
    while (reversed.count + bytes.count + 1) % 4 != 0 { reversed.append(0) }
    put(bytes + [0], alignment: 1)
    putCount(bytes.count)
    return here
  }

  mutating func vector(_ places: [Place]) -> Place {
    while reversed.count % 4 != 0 { reversed.append(0) }
    for place in places.reversed() { put(place) }
    putCount(places.count)
    return here
  }

  /// Numbers of 64 bits, `width` of which are an entry.
  mutating func structs(_ numbers: [Int64], width: Int) -> Place {
    while reversed.count % 8 != 0 { reversed.append(0) }
    for number in numbers.reversed() { put(withUnsafeBytes(of: number.littleEndian) { Array($0) }, alignment: 8) }
    putCount(numbers.count / width)
    return here
  }

  mutating func table(_ members: [Member]) -> Place {
    let end = reversed.count
    var starts: [Int] = []
    for member in members.reversed() {
      switch member {
      case .absent: starts.append(0)
      case .bytes(let bytes):
        put(bytes, alignment: bytes.count)
        starts.append(reversed.count)
      case .place(let place):
        put(place)
        starts.append(reversed.count)
      }
    }
    // The layout of the table lies right in front of it.
    putCount(4 + 2 * members.count)
    let table = here
    let offsets = starts.reversed().map { $0 == 0 ? 0 : UInt16(table.fromEnd - $0) }
    let layout = [UInt16(4 + 2 * members.count), UInt16(table.fromEnd - end)] + offsets
    put(layout.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }, alignment: 2)
    return table
  }

  /// The message: a multiple of eight bytes, whose first four lead to the root.
  consuming func message(root: Place) -> [UInt8] {
    while (reversed.count + 4) % 8 != 0 { reversed.append(0) }
    put(root)
    return reversed.reversed()
  }
}
