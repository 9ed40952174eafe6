/// Numbered things by their priority, the largest first (ties: the lowest number): a binary heap.
///
/// Source: J. Williams, *Algorithm 232: Heapsort* (1964), DOI 10.1145/512274.512284.
struct LargestFirst {
  private var heap: [(item: Int, priority: Double)] = []

  var first: Int? { heap.first?.item }

  /// The first, and others that are among the next ones or little behind.
  func leading(_ count: Int) -> [Int] { heap.prefix(count).map { $0.item } }

  mutating func insert(_ item: Int, _ priority: Double) {
    heap.append((item, priority))
    var child = heap.count - 1
    while child > 0, comesBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var next = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && comesBefore(child, next) {
        next = child
      }
      guard next != parent else { return }
      heap.swapAt(parent, next)
      parent = next
    }
  }

  private func comesBefore(_ left: Int, _ right: Int) -> Bool {
    (heap[right].priority, heap[left].item) < (heap[left].priority, heap[right].item)
  }
}
