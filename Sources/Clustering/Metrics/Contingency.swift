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
    require(leftLabels.count <= 1 << 31, "at most 2147483648 rows")
    count = leftLabels.count
    let (left, right) = (LabelCodes(leftLabels), LabelCodes(rightLabels))
    (self.left, self.right) = (left.sizes, right.sizes)
    let width = right.sizes.count
    let codes = zip(left.codes, right.codes).lazy.map { $0 * width + $1 }
    cells =
      (Self.isDense(left.sizes.count, width, count)
      ? Self.counted(codes, left.sizes.count * width) : Self.sorted(codes))
      .map { Cell(left: $0.code / width, right: $0.code % width, count: $0.count) }
  }

  private static func isDense(_ left: Int, _ right: Int, _ rows: Int) -> Bool { left * right <= 4 * rows + 1024 }

  private static func counted(_ codes: some Sequence<Int>, _ size: Int) -> [(code: Int, count: Int)] {
    var counts = [Int](repeating: 0, count: size)
    for code in codes { counts[code] += 1 }
    return counts.indices.filter { counts[$0] > 0 }.map { ($0, counts[$0]) }
  }

  private static func sorted(_ codes: some Sequence<Int>) -> [(code: Int, count: Int)] {
    var cells: [(code: Int, count: Int)] = []
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
