/// An element on its way to its place: a whole number that orders as the element does, and where it was. No two are equal.
protocol OrderItem: Comparable {
  associatedtype Scalar
  /// Of the key alone.
  associatedtype Key: FixedWidthInteger & UnsignedInteger

  init(_ key: Key, _ index: Int)
  var key: Key { get }
  var index: Int { get }

  /// Equal numbers have equal keys, whatever their sign is at 0; NaN is the largest.
  static func key(_ x: Scalar) -> Key
}

/// Of a Float: 32 bits each, so that one comparison of whole numbers looks at both.
struct SingleItem: OrderItem {
  var word: UInt64

  init(_ key: UInt32, _ index: Int) { word = UInt64(key) << 32 | UInt64(UInt32(truncatingIfNeeded: index)) }

  var key: UInt32 { UInt32(truncatingIfNeeded: word >> 32) }
  var index: Int { Int(UInt32(truncatingIfNeeded: word)) }

  static func < (left: Self, right: Self) -> Bool { left.word < right.word }

  static func key(_ x: Float) -> UInt32 {
    // Adding 0 leaves nothing of the sign of -0.
    let bits = (x + 0).bitPattern
    // Negative numbers the other way round, before all others.
    let ordered = bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) >> 31) | 0x8000_0000)
    return x == x ? ordered : .max
  }
}

/// Of a Double.
struct DoubleItem: OrderItem {
  var key: UInt64
  var place: UInt32

  init(_ key: UInt64, _ index: Int) { (self.key, place) = (key, UInt32(truncatingIfNeeded: index)) }

  var index: Int { Int(place) }

  static func < (left: Self, right: Self) -> Bool {
    left.key < right.key || (left.key == right.key && left.place < right.place)
  }

  static func key(_ x: Double) -> UInt64 {
    let bits = (x + 0).bitPattern
    let ordered = bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 0x8000_0000_0000_0000)
    return x == x ? ordered : .max
  }
}
