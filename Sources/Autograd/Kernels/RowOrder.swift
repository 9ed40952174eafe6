/// Orders rows of elements that lie one after the other: by their keys, ties by the lower index.
struct RowOrder<Item: OrderItem> {
  private typealias Key = Item.Key

  private let extent: Int
  /// All bits are turned over where the greatest comes first.
  private let mask: Key
  private let keys: UnsafeMutablePointer<Key>
  private let items: UnsafeMutablePointer<Item>
  private let spare: UnsafeMutablePointer<Item>
  private let counts: UnsafeMutablePointer<UInt32>

  /// Bits per digit: few for short rows, since the counts of all digits are looked at.
  private let digit: Int

  /// Room for `kept` items.
  private init(_ extent: Int, kept: Int, descending: Bool) {
    self.extent = extent
    mask = descending ? .max : 0
    digit = extent < 8192 ? 8 : 11
    keys = .allocate(capacity: extent)
    items = .allocate(capacity: kept)
    spare = .allocate(capacity: kept)
    counts = .allocate(capacity: Self.digits(digit) << digit)
  }

  private func free() {
    keys.deallocate()
    items.deallocate()
    spare.deallocate()
    counts.deallocate()
  }

  private static func digits(_ bits: Int) -> Int { (Key.bitWidth + bits - 1) / bits }

  /// All indices of each row, in order.
  static func sort(
    _ x: UnsafePointer<Item.Scalar>, rows: Int, extent: Int, descending: Bool, into out: UnsafeMutablePointer<Int>
  ) {
    let order = RowOrder(extent, kept: extent, descending: descending)
    for row in 0..<rows {
      let (x, out) = (x + row * extent, out + row * extent)
      for index in 0..<extent { order.items[index] = Item(Item.key(x[index]) ^ order.mask, index) }
      let sorted = order.sorted(extent)
      for place in 0..<extent { out[place] = sorted[place].index }
    }
    order.free()
  }

  /// The first `count` indices of each row, in order.
  static func top(
    _ x: UnsafePointer<Item.Scalar>, rows: Int, extent: Int, count: Int, descending: Bool,
    into out: UnsafeMutablePointer<Int>
  ) {
    if count == 0 { return }
    let order = RowOrder(extent, kept: extent, descending: descending)
    for row in 0..<rows {
      _ = order.fillKeys(x + row * extent)
      let (last, before) = order.key(ofRank: count - 1)
      // All before the last one's key, and of those with this key the first.
      var (found, ties) = (0, count - before)
      for index in 0..<extent where order.keys[index] <= last {
        if order.keys[index] == last {
          if ties == 0 { continue }
          ties -= 1
        }
        order.items[found] = Item(order.keys[index], index)
        found += 1
      }
      let sorted = order.sorted(count)
      for place in 0..<count { out[row * count + place] = sorted[place].index }
    }
    order.free()
  }

  /// The first index of the element of a rank, counted from 0, in each row.
  ///
  /// - Parameter nanWins: whether the first NaN is found instead, where there is one.
  static func element(
    _ x: UnsafePointer<Item.Scalar>, rows: Int, extent: Int, rank: Int, nanWins: Bool,
    into out: UnsafeMutablePointer<Int>
  ) {
    let order = RowOrder(extent, kept: extent, descending: false)
    for row in 0..<rows {
      let largest = order.fillKeys(x + row * extent)
      let key = nanWins && largest == .max ? .max : order.key(ofRank: rank).key
      var index = 0
      while order.keys[index] != key { index += 1 }
      out[row] = index
    }
    order.free()
  }

  /// The largest key.
  private func fillKeys(_ x: UnsafePointer<Item.Scalar>) -> Key {
    var largest: Key = 0
    for index in 0..<extent {
      let key = Item.key(x[index]) ^ mask
      keys[index] = key
      largest = max(largest, key)
    }
    return largest
  }

  /// The key of a rank, and how many are smaller: digit by digit from the highest, with what may still be it.
  private func key(ofRank rank: Int) -> (key: Key, smaller: Int) {
    // The room of the items holds what is left of the keys.
    let rest = UnsafeMutableRawPointer(items).assumingMemoryBound(to: Key.self)
    var (source, count, smaller) = (UnsafePointer(keys), extent, 0)
    var shift = Key.bitWidth
    while true {
      let bits = min(digit, shift)
      shift -= bits
      let digitMask = Key(1) << Key(bits) - 1
      (counts).update(repeating: 0, count: 1 << bits)
      for index in 0..<count { counts[Int(truncatingIfNeeded: (source[index] >> Key(shift)) & digitMask)] += 1 }
      var bucket = 0
      while smaller + Int(counts[bucket]) <= rank {
        smaller += Int(counts[bucket])
        bucket += 1
      }
      var left = 0
      for index in 0..<count {
        let key = source[index]
        rest[left] = key
        left += Int(truncatingIfNeeded: (key >> Key(shift)) & digitMask) == bucket ? 1 : 0
      }
      if left == 1 || shift == 0 { return (rest[0], smaller) }
      (source, count) = (UnsafePointer(rest), left)
    }
  }

  /// The first `count` items in order, in one of the two rooms.
  private func sorted(_ count: Int) -> UnsafeMutablePointer<Item> {
    if count <= 32 {
      insert(count)
      return items
    }
    let (size, digits) = (1 << digit, Self.digits(digit))
    let digitMask = Key(truncatingIfNeeded: size - 1)
    counts.update(repeating: 0, count: digits * size)
    for index in 0..<count {
      var key = items[index].key
      for place in 0..<digits {
        counts[place * size + Int(truncatingIfNeeded: key & digitMask)] += 1
        key >>= Key(digit)
      }
    }
    var (source, target) = (items, spare)
    for place in 0..<digits {
      let (next, shift) = (counts + place * size, Key(place * digit))
      // A digit that all share orders nothing.
      if next[Int(truncatingIfNeeded: (source[0].key >> shift) & digitMask)] == UInt32(truncatingIfNeeded: count) {
        continue
      }
      var total: UInt32 = 0
      for value in 0..<size {
        let number = next[value]
        next[value] = total
        total += number
      }
      for index in 0..<count {
        let value = Int(truncatingIfNeeded: (source[index].key >> shift) & digitMask)
        target[Int(next[value])] = source[index]
        next[value] += 1
      }
      swap(&source, &target)
    }
    return source
  }

  private func insert(_ count: Int) {
    for index in stride(from: 1, to: count, by: 1) {
      let item = items[index]
      var place = index
      while place > 0 && item < items[place - 1] {
        items[place] = items[place - 1]
        place -= 1
      }
      items[place] = item
    }
  }
}
