/// A matching of largest weight in a sparse bipartite graph: each left and right node is in one edge at most.
///
/// Left nodes are matched one by one along shortest augmenting paths; node potentials keep all reduced costs from being
/// negative, so that Dijkstra's algorithm finds the paths. Being matched with nobody is an edge of weight 0 of its own.
///
/// Source: R. Jonker and A. Volgenant, *A shortest augmenting path algorithm for dense and sparse linear assignment problems*
/// (1987), DOI 10.1007/BF02278710.
/// - Complexity: O(lefts * edges * log edges) at most. Memory: O(lefts + rights + edges).
struct Matching {
  struct Edge {
    var left: Int
    var right: Int
    /// In 0 ... 1.
    var weight: Double
  }

  /// The positions of the edges that match.
  var edges: [Int] { edgeOfLeft.filter { $0 >= 0 } }

  private let all: [Edge]
  /// The edges of left node i are `all[starts[i] ..< starts[i + 1]]`.
  private var starts: [Int]
  private var edgeOfLeft: [Int]
  private var leftOfRight: [Int]
  private var leftPotentials: [Double]
  private var rightPotentials: [Double]

  /// - Parameter edges: by left node.
  init(lefts: Int, rights: Int, edges: [Edge]) {
    all = edges
    starts = [Int](repeating: 0, count: lefts + 1)
    for edge in edges { starts[edge.left + 1] += 1 }
    for left in 0..<lefts { starts[left + 1] += starts[left] }
    edgeOfLeft = [Int](repeating: -1, count: lefts)
    leftOfRight = [Int](repeating: -1, count: rights)
    leftPotentials = [Double](repeating: 0, count: lefts)
    rightPotentials = [Double](repeating: 0, count: rights)
    var search = Search(rights: rights)
    for left in 0..<lefts { augment(from: left, &search) }
  }

  /// What one search has reached; emptied after each.
  private struct Search {
    /// Per right node the length of the shortest path so far, and its last edge.
    var distances: [Double]
    var edges: [Int]
    var isDone: [Bool]
    var reached: [Int] = []
    var heap = DistanceHeap()

    init(rights: Int) {
      distances = [Double](repeating: .infinity, count: rights)
      edges = [Int](repeating: -1, count: rights)
      isDone = [Bool](repeating: false, count: rights)
    }

    mutating func clear() {
      for right in reached { (distances[right], edges[right], isDone[right]) = (.infinity, -1, false) }
      reached = []
      heap = DistanceHeap()
    }
  }

  private mutating func augment(from start: Int, _ search: inout Search) {
    defer { search.clear() }
    // The shortest way to an end that leaves a left node unmatched.
    var unmatched = (distance: Double.infinity, left: start)
    var free: (distance: Double, right: Int)?
    var (left, distance) = (start, 0.0)
    while true {
      // Costs are 1 - weight; that of no match is 1.
      let alone = distance + max(0, 1 - leftPotentials[left])
      if alone < unmatched.distance { unmatched = (alone, left) }
      for index in starts[left]..<starts[left + 1] {
        let right = all[index].right
        let length = distance + max(0, 1 - all[index].weight - leftPotentials[left] - rightPotentials[right])
        guard length < search.distances[right] else { continue }
        if search.distances[right] == .infinity { search.reached.append(right) }
        search.distances[right] = length
        search.edges[right] = index
        search.heap.insert(length, right)
      }
      var next = search.heap.popFirst()
      while let node = next, search.isDone[node.right] || node.distance > search.distances[node.right] {
        next = search.heap.popFirst()
      }
      guard let next, next.distance < unmatched.distance else { break }
      guard leftOfRight[next.right] >= 0 else {
        free = (next.distance, next.right)
        break
      }
      search.isDone[next.right] = true
      (left, distance) = (leftOfRight[next.right], next.distance)
    }
    let end = free?.distance ?? unmatched.distance
    for right in search.reached where search.isDone[right] {
      leftPotentials[leftOfRight[right]] += end - search.distances[right]
      rightPotentials[right] += search.distances[right] - end
    }
    leftPotentials[start] += end
    if let free { match(free.right, search, start) } else { release(unmatched.left, search, start) }
  }

  /// Gives `right` to the left node that reached it, whose former partner goes to the one before it, and so on.
  private mutating func match(_ right: Int, _ search: Search, _ start: Int) {
    var right = right
    while true {
      let edge = search.edges[right]
      let left = all[edge].left
      let former = edgeOfLeft[left]
      edgeOfLeft[left] = edge
      leftOfRight[right] = left
      if left == start { return }
      right = all[former].right
    }
  }

  /// Leaves `left` unmatched, so that its partner is free.
  private mutating func release(_ left: Int, _ search: Search, _ start: Int) {
    let former = edgeOfLeft[left]
    edgeOfLeft[left] = -1
    if left != start { match(all[former].right, search, start) }
  }
}

/// A binary heap of right nodes by distance.
private struct DistanceHeap {
  private var nodes: [(distance: Double, right: Int)] = []

  mutating func insert(_ distance: Double, _ right: Int) {
    nodes.append((distance, right))
    var child = nodes.count - 1
    while child > 0, nodes[child].distance < nodes[(child - 1) / 2].distance {
      nodes.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> (distance: Double, right: Int)? {
    guard let first = nodes.first else { return nil }
    let last = nodes.removeLast()
    guard !nodes.isEmpty else { return first }
    nodes[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < nodes.count {
        if nodes[child].distance < nodes[least].distance { least = child }
      }
      if least == parent { return first }
      nodes.swapAt(parent, least)
      parent = least
    }
  }
}
