internal import Refusals

/// How often each class of one labeling meets each cluster of another: the cells that are not empty, and the sizes of both
/// partitions' parts.
///
/// Memory: O(rows); the table itself, classes times clusters, is counted in full only where it is smaller than the data.
struct Contingency: Sendable {
  struct Cell: Sendable {
    var left: Int
    var right: Int
    var count: Int
  }

  /// The number of rows.
  let count: Int
  /// The size of each part, numbered by first appearance.
  let left: [Int]
  let right: [Int]
  /// By left part, then by right part.
  let cells: [Cell]

  init(_ leftLabels: [some Hashable], _ rightLabels: [some Hashable]) {
    require(leftLabels.count == rightLabels.count, "both labelings name the same rows")
    // Squares of pairs of rows are counted in 128 bits.
    require(Int64(leftLabels.count) <= 1 << 31, "at most 2147483648 rows")
    count = leftLabels.count
    let (left, right) = (LabelCodes(leftLabels), LabelCodes(rightLabels))
    (self.left, self.right) = (left.sizes, right.sizes)
    let width = Int64(right.sizes.count)
    let codes = zip(left.codes, right.codes).lazy.map { Int64($0) * width + Int64($1) }
    cells =
      (Self.isDense(Int64(left.sizes.count), width, Int64(count))
      ? Self.counted(codes, left.sizes.count * right.sizes.count) : Self.sorted(codes))
      .map { Cell(left: Int($0.code / width), right: Int($0.code % width), count: $0.count) }
  }

  private static func isDense(_ left: Int64, _ right: Int64, _ rows: Int64) -> Bool { left * right <= 4 * rows + 1024 }

  private static func counted(_ codes: some Sequence<Int64>, _ size: Int) -> [(code: Int64, count: Int)] {
    var counts = [Int](repeating: 0, count: size)
    for code in codes { counts[Int(code)] += 1 }
    return counts.indices.filter { counts[$0] > 0 }.map { (Int64($0), counts[$0]) }
  }

  private static func sorted(_ codes: some Sequence<Int64>) -> [(code: Int64, count: Int)] {
    var cells: [(code: Int64, count: Int)] = []
    for code in codes.sorted() {
      if cells.last?.code == code { cells[cells.count - 1].count += 1 } else { cells.append((code, 1)) }
    }
    return cells
  }
}

/// Labels as numbers 0, 1, ... by first appearance.
private struct LabelCodes {
  var codes: [Int] = []
  var sizes: [Int] = []

  init<Label: Hashable>(_ labels: [Label]) {
    var known: [Label: Int] = [:]
    var last: (label: Label, code: Int)?
    codes.reserveCapacity(labels.count)
    for label in labels {
      // Equal labels often follow each other.
      let code = last?.label == label ? last!.code : known[label] ?? sizes.count
      if code == sizes.count {
        known[label] = code
        sizes.append(0)
      }
      last = (label, code)
      sizes[code] += 1
      codes.append(code)
    }
  }
}
