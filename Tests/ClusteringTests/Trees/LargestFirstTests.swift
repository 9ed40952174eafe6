import Testing

@testable import Clustering

struct LargestFirstTests {
  @Test func theLargestComesFirstAndOfEqualsTheLowest() {
    for seed in UInt64(0)..<30 {
      var generator = SeededGenerator(seed: seed)
      var heap = LargestFirst()
      var kept: [(item: Int, priority: Double)] = []
      for item in 0..<200 {
        let priority = Double(generator.index(below: 20))
        heap.insert(item, priority)
        kept.append((item, priority))
        if generator.index(below: 3) == 0 {
          let largest = kept.map(\.priority).max()
          let expected = kept.first { $0.priority == largest }?.item
          #expect(heap.first == expected, "seed \(seed)")
          heap.removeFirst()
          kept.removeAll { $0.item == expected }
        }
      }
      let sorted = kept.sorted { ($1.priority, $0.item) < ($0.priority, $1.item) }
      #expect(heap.leading(1) == [sorted[0].item])
      for (item, _) in sorted {
        #expect(heap.first == item, "seed \(seed)")
        heap.removeFirst()
      }
      #expect(heap.first == nil)
    }
  }
}
