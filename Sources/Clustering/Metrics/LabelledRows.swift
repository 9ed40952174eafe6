/// The rows of a labeling that take part, those with a label of 0 or more, and their clusters without gaps.
struct LabelledRows: Sendable {
  /// Which rows, ascending.
  var rows: [Int]
  /// The cluster of each of them, numbered in the order of the labels.
  var clusters: [Int32]
  /// How many each cluster has, at least 1.
  var counts: [Int]

  init(_ labels: [Int32]) {
    self.init(rows: labels.indices.filter { labels[$0] >= 0 }, labels)
  }

  /// - Parameter rows: some that have labels of 0 or more.
  init(rows: [Int], _ labels: [Int32]) {
    self.rows = rows
    let most = rows.reduce(-1) { max($0, Int(labels[$1])) }
    // Labels far beyond the number of rows need no table of their own.
    if most < 4 * labels.count + 1024 {
      var codes = [Int32](repeating: 0, count: most + 1)
      for row in rows { codes[Int(labels[row])] = 1 }
      var next: Int32 = 0
      for label in codes.indices where codes[label] > 0 { (codes[label], next) = (next, next + 1) }
      clusters = rows.map { codes[Int(labels[$0])] }
      counts = [Int](repeating: 0, count: Int(next))
    } else {
      let known = Set(rows.map { labels[$0] }).sorted()
      let codes = Dictionary(uniqueKeysWithValues: zip(known, 0...).map { ($0, Int32($1)) })
      clusters = rows.map { codes[labels[$0]] ?? 0 }
      counts = [Int](repeating: 0, count: known.count)
    }
    for cluster in clusters { counts[Int(cluster)] += 1 }
  }

  /// Whether clusters can be told apart: two at least, and fewer than rows.
  var isMeasurable: Bool { counts.count >= 2 && counts.count < rows.count }
}
