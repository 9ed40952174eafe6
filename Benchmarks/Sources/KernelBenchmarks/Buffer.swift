/// Memory that several threads read, or write in different places; freed with its last owner.
final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
    start = memory.initializeMemory(as: Element.self, repeating: value, count: count)
    self.count = count
  }

  convenience init(_ values: some Collection<Element>) {
    self.init(repeating: values.first!, count: values.count)
    for (index, value) in values.enumerated() { start[index] = value }
  }

  deinit { start.deallocate() }
}

/// SplitMix64; its sums of four uniform numbers pass for Gaussians here.
struct NumberStream {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Mean 0, variance 1.
  mutating func gaussian() -> Double {
    let bits = next()
    let sum = (0..<4).reduce(0.0) { $0 + Double((bits >> (16 * UInt64($1))) & 0xffff) }
    return (sum / 65536 - 2) * 3.0.squareRoot()
  }
}
