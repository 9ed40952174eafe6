extension WeightHistogram {
  /// Of weights that are put in order.
  ///
  /// - Complexity: O(weights); memory: twice their bytes, and 16 bytes per distinct value; with importances four times their
  ///   bytes and more.
  init<Format: WeightFormat>(sorting run: WeightRun<Format>) throws(PaletteError) {
    let count = run.range.count
    var isFinite = true
    if run.importances.isEqual {
      var keys = [Format.Bits](unsafeUninitializedCapacity: count) { keys, initialized in
        for index in 0..<count {
          let bits = run.bits(run.range.lowerBound + index)
          isFinite = isFinite && Format.isFinite(bits)
          keys[index] = Format.key(bits)
        }
        initialized = count
      }
      if !isFinite, let failure = run.failure { throw failure }
      RadixSort.sort(&keys) { $0 }
      self.init(capacity: Self.distinctCount(count) { keys[$0] })
      var first = 0
      while first < count {
        var next = first + 1
        while next < count, keys[next] == keys[first] { next += 1 }
        append(Format.value(of: keys[first]), Double(next - first))
        first = next
      }
      return
    }
    var entries: [WeightedKey<Format.Bits>] = []
    entries.reserveCapacity(count)
    try run.forEachImportance { first, importances throws(PaletteError) in
      for index in importances.indices {
        let bits = run.bits(first + index)
        isFinite = isFinite && Format.isFinite(bits)
        entries.append(WeightedKey(key: Format.key(bits), mass: importances[index]))
      }
    }
    if !isFinite, let failure = run.failure { throw failure }
    // Importances of nothing but 0 say nothing: all count the same.
    let isWeighted = entries.contains { $0.mass > 0 }
    RadixSort.sort(&entries) { $0.key }
    self.init(capacity: Self.distinctCount(count) { entries[$0].key })
    isUnweighted = !isWeighted
    var first = 0
    while first < count {
      var (next, sum) = (first, CompensatedSum())
      while next < count, entries[next].key == entries[first].key {
        sum.add(isWeighted ? entries[next].mass : 1)
        next += 1
      }
      if sum.value > 0 { append(Format.value(of: entries[first].key), sum.value) }
      first = next
    }
  }

  /// How many of some keys in order are different.
  @inline(__always) private static func distinctCount<Key: Equatable>(_ count: Int, _ key: (Int) -> Key) -> Int {
    guard count > 0 else { return 0 }
    return (1..<count).reduce(1) { key($1 - 1) == key($1) ? $0 : $0 + 1 }
  }
}

/// A weight's key and what it counts.
struct WeightedKey<Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>: BitwiseCopyable {
  var key: Bits
  var mass: Double
}

/// Sorting by digits of eight bits, the lowest first; equal keys stay in their order.
enum RadixSort {
  static func sort<Element: BitwiseCopyable, Key: FixedWidthInteger & UnsignedInteger>(
    _ elements: inout [Element], by key: (Element) -> Key
  ) {
    let count = elements.count
    guard count > 1 else { return }
    var room = [Element](unsafeUninitializedCapacity: count) { $1 = count }
    for shift in stride(from: 0, to: Key.bitWidth, by: 8) {
      let isMoved = elements.withUnsafeBufferPointer { elements in
        room.withUnsafeMutableBufferPointer { room in
          move(elements.baseAddress!, count, to: room.baseAddress!) {
            Int(truncatingIfNeeded: key($0) >> Key(shift)) & 255
          }
        }
      }
      if isMoved { swap(&elements, &room) }
    }
  }

  /// Puts elements in the order of a digit; false, and nothing is moved, where all have the same.
  @inline(__always) private static func move<Element>(
    _ elements: UnsafePointer<Element>, _ count: Int, to target: UnsafeMutablePointer<Element>,
    by digit: (Element) -> Int
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { places in
      places.initialize(repeating: 0)
      for index in 0..<count { places[digit(elements[index])] += 1 }
      if places[digit(elements[0])] == count { return false }
      var sum = 0
      for digit in 0..<256 {
        let here = places[digit]
        places[digit] = sum
        sum += here
      }
      for index in 0..<count {
        let digit = digit(elements[index])
        target[places[digit]] = elements[index]
        places[digit] += 1
      }
      return true
    }
  }
}
