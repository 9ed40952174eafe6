/// The cheapest assignment of rows to clusters of bounded sizes, by Bellman and Ford's shortest paths over rows and clusters, one
/// unit at a time: slow, and nothing like the solver under test.
struct PlainTransport {
  /// The cost of the cheapest assignment; nil where there is none.
  static func optimum(_ costs: [[Int64]], clusters: Int, sizes: ClosedRange<Int>) -> Int64? {
    let rows = costs.count
    guard clusters * sizes.lowerBound <= rows, clusters * sizes.upperBound >= rows else { return nil }
    // A seat that has to be taken is cheaper than any cost could make good.
    let prize = (costs.joined().max() ?? 0) * Int64(rows + 1) + 1
    var graph = Graph(nodes: rows + clusters + 2)
    let (source, sink) = (rows + clusters, rows + clusters + 1)
    for row in 0..<rows {
      graph.add(from: source, to: row, capacity: 1, cost: 0)
      for cluster in 0..<clusters { graph.add(from: row, to: rows + cluster, capacity: 1, cost: costs[row][cluster]) }
    }
    for cluster in 0..<clusters {
      graph.add(from: rows + cluster, to: sink, capacity: sizes.lowerBound, cost: -prize)
      graph.add(from: rows + cluster, to: sink, capacity: sizes.upperBound - sizes.lowerBound, cost: 0)
    }
    var total: Int64 = 0
    for _ in 0..<rows {
      guard let cost = graph.send(from: source, to: sink) else { return nil }
      total += cost
    }
    return total + prize * Int64(clusters * sizes.lowerBound)
  }

  private struct Graph {
    private var edges: [(from: Int, to: Int, capacity: Int, cost: Int64)] = []
    private let nodes: Int

    init(nodes: Int) { self.nodes = nodes }

    /// Edges stand next to their reverses.
    mutating func add(from: Int, to: Int, capacity: Int, cost: Int64) {
      edges.append((from, to, capacity, cost))
      edges.append((to, from, 0, -cost))
    }

    mutating func send(from source: Int, to sink: Int) -> Int64? {
      var distances = [Int64?](repeating: nil, count: nodes)
      var reached = [Int](repeating: -1, count: nodes)
      distances[source] = 0
      var isChanged = true
      while isChanged {
        isChanged = false
        for (index, edge) in edges.enumerated() where edge.capacity > 0 {
          guard let distance = distances[edge.from], distance + edge.cost < distances[edge.to] ?? .max else { continue }
          distances[edge.to] = distance + edge.cost
          reached[edge.to] = index
          isChanged = true
        }
      }
      guard let cost = distances[sink] else { return nil }
      var node = sink
      while node != source {
        edges[reached[node]].capacity -= 1
        edges[reached[node] ^ 1].capacity += 1
        node = edges[reached[node]].from
      }
      return cost
    }
  }
}
