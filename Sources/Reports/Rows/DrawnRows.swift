/// Which rows a page shows one by one: all, or so many of each cluster as its share allows, always with those that are
/// nearest to the border.
struct DrawnRows: Sendable {
  /// By cluster, within it by margin.
  let rows: [Int]
  /// Whether they are not all.
  let isSample: Bool

  /// Of marks on a map: many are small ones.
  var markScale: Double {
    switch rows.count {
    case ..<500: 1
    case ..<1000: 0.85
    default: 0.65
    }
  }

  /// How many rows with the smallest margins are always there.
  static let borderRows = 50

  init(_ clusters: ClusterRows, margins: [Double], counts: [Int], most: Int) {
    let total = margins.count
    isSample = total > most
    guard isSample else {
      rows = counts.indices.flatMap { Self.sorted(clusters[$0].map { Int($0) }, margins) }
      return
    }
    let border = Set(Self.smallest(min(Self.borderRows, most), margins))
    let room = most - border.count
    rows = counts.indices.flatMap { cluster in
      let rows = clusters[cluster]
      let wanted = room * rows.count / total
      // Evenly over the cluster's rows: a sample that needs no chance, and in which an order of the file shows.
      let even = (0..<wanted).map { Int(rows[rows.startIndex + (2 * $0 + 1) * rows.count / (2 * wanted)]) }
      let near = border.isEmpty ? [] : rows.lazy.map { Int($0) }.filter(border.contains)
      return Self.sorted(Array(Set(even).union(near)), margins)
    }
  }

  private static func sorted(_ rows: [Int], _ margins: [Double]) -> [Int] {
    rows.sorted { (margins[$0], $0) < (margins[$1], $1) }
  }

  /// The rows with the smallest values, the smallest first.
  static func smallest(_ count: Int, _ values: [Double], among rows: some Sequence<Int>) -> [Int] {
    guard count > 0 else { return [] }
    var best: [Int] = []
    var worst = Double.infinity
    for row in rows where best.count < count || values[row] < worst {
      let place = best.firstIndex { values[$0] > values[row] } ?? best.count
      best.insert(row, at: place)
      if best.count > count { best.removeLast() }
      if best.count == count { worst = values[best[count - 1]] }
    }
    return best
  }

  static func smallest(_ count: Int, _ values: [Double]) -> [Int] { smallest(count, values, among: values.indices) }
}
