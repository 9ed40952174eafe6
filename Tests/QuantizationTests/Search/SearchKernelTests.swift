import CSearchKernels
import Clustering
import Testing

/// Every table against plain sums, for every number of positions that is awkward.
struct SearchKernelTests {
  private static let names = ["scalar", "avx2", "avx512"]

  private func blocks(_ count: Int) -> Int { count }

  @Test(arguments: [1, 2, 3, 7, 8, 127, 128, 129, 300]) func halves(pairs: Int) {
    var generator = SeededGenerator(seed: UInt64(pairs))
    let blocks = 5
    let codes = (0..<(blocks * pairs * 64)).map { _ in UInt8(generator.index(below: 256)) }
    let entries = (0..<(pairs * 32)).map { _ in UInt8(generator.index(below: 256)) }
    let sums = (0..<(blocks * 64)).map { row in
      (0..<pairs).reduce(0) { sum, pair in
        let code = Int(codes[(row / 64 * pairs + pair) * 64 + row % 64])
        return sum + Int(entries[pair * 32 + code & 15]) + Int(entries[pair * 32 + 16 + code >> 4])
      }
    }
    let middle = min(sums.sorted()[sums.count / 2], Int(SEARCH_MOST_LIMIT))
    for limit in [middle, middle - 1, 0, Int(SEARCH_MOST_LIMIT)] where limit >= 0 {
      for name in Self.names {
        let found = passed(blocks) { table, out in
          aligned(entries) { table.pass_halves(codes, blocks, pairs, $0, UInt32(limit), out) }
        }(name)
        #expect(found == sums.map { $0 <= limit }, "\(name), \(pairs) pairs, limit \(limit)")
      }
    }
  }

  @Test(arguments: [1, 2, 3, 8, 17, 200]) func bytes(positions: Int) {
    var generator = SeededGenerator(seed: UInt64(positions))
    let blocks = 7
    let codes = (0..<(blocks * positions * 64)).map { _ in UInt8(generator.index(below: 256)) }
    let entries = (0..<(positions * 256)).map { _ in UInt16(generator.index(below: positions > 3 ? 9000 : 65536)) }
    let sums = sums(codes.map { Int($0) }, entries, positions, stride: 256)
    let middle = min(sums.sorted()[sums.count / 2], Int(SEARCH_MOST_LIMIT))
    for limit in [middle, middle - 1, 0, Int(SEARCH_MOST_LIMIT)] where limit >= 0 {
      for name in Self.names {
        let found = passed(blocks) { table, out in
          aligned(entries) { table.pass_bytes(codes, blocks, positions, $0, UInt32(limit), out) }
        }(name)
        #expect(found == sums.map { $0 <= limit }, "\(name), \(positions) positions, limit \(limit)")
      }
    }
  }

  @Test func words() {
    var generator = SeededGenerator(seed: 4)
    let (blocks, positions, stride) = (3, 5, 1024)
    let codes = (0..<(blocks * positions * 64)).map { _ in UInt16(generator.index(below: stride)) }
    let entries = (0..<(positions * stride)).map { _ in UInt16(generator.index(below: 20000)) }
    let sums = sums(codes.map { Int($0) }, entries, positions, stride: stride)
    let limit = sums.sorted()[sums.count / 2]
    for name in Self.names {
      let found = passed(blocks) { table, out in
        aligned(entries) { table.pass_words(codes, blocks, positions, $0, stride, UInt32(limit), out) }
      }(name)
      #expect(found == sums.map { $0 <= limit }, "\(name)")
    }
  }

  private func sums(_ codes: [Int], _ entries: [UInt16], _ positions: Int, stride: Int) -> [Int] {
    (0..<(codes.count / positions)).map { row in
      (0..<positions).reduce(0) { sum, position in
        sum + Int(entries[position * stride + codes[(row / 64 * positions + position) * 64 + row % 64]])
      }
    }
  }

  private func passed(
    _ blocks: Int, _ body: @escaping (search_table, UnsafeMutablePointer<UInt64>) -> Void
  ) -> (String) -> [Bool] {
    { name in
      var words = [UInt64](repeating: 0, count: blocks)
      // What this machine cannot run is the portable table there.
      body(Self.isAvailable(name) ? search_table_named(name).pointee : search_table_named("scalar").pointee, &words)
      return (0..<(blocks * 64)).map { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    }
  }

  private static func isAvailable(_ name: String) -> Bool { InstructionSetNames.available.contains(name) }

  private func aligned<Element: BitwiseCopyable>(_ elements: [Element], _ body: (UnsafePointer<Element>) -> Void) {
    withUnsafeTemporaryAllocation(byteCount: elements.count * MemoryLayout<Element>.size, alignment: 64) { bytes in
      let target = bytes.bindMemory(to: Element.self)
      _ = target.initialize(fromContentsOf: elements)
      body(UnsafePointer(target.baseAddress!))
    }
  }
}
