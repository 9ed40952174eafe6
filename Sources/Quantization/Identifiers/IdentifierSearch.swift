internal import Clustering
internal import Matrices

/// Gives rows that have the same codes others.
struct IdentifierSearch {
  /// [rows, levels].
  private(set) var values: [Int32]
  let collisions: Int

  private let points: NumericMatrix
  private let codebooks: [Matrix<Double>]
  private let scale: Scale
  private let levels: Int
  /// By the codes before the last: which last ones are taken.
  private var taken: [[Int32]: Set<Int32>] = [:]

  init(_ points: NumericMatrix, _ codes: Codes, _ quantizer: ResidualQuantizer) {
    (self.points, codebooks, levels) = (points, quantizer.codebooks, quantizer.codebooks.count)
    scale = Scale(bound: Scale.bound(of: quantizer.codebooks))
    values = codes.values
    collisions = codes.collisions
  }

  func movedRows(from codes: Codes) -> Int { changedRows(from: codes, levels: levels) }

  func displacedRows(from codes: Codes) -> Int { changedRows(from: codes, levels: levels - 1) }

  /// How many rows have other codes than before among their first ones.
  private func changedRows(from codes: Codes, levels first: Int) -> Int {
    let before = codes.values
    return (0..<points.rows).count { row in
      (0..<first).contains { before[row * levels + $0] != values[row * levels + $0] }
    }
  }

  mutating func separate() {
    var groups: [[Int32]: [Int]] = [:]
    for row in 0..<points.rows { groups[beginning(row), default: []].append(row) }
    var homeless: [Int] = []
    for beginning in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      homeless += settle(groups[beginning] ?? [], beginning)
    }
    for row in homeless.sorted() { move(row) }
    // Where rows came to, all that begin so are assigned once more.
    let joined = Set(homeless.map(beginning))
    groups = [:]
    for row in 0..<points.rows { groups[beginning(row), default: []].append(row) }
    for beginning in joined { _ = settle(groups[beginning] ?? [], beginning, anew: true) }
  }

  private func beginning(_ row: Int) -> [Int32] { Array(values[(row * levels)..<(row * levels + levels - 1)]) }

  /// Gives the rows of one beginning different last codes; returns those for which there is none.
  ///
  /// - Parameter anew: also where they are different.
  private mutating func settle(_ rows: [Int], _ beginning: [Int32], anew: Bool = false) -> [Int] {
    let last = rows.map { values[$0 * levels + levels - 1] }
    if !anew, Set(last).count == rows.count {
      taken[beginning] = Set(last)
      return []
    }
    let codeCount = codebooks[levels - 1].rows
    let costs = rows.map { row in
      let rest = rest(of: row, beginning)
      return (0..<codeCount).map { square(rest, level: levels - 1, code: $0) }
    }
    // The smaller side is matched in full.
    let isFull = rows.count > codeCount
    let matched =
      isFull
      ? LeastAssignment.columns(rows: codeCount, columns: rows.count) { costs[$1][$0] }
      : LeastAssignment.columns(rows: rows.count, columns: codeCount) { costs[$0][$1] }
    var codes = [Int32?](repeating: nil, count: rows.count)
    for (left, right) in matched.enumerated() {
      if isFull { codes[right] = Int32(left) } else { codes[left] = Int32(right) }
    }
    var homeless: [Int] = []
    for (row, code) in zip(rows, codes) {
      guard let code else {
        homeless.append(row)
        continue
      }
      values[row * levels + levels - 1] = code
      taken[beginning, default: []].insert(code)
    }
    return homeless
  }

  /// Gives a row the nearest codes that are free, among the beginnings that are nearest.
  private mutating func move(_ row: Int) {
    var width = 64
    while true {
      let beginnings = nearestBeginnings(row, width)
      var best: (square: Double, beginning: [Int32], code: Int32)?
      for (beginning, rest) in beginnings {
        let used = taken[beginning] ?? []
        for code in 0..<codebooks[levels - 1].rows where !used.contains(Int32(code)) {
          let square = square(rest, level: levels - 1, code: code)
          if best.map({ square < $0.square }) ?? true { best = (square, beginning, Int32(code)) }
        }
      }
      if let best {
        for level in 0..<(levels - 1) { values[row * levels + level] = best.beginning[level] }
        values[row * levels + levels - 1] = best.code
        taken[best.beginning, default: []].insert(best.code)
        return
      }
      // There is a free one somewhere: there are no fewer identifiers than rows.
      width *= 4
    }
  }

  /// The beginnings that leave least of a row, by a beam.
  private func nearestBeginnings(_ row: Int, _ width: Int) -> [(codes: [Int32], rest: [Double])] {
    var kept: [(codes: [Int32], rest: [Double])] = [([], rest(of: row, []))]
    for level in 0..<(levels - 1) {
      var found: [(square: Double, parent: Int, code: Int)] = []
      for (parent, entry) in kept.enumerated() {
        for code in 0..<codebooks[level].rows {
          found.append((square(entry.rest, level: level, code: code), parent, code))
        }
      }
      found.sort { $0 < $1 }
      kept = found.prefix(width).map { entry in
        let parent = kept[entry.parent]
        return (parent.codes + [Int32(entry.code)], less(parent.rest, level: level, code: entry.code))
      }
    }
    return kept
  }

  /// What some first codes leave of a row, on the scale of the codes.
  private func rest(of row: Int, _ codes: [Int32]) -> [Double] {
    var rest = (0..<points.columns).map { scale.divided(points[row, $0]) }
    for (level, code) in codes.enumerated() { rest = less(rest, level: level, code: Int(code)) }
    return rest
  }

  private func less(_ rest: [Double], level: Int, code: Int) -> [Double] {
    let d = rest.count
    return codebooks[level].withUnsafeElements { codebook in
      (0..<d).map { rest[$0] - scale.divided(codebook[code * d + $0]) }
    }
  }

  private func square(_ rest: [Double], level: Int, code: Int) -> Double {
    let d = rest.count
    return codebooks[level].withUnsafeElements { codebook in
      rest.withUnsafeBufferPointer { rest in
        var sum = 0.0
        for column in 0..<d {
          let difference = rest[column] - scale.divided(codebook[code * d + column])
          sum += difference * difference
        }
        return sum
      }
    }
  }
}
