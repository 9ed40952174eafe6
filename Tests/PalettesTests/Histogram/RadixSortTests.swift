import TesseraTestSupport
import Testing

@testable import Palettes

/// Keys ascend, and equal ones stay in their order.
@Suite struct RadixSortTests {
  @Test(arguments: [0, 1, 2, 17, 400]) func equalKeysStayInTheirOrder(count: Int) {
    check(count, UInt16.self)
    check(count, UInt32.self)
    check(count, UInt64.self)
  }

  private func check<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_ count: Int, _ type: Key.Type) {
    var generator = TestGenerator(seed: UInt64(count))
    // A few digits each, of any place, so that some keys are equal.
    let elements = (0..<count).map { index in
      let key = Key(truncatingIfNeeded: generator.below(3)) << Key(Key.bitWidth - 2) | Key(generator.below(8))
      return WeightedKey(key: key, mass: Double(index))
    }
    var sorted = elements
    RadixSort.sort(&sorted) { $0.key }
    let wanted = elements.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
    #expect(sorted.map(\.mass) == wanted.map(\.element.mass))
    #expect(sorted.map(\.key) == wanted.map(\.element.key))
  }
}
