internal import TesseraKernels

/// What the search for a shortest path needs, for each node.
struct PathRoom {
  /// A node at a distance that it had when it was put here.
  private struct Entry {
    let distance: Int64
    let node: Int32
  }

  /// From which node the path comes, and by which row (-1: none).
  private(set) var sources: [Int32]
  private(set) var rows: [Int32]
  private var distances: [Int64]
  /// In the order of their distances, those whose distance is final.
  private(set) var settled: [Int32] = []
  private var isSettled: [Bool]
  private var seen: [Int32] = []
  /// A heap, the nearest on top (ties: the lowest number).
  private var queue: [Entry] = []

  init(nodes: Int) {
    sources = Array(repeating: -1, count: nodes)
    rows = Array(repeating: -1, count: nodes)
    distances = Array(repeating: .max, count: nodes)
    isSettled = Array(repeating: false, count: nodes)
  }

  mutating func begin(at node: Int) {
    for node in seen { (distances[Int(node)], isSettled[Int(node)]) = (.max, false) }
    seen.removeAll(keepingCapacity: true)
    settled.removeAll(keepingCapacity: true)
    queue.removeAll(keepingCapacity: true)
    reach(node, at: 0, from: -1, by: -1)
  }

  func distance(_ node: Int) -> Int64 { distances[node] }
  func contains(_ node: Int) -> Bool { isSettled[node] }

  @inline(__always)
  mutating func reach(_ node: Int, at distance: Int64, from source: Int32, by row: Int32) {
    guard distance < distances[node] else { return }
    if distances[node] == .max { seen.append(Int32(node)) }
    distances[node] = distance
    sources[node] = source
    rows[node] = row
    push(Entry(distance: distance, node: Int32(node)))
  }

  /// The next node whose distance is final; nil where no more can be reached.
  mutating func settle() -> Int? {
    while let entry = pop() {
      let node = Int(entry.node)
      guard !isSettled[node], entry.distance == distances[node] else { continue }
      isSettled[node] = true
      settled.append(entry.node)
      return node
    }
    return nil
  }

  private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
    left.distance < right.distance || (left.distance == right.distance && left.node < right.node)
  }

  private mutating func push(_ entry: Entry) {
    queue.append(entry)
    queue.withUnsafeMutableBufferPointer { queue in
      var place = queue.count - 1
      while place > 0, Self.precedes(entry, queue[(place - 1) / 2]) {
        queue[place] = queue[(place - 1) / 2]
        place = (place - 1) / 2
      }
      queue[place] = entry
    }
  }

  private mutating func pop() -> Entry? {
    guard let last = queue.popLast() else { return nil }
    guard let top = queue.first else { return last }
    queue.withUnsafeMutableBufferPointer { queue in
      var place = 0
      while true {
        var child = 2 * place + 1
        guard child < queue.count else { break }
        if child + 1 < queue.count, Self.precedes(queue[child + 1], queue[child]) { child += 1 }
        guard Self.precedes(queue[child], last) else { break }
        queue[place] = queue[child]
        place = child
      }
      queue[place] = last
    }
    return top
  }
}
